"""Departments, provinces and regions that people type where a town is asked: « 63 », « Puy-de-Dôme », « Auvergne »."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from portal.foundation.text import fold
from portal.places.commune import DEPARTMENTS, REGION_OF, REGIONS
from portal.places.folding import LONGEST, key
from portal.places.gazetteer import gazetteer
from portal.places.reading import department_code

_BETTER_KNOWN = 10_000
"""Inhabitants from which a town hides the department of the same name: Vienne yes, Corrèze no."""
_HOMONYMS = 2
_FORMER_REGIONS = {
    "Alsace": "67 68",
    "Aquitaine": "24 33 40 47 64",
    "Auvergne": "03 15 43 63",
    "Basse-Normandie": "14 50 61",
    "Bourgogne": "21 58 71 89",
    "Centre": "18 28 36 37 41 45",
    "Champagne-Ardenne": "08 10 51 52",
    "Franche-Comté": "25 39 70 90",
    "Haute-Normandie": "27 76",
    "Languedoc-Roussillon": "11 30 34 48 66",
    "Limousin": "19 23 87",
    "Lorraine": "54 55 57 88",
    "Midi-Pyrénées": "09 12 31 32 46 65 81 82",
    "Nord-Pas-de-Calais": "59 62",
    "Picardie": "02 60 80",
    "Poitou-Charentes": "16 17 79 86",
    "Rhône-Alpes": "01 07 26 38 42 69 73 74",
}
"""The French regions before 2016, which people still name."""
_ALSO_CALLED = {
    "IDF": "11",
    "PACA": "93",
    "AURA": "84",
    "Wallonie": "BE-WAL",
    "Flandre": "BE-VLG",
}


class Territory(NamedTuple):
    """A name, and the codes of the departments or provinces that it holds, in order."""

    name: str
    departments: tuple[str, ...]


def territory(text: str) -> Territory | None:
    """The department or region that a text names; nothing when a town of that name is better known."""
    typed = key(text)
    if not typed or _is_town(typed):
        return None
    code = department_code(fold(text[:LONGEST]).strip().removeprefix("departement ").strip()) or department_code(text)
    if code:
        return Territory(DEPARTMENTS[code], (code,))
    return _regions().get(typed) or _regions().get(typed.removeprefix("region "))


def _is_town(typed: str) -> bool:
    """Whether people who type this mean a town: a big one, or one of several that bear the name (Saint-Martin)."""
    bearers = gazetteer().by_name[typed]
    return len(bearers) > _HOMONYMS or any(gazetteer().places[at].population >= _BETTER_KNOWN for at in bearers)


@cache
def _regions() -> dict[str, Territory]:
    held: dict[str, list[str]] = {}
    for department, region in REGION_OF.items():
        held.setdefault(region, []).append(department)
    found = {key(name): Territory(name, tuple(codes.split())) for name, codes in _FORMER_REGIONS.items()}
    now = [*((label, code) for code, label in REGIONS.items()), *_ALSO_CALLED.items()]
    for name, code in now:
        if held.get(code):
            made = Territory(REGIONS[code], tuple(sorted(held[code])))
            found[key(name)] = found[key(name).removeprefix("region ")] = made
    return found
