"""JSON: one page of a search with what was understood of it, and the address of the next page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from portal.catalogue import search_page
from portal.catalogue.search.reading import Reading
from portal.places.commune import Commune

from . import Publisher
from .fields import Session

PER_PAGE = 100
SUFFIX = ".json"
MOST_PLACES = 30


def envelope(publisher: Publisher, made_at: datetime) -> dict[str, Any]:
    """What every page says of itself."""
    return {
        "titre": f"Formations financées – {publisher.name}",
        "source": publisher.name,
        "licence": {"nom": publisher.licence, "url": publisher.licence_url or None},
        "documentation": f"{publisher.base_url}/aide/donnees",
        "genere_le": made_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def found_page(
    reading: Reading, found: Any, sessions: Sequence[Session], publisher: Publisher, made_at: datetime
) -> dict[str, Any]:
    """A page of results; `found` is what the search gave (queries.Found)."""
    kilometres: Mapping[str | None, float] = found.distances
    records = [session._asdict() for session in sessions]
    for record in records:
        distance = kilometres.get(record["commune_code"])
        record["distance_km"] = round(distance, 1) if distance is not None else None
    return envelope(publisher, made_at) | {
        "total": found.total,
        "total_plafonne": found.capped,
        "tri": found.sorted_by,
        "filtres": reading.criteria.query(),
        "remarques": [*reading.notes, *found.notes],
        "recherche_corrigee": corrected(found.repaired),
        "communes": [],
        "suivant": next_address(reading, found, publisher),
        "sessions": records,
    }


def choice_page(reading: Reading, publisher: Publisher, made_at: datetime) -> dict[str, Any]:
    """Several communes bear the name: no session, and the communes to choose from with their addresses."""
    return envelope(publisher, made_at) | {
        "total": 0,
        "total_plafonne": False,
        "tri": reading.criteria.sort,
        "filtres": reading.criteria.query(),
        "remarques": list(reading.notes),
        "recherche_corrigee": None,
        "communes": [_choice(commune, reading, publisher) for commune in reading.ambiguous[:MOST_PLACES]],
        "suivant": None,
        "sessions": [],
    }


def corrected(repaired: Mapping[str, str]) -> dict[str, str] | None:
    """The words looked for instead, when nothing was found as typed."""
    return {"demandee": " ".join(repaired), "utilisee": " ".join(repaired.values())} if repaired else None


def next_address(reading: Reading, found: Any, publisher: Publisher) -> str | None:
    """The whole address of the next page, or nothing after the last."""
    if not found.next_key:
        return None
    return publisher.base_url + search_page.address(reading.criteria.query(after=found.next_key), SUFFIX)


def written(page: Mapping[str, Any]) -> bytes:
    """The page as UTF-8, one session per line."""
    head = {name: value for name, value in page.items() if name != "sessions"}
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in page["sessions"])
    text = f'{json.dumps(head, ensure_ascii=False)[:-1]}, "sessions": [\n{lines}\n]}}\n'
    return text.encode("utf-8", "replace")


def _choice(commune: Commune, reading: Reading, publisher: Publisher) -> dict[str, str]:
    query = reading.criteria.query(place=commune, place_text=commune.code)
    return {
        "nom": commune.name,
        "precision": search_page.place_detail(commune),
        "code": commune.code,
        "url": publisher.base_url + search_page.address(query, SUFFIX),
    }
