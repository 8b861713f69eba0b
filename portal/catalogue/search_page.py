"""What the results page shows around its cards: filters with their counts, tags, sorts, empty state, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from portal import places
from portal.foundation import french
from portal.foundation.text import slug
from portal.places.commune import DEPARTMENTS, Commune

from .cards import offer_path
from .search.criteria import (
    FUNDER_LABELS,
    KIND_LABELS,
    MODALITY_LABELS,
    SORT_LABELS,
    STATE_LABELS,
    Criteria,
)
from .search.domains import ROME_FAMILIES as ROME_FAMILIES
from .search.reading import typographic

Counts = Mapping[tuple[str, str], int]
PATH = "/offres"
FEEDS = (("CSV", ".csv"), ("JSON", ".json"), ("Atom", ".atom"), ("LHEO", ".lheo.xml"))

GROUPS = {
    "etat": ("Recrutement", "checkbox"),
    "modalite": ("Où se passe la formation", "checkbox"),
    "debut_des": ("Commence à partir du", "date"),
    "debut_avant": ("Commence au plus tard le", "date"),
    "domaine": ("Domaine", "select"),
    "departement": ("Département ou province", "select"),
    "financeur": ("Financeur", "checkbox"),
    "type": ("Type d’action", "checkbox"),
    "certifiante": ("Certification", "checkbox"),
}
LABELS: Mapping[str, Mapping[str, str]] = {
    "etat": STATE_LABELS,
    "modalite": MODALITY_LABELS,
    "type": KIND_LABELS,
    "certifiante": {"1": "Mène à une certification"},
}


def address(query: str, suffix: str = "") -> str:
    """The address of a search, or of one of its other formats."""
    return f"{PATH}{suffix}?{query}" if query else f"{PATH}{suffix}"


def offer_address(action: Any) -> str:
    """The canonical address of an action's page."""
    return offer_path(action.public_id, slug(action.title))


def with_query(path: str, query: bytes) -> str:
    """The same path with the query string of the request, kept as it came."""
    return f"{path}?{query.decode('ascii', 'replace')}" if query else path


def distance(kilometres: float | None) -> str:
    """« · à 12 km » for the end of a card's place line; nothing when the place is not known."""
    if kilometres is None:
        return ""
    return f"{french.NBSP}· à{french.NBSP}{max(1, round(kilometres))}{french.NNBSP}km"


def chosen(criteria: Criteria) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every filter of the form, in order, with the values chosen: what the HTML of its group depends on."""
    return (
        ("etat", criteria.states),
        ("modalite", criteria.modalities),
        ("debut_des", _iso(criteria.starts_from)),
        ("debut_avant", _iso(criteria.starts_before)),
        ("domaine", criteria.domains),
        ("departement", criteria.departments),
        ("financeur", criteria.funders),
        ("type", criteria.kinds),
        ("certifiante", ("1",) if criteria.certifying else ()),
    )


def group(name: str, values: tuple[str, ...], counts: Counts) -> dict[str, Any]:
    """The variable `group` of _filter_group.html."""
    label, kind = GROUPS[name]
    if kind == "select" and len(values) > 1:
        kind = "checkbox"  # a list gives one value: several, such as those of a region, are boxes to untick
    options = [
        {"value": value, "label": words, "count": counts.get((name, value), 0), "checked": value in values}
        for value, words in _labels(name, values, counts).items()
        if kind == GROUPS[name][1] or value in values
    ]
    return {"name": name, "label": label, "kind": kind, "options": options, "value": values[0] if values else ""}


def _labels(name: str, values: tuple[str, ...], counts: Counts) -> Mapping[str, str]:
    """The values proposed by a filter: long lists leave out what the catalogue does not hold."""
    if name == "departement":
        present = {value for facet, value in counts if facet == name} | set(values)
        return {code: f"{DEPARTMENTS[code]} ({code})" for code in sorted(present & DEPARTMENTS.keys())}
    if name == "domaine":
        return {code: f"Code {code}" for code in values if code not in ROME_FAMILIES} | ROME_FAMILIES
    if name == "financeur":
        return {code: label for code, label in FUNDER_LABELS.items() if code in values or counts.get((name, code))}
    return LABELS.get(name, {})


def _iso(day: date | None) -> tuple[str, ...]:
    return (day.isoformat(),) if day else ()


def heading(total: int, capped: bool) -> str:
    """« 128 sessions », « Plus de 1 000 sessions » or « Aucune session »."""
    if capped:
        return f"Plus de {french.number(total)} sessions"
    return french.plural(total, "session") if total else "Aucune session"


def sorts(criteria: Criteria, sorted_by: str) -> list[dict[str, Any]]:
    """The sorts that make sense here, as links."""
    possible = ["date"]
    if criteria.words:
        possible.append("pertinence")
    if criteria.place:
        possible.append("distance")
    return [
        {
            "value": name,
            "label": SORT_LABELS[name],
            "url": address(criteria.query(order=name)),
            "current": name == sorted_by,
        }
        for name in possible
    ]


def empty(criteria: Criteria) -> dict[str, Any]:
    """What to do when nothing is found: which filter to remove, and a wider circle around the town."""
    wider = address(criteria.query(radius=100, order="distance")) if criteria.place and criteria.radius < 100 else None
    return {
        "remove": [{"label": tag.label, "url": address(tag.query)} for tag in criteria.tags()],
        "nearest_url": wider,
    }


def place_choices(criteria: Criteria, ambiguous: Sequence[Commune]) -> list[dict[str, str]]:
    """The communes among which the visitor chooses, each with the address of the same search around it."""
    return [
        {
            "label": typographic(commune.name),
            "detail": place_detail(commune),
            "url": address(criteria.query(place=commune, place_text=commune.code)),
        }
        for commune in ambiguous[:30]
    ]


def place_detail(commune: Commune) -> str:
    """« 63000, Puy-de-Dôme » or « 5000, Namur (Belgique) »."""
    code = commune.postcodes[0] if commune.postcodes else ""
    where = DEPARTMENTS.get(commune.department, "")
    country = " (Belgique)" if commune.country == "BE" else ""
    return ", ".join(part for part in (code, where) if part) + country


def suggestions(text: str) -> list[dict[str, str]]:
    """What the place field proposes while a person types."""
    return [
        {"value": commune.label, "label": commune.name, "detail": place_detail(commune)}
        for commune in places.suggest(text, 8)
    ]
