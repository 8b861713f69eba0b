"""The fields of one session in JSON and CSV: French names that are promised to last (`/aide/donnees` lists them).

A date is written as far as it is known: « 2027-01-12 », « 2027-01 » or « 2027 ».
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from portal.catalogue.cards import offer_path
from portal.catalogue.search.criteria import STATES
from portal.catalogue.status import EntryMode

STATE_WORDS = {state.value: word for word, state in STATES.items()}
ENTRY_WORDS = {EntryMode.FIXED.value: "dates-fixes", EntryMode.PERMANENT.value: "permanente"}
DATE_LENGTHS = {"day": 10, "month": 7, "year": 4, "unknown": 0}
SCHEMES = ("formacode", "rome", "rncp", "rs")
Value = str | int | float | bool | list[str] | None


class Session(NamedTuple):
    """One public session; the order is that of the CSV columns."""

    id: str
    formation_id: str
    url: str
    intitule: str
    organisme: str
    etat: str
    type: str | None
    certifiante: bool
    modalite: str
    lieu: str | None
    adresse: str | None
    code_postal: str | None
    commune: str | None
    commune_code: str | None
    departement: str | None
    pays: str | None
    latitude: float | None
    longitude: float | None
    entree: str
    date_debut: str | None
    date_fin: str | None
    prochaine_entree: str | None
    prochaine_reunion: str | None
    duree_heures: int | None
    places: int | None
    financeurs: list[str]
    financeurs_codes: list[str]
    formacode: list[str]
    rome: list[str]
    rncp: list[str]
    rs: list[str]
    mise_a_jour: str


FIELDS = Session._fields


def session(row: Any, detail: Any, funders: Iterable[Any], base_url: str) -> Session:
    """The fields of a listing row, its details (rows.DETAILS) and its funders (rows.FUNDERS)."""
    codes = codes_by_scheme(detail.codes)
    names, funder_codes = _each_once(funders)
    return Session(
        id=row.session_public_id,
        formation_id=row.offer_public_id,
        url=f"{base_url}{offer_path(row.offer_public_id, row.slug)}#session-{row.session_public_id}",
        intitule=row.title,
        organisme=row.organisation,
        etat=STATE_WORDS[row.state],
        type=row.kind,
        certifiante=bool(row.certifying),
        modalite=row.modality,
        lieu=detail.place_name,
        adresse=_on_one_line(detail.address),
        code_postal=row.postcode,
        commune=row.town,
        commune_code=row.commune_code,
        departement=row.department,
        pays=detail.country,
        latitude=detail.latitude,
        longitude=detail.longitude,
        entree=ENTRY_WORDS[row.entry_mode],
        **_dates(row),
        duree_heures=row.hours,
        places=detail.seats,
        financeurs=names,
        financeurs_codes=funder_codes,
        **codes,
        mise_a_jour=f"{detail.updated_at.isoformat()[:19]}Z",
    )


def _dates(row: Any) -> dict[str, Any]:
    return {
        "date_debut": known_part(row.starts_on, row.starts_precision),
        "date_fin": known_part(row.ends_on, row.ends_precision),
        "prochaine_entree": known_part(row.next_entry, "day"),
        "prochaine_reunion": row.next_meeting.replace(" ", "T") if row.next_meeting else None,
    }


def known_part(day: Any, precision: str) -> str | None:
    """As much of an ISO date (a date, or its text) as is really known."""
    return (str(day)[: DATE_LENGTHS[precision]] or None) if day else None


@lru_cache(maxsize=4_096)
def codes_by_scheme(written: str) -> dict[str, Any]:
    """The codes of each nomenclature from the JSON of an action's `codes`, each once; nobody may change the lists."""
    found: dict[str, dict[str, None]] = {scheme: {} for scheme in SCHEMES}
    for entry in json.loads(written):
        if entry["scheme"] in found:
            found[entry["scheme"]][str(entry["code"])] = None
    return {scheme: list(codes) for scheme, codes in found.items()}


def _each_once(funders: Iterable[Any]) -> tuple[list[str], list[str]]:
    paid = list(funders)
    return list(dict.fromkeys(found.name for found in paid)), list(dict.fromkeys(found.code for found in paid))


def _on_one_line(address: str | None) -> str | None:
    return ", ".join(line.strip() for line in address.split("\n") if line.strip()) or None if address else None
