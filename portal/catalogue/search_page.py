"""What the results page shows around its cards: filters with their counts, tags, sorts, empty state, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

Counts = Mapping[tuple[str, str], int]
PATH = "/offres"
FEEDS = (("CSV", ".csv"), ("JSON", ".json"), ("Atom", ".atom"), ("LHEO", ".lheo.xml"))
ROME_FAMILIES = {
    "A": "Agriculture, espaces verts, animaux",
    "B": "Arts et artisanat d’art",
    "C": "Banque, assurance, immobilier",
    "D": "Commerce et vente",
    "E": "Communication et médias",
    "F": "Bâtiment et travaux publics",
    "G": "Hôtellerie, restauration, tourisme",
    "H": "Industrie",
    "I": "Installation et maintenance",
    "J": "Santé",
    "K": "Services à la personne, social, formation",
    "L": "Spectacle",
    "M": "Bureau, gestion, informatique",
    "N": "Transport et logistique",
}
"""Families of the ROME, in our words: what the first letter of a code means."""


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
    return f" · à {max(1, round(kilometres))}{french.NNBSP}km"


def filters(criteria: Criteria, counts: Counts, place_text: str) -> dict[str, Any]:
    """The variable `filters` of the templates."""
    return {
        "q": criteria.q,
        "lieu": criteria.place.label if criteria.place and not place_text else place_text,
        "rayon": criteria.radius if criteria.place else "",
        "groups": [
            _group("etat", "Recrutement", "checkbox", STATE_LABELS, criteria.states, counts),
            _group("modalite", "Où se passe la formation", "checkbox", MODALITY_LABELS, criteria.modalities, counts),
            _date("debut_des", "Commence à partir du", criteria.starts_from),
            _date("debut_avant", "Commence au plus tard le", criteria.starts_before),
            _group("domaine", "Domaine", "select", _domains(criteria), criteria.domains, counts),
            _group("departement", "Département ou province", "select", _present(counts), criteria.departments, counts),
            _group("financeur", "Financeur", "checkbox", FUNDER_LABELS, criteria.funders, counts, hide_empty=True),
            _group("type", "Type d’action", "checkbox", KIND_LABELS, criteria.kinds, counts),
            _certifying(criteria, counts),
        ],
    }


def _group(
    name: str,
    label: str,
    kind: str,
    labels: Mapping[str, str],
    chosen: Sequence[str],
    counts: Counts,
    *,
    hide_empty: bool = False,
) -> dict[str, Any]:
    options = [
        {"value": value, "label": words, "count": counts.get((name, value), 0), "checked": value in chosen}
        for value, words in labels.items()
        if not hide_empty or value in chosen or counts.get((name, value))
    ]
    return {"name": name, "label": label, "kind": kind, "options": options, "value": ""}


def _date(name: str, label: str, value: Any) -> dict[str, Any]:
    return {"name": name, "label": label, "kind": "date", "options": [], "value": value.isoformat() if value else ""}


def _certifying(criteria: Criteria, counts: Counts) -> dict[str, Any]:
    option = {
        "value": "1",
        "label": "Mène à une certification",
        "count": counts.get(("certifiante", "1"), 0),
        "checked": criteria.certifying,
    }
    return {"name": "certifiante", "label": "Certification", "kind": "checkbox", "options": [option], "value": ""}


def _domains(criteria: Criteria) -> dict[str, str]:
    """The ROME families, plus any finer code that the address asks for."""
    finer = {code: f"Code {code}" for code in criteria.domains if code not in ROME_FAMILIES}
    return finer | ROME_FAMILIES


def _present(counts: Counts) -> dict[str, str]:
    """Departments that have listed sessions, by code."""
    codes = sorted(value for facet, value in counts if facet == "departement" and value in DEPARTMENTS)
    return {code: f"{DEPARTMENTS[code]} ({code})" for code in codes}


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
            "label": commune.name,
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
