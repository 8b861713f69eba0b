"""The gazetteer: every commune of France and Belgium, what people call it, and how far it is from the others.

A search around a place is `near(place, km)`: codes with kilometres; with 0 km, the place, its parts and its whole.
Sources, licences and coverage: docs/places.md.
"""

from __future__ import annotations

from portal.places.commune import BELGIUM, DEPARTMENTS, FRANCE, REGIONS, Commune
from portal.places.distance import distance_km, near
from portal.places.finding import choices, find, resembling, suggest, warm
from portal.places.gazetteer import gazetteer
from portal.places.locating import locate
from portal.places.reading import department_code
from portal.places.territories import Territory, territory

__all__ = [
    "BELGIUM",
    "DEPARTMENTS",
    "FRANCE",
    "REGIONS",
    "Commune",
    "Territory",
    "by_code",
    "by_insee",
    "choices",
    "department_code",
    "distance_km",
    "find",
    "locate",
    "members",
    "near",
    "resembling",
    "suggest",
    "territory",
    "warm",
]


def by_code(code: str) -> Commune | None:
    """The place of a code ('F63113', 'B92094'), or what became of it since a merger."""
    position = gazetteer().position(code)
    return None if position is None else gazetteer().places[position]


def by_insee(insee: str) -> Commune | None:
    """The French commune of an INSEE code, former ones included."""
    return by_code(f"F{insee}")


def members(commune: Commune) -> tuple[str, ...]:
    """The codes of a place and of its arrondissements or sections: where a session « in Paris » may be."""
    return (commune.code, *gazetteer().members.get(commune.code, ()))
