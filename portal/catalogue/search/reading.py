"""From an address to `Criteria`: nothing here ever raises, and whatever is ignored is said in a sentence.

The visitor's own text never comes back in a note; each note names the filter only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, Protocol

from portal.foundation.text import without_controls
from portal.places.commune import DEPARTMENTS, Commune
from portal.places.distance import distance_km
from portal.places.territories import Territory

from .analysis import asked
from .criteria import (
    DEFAULT_RADIUS,
    FUNDER_LABELS,
    KIND_LABELS,
    LARGEST_RADIUS,
    MODALITY_LABELS,
    MOST_WORDS,
    SMALLEST_RADIUS,
    SORT_LABELS,
    STATES,
    Criteria,
    default_sort,
)
from .paging import read_key

Values = Mapping[str, Sequence[str]]
LONGEST_Q = 200
LONGEST_PLACE = 120
MOST_VALUES = 20
"""Values looked at in a filter that may be repeated."""
SAME_COUNTRYSIDE = 15
"""Kilometres from its most populated commune within which a postal code needs no question."""
MOST_NAMED = 3
"""Communes named in the sentence that proposes them."""
_SPACES = re.compile(r"\s+")
_PLACE_CODE = re.compile(r"[FB][0-9AB]{4,8}")
_POSTCODE = re.compile(r"\d{2} ?\d{2,3}", re.ASCII)
_KILOMETRES = re.compile(r"(\d{1,6})(?:[.,]\d*)?(?: ?km)?", re.ASCII)
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})", re.ASCII),
)
_DOMAIN = re.compile(r"\d{1,5}|[A-N](?:\d{1,4})?", re.ASCII)


class Gazetteer(Protocol):
    """The questions put to portal.places."""

    def choices(self, text: str, /) -> Sequence[Commune]:
        """The communes a text may mean: none, one, or several to choose from."""

    def resembling(self, text: str, /) -> Sequence[Commune]:
        """The communes whose name is one letter away from a text."""

    def territory(self, text: str, /) -> Territory | None:
        """The department or region of a name or code."""

    def by_code(self, code: str, /) -> Commune | None:
        """The commune of a code."""


class Reading(NamedTuple):
    """A search as understood, the sentences about what was ignored, and the communes to choose from."""

    criteria: Criteria
    notes: list[str]
    ambiguous: list[Commune]
    guessed: bool = False
    """Whether these communes are only spelt almost like what was typed: « Vouliez-vous dire … ? »."""


class _Where(NamedTuple):
    """What the parameter `lieu` says."""

    place: Commune | None = None
    text: str = ""
    ambiguous: Sequence[Commune] = ()
    departments: tuple[str, ...] = ()
    guessed: bool = False


def read(values: Values, places: Gazetteer, *, funders: Collection[str] = FUNDER_LABELS.keys()) -> Reading:
    """Understand the filters of an address (interfaces: filters of `/offres`)."""
    notes: list[str] = []
    where = _place(values, places, notes)
    place = where.place
    starts_from, starts_before = _period(values, notes)
    q = _words(values, notes)
    criteria = Criteria(
        q=q,
        states=_states(values, notes),
        place=place,
        place_text=where.text,
        radius=_radius(values, notes) if place else DEFAULT_RADIUS,
        departments=_departments(values, where.departments, notes),
        funders=_choices(values, "financeur", notes, funders, str.upper),
        kinds=_choices(values, "type", notes, KIND_LABELS, str.upper),
        domains=_domains(values, notes),
        starts_from=starts_from,
        starts_before=starts_before,
        modalities=_choices(values, "modalite", notes, MODALITY_LABELS, str.lower),
        certifying=_certifying(values, notes),
        order=_order(values, notes, has_place=place is not None, has_words=bool(asked(q))),
    )
    return Reading(_page(criteria, values, notes), notes, list(where.ambiguous), where.guessed)


def unknown(name: str, consequence: str = "il est ignoré") -> str:
    """« Filtre « état » inconnu : … » with French spaces."""
    return f"Filtre «\u202f{name}\u202f» inconnu\u00a0: {consequence}."


def _clean(text: str, limit: int) -> str:
    return _SPACES.sub(" ", without_controls(text[: limit * 4])).strip()[:limit].rstrip()


def _single(values: Values, name: str, limit: int) -> str:
    """The first value that says something."""
    for value in values.get(name, ())[:MOST_VALUES]:
        if cleaned := _clean(value, limit):
            return cleaned
    return ""


def _several(values: Values, name: str) -> list[str]:
    cleaned = (_clean(value, 60) for value in values.get(name, ())[:MOST_VALUES])
    return [value for value in cleaned if value]


def _words(values: Values, notes: list[str]) -> str:
    q = _single(values, "q", LONGEST_Q)
    found = asked(q)
    if not found:
        if any(value.strip() for value in values.get("q", ())[:MOST_VALUES]):
            notes.append("La recherche ne contient aucun mot utilisable\u00a0: elle est ignorée.")
        return ""
    if any(len(value) > LONGEST_Q for value in values.get("q", ())[:1]) or len(found) > MOST_WORDS:
        notes.append(f"La recherche est longue\u00a0: seuls les {MOST_WORDS} premiers mots sont pris en compte.")
    return q


def _states(values: Values, notes: list[str]) -> tuple[str, ...]:
    asked = [value.lower() for value in _several(values, "etat")]
    known = sorted({value for value in asked if value in STATES})
    if len(known) == 1:
        if len(set(asked)) > 1:
            notes.append(unknown("état", "seule la valeur connue est prise en compte"))
        return tuple(known)
    if any(value not in STATES for value in asked):
        notes.append(unknown("état", "toutes les sessions visibles sont affichées"))
    return ()


def _choices(
    values: Values, name: str, notes: list[str], known: Collection[str], spelt: Callable[[str], str]
) -> tuple[str, ...]:
    asked = {spelt(value) for value in _several(values, name)}
    if any(value not in known for value in asked):
        notes.append(unknown(_FRENCH_NAMES[name]))
    return tuple(sorted(value for value in asked if value in known))


def _department(value: str) -> str:
    return f"0{value}" if len(value) == 1 and value.isdigit() else value.upper()


def _domains(values: Values, notes: list[str]) -> tuple[str, ...]:
    asked = {value.upper() for value in _several(values, "domaine")}
    known = {value for value in asked if _DOMAIN.fullmatch(value)}
    if known != asked:
        notes.append(unknown("domaine"))
    return tuple(sorted(known)[:MOST_WORDS])


def _departments(values: Values, around: tuple[str, ...], notes: list[str]) -> tuple[str, ...]:
    """The departments chosen; with those that the place means, only what both say, unless they contradict."""
    chosen = _choices(values, "departement", notes, DEPARTMENTS, _department)
    return tuple(code for code in chosen if code in around) or around if around else chosen


def _place(values: Values, places: Gazetteer, notes: list[str]) -> _Where:
    text = _single(values, "lieu", LONGEST_PLACE)
    if not text:
        return _Where()
    chosen = places.by_code(text) if _PLACE_CODE.fullmatch(text) else None
    if chosen:
        return _Where(chosen)
    if territory := places.territory(text):
        codes = ", ".join(territory.departments)
        notes.append(f"Le lieu est un territoire entier\u00a0: {typographic(territory.name)} ({codes}).")
        return _Where(departments=territory.departments)
    found = list(places.choices(text))
    if len(found) == 1:
        return _Where(found[0], text)
    if _POSTCODE.fullmatch(text) and _are_neighbours(found):
        seen_from = typographic(found[0].name)
        notes.append(f"Plusieurs communes ont ce code postal\u00a0: la distance est comptée depuis {seen_from}.")
        return _Where(found[0], text)
    if found:
        notes.append("Plusieurs communes portent ce nom\u00a0: choisissez la vôtre pour chercher autour d’elle.")
        return _Where(None, text, found)
    return _resembling(text, places, notes)


def _resembling(text: str, places: Gazetteer, notes: list[str]) -> _Where:
    alike = places.resembling(text)
    if not alike:
        notes.append(
            "Aucune commune ne correspond à ce lieu\u00a0: il est ignoré. Vérifiez l’orthographe ou le code postal."
        )
        return _Where(None, text)
    names = " ou ".join(typographic(commune.name) for commune in alike[:MOST_NAMED])
    notes.append(f"Aucune commune ne porte ce nom. Vouliez-vous dire {names}\u202f?")
    return _Where(None, text, alike, guessed=True)


def _are_neighbours(found: Sequence[Commune]) -> bool:
    """Whether all the communes of a postal code are near its first, the most populated."""
    return len(found) > 1 and all(distance_km(found[0], other) <= SAME_COUNTRYSIDE for other in found[1:])


def typographic(name: str) -> str:
    """A name with the apostrophe of our pages."""
    return name.replace("'", "’")


def _radius(values: Values, notes: list[str]) -> int:
    text = _single(values, "rayon", 20)
    if not text:
        return DEFAULT_RADIUS
    match = _KILOMETRES.fullmatch(text)
    if match is None:
        notes.append(f"Distance non comprise\u00a0: {DEFAULT_RADIUS}\u202fkm sont pris en compte.")
        return DEFAULT_RADIUS
    radius = min(max(int(match[1]), SMALLEST_RADIUS), LARGEST_RADIUS)
    if radius != int(match[1]):
        notes.append(f"Distance hors limites\u00a0: {radius}\u202fkm sont pris en compte.")
    return radius


def _day(values: Values, name: str, notes: list[str]) -> date | None:
    text = _single(values, name, 20)
    if not text:
        return None
    for pattern in _DAYS:
        if match := pattern.fullmatch(text):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                break
    notes.append(f"Filtre «\u202f{_FRENCH_NAMES[name]}\u202f»\u00a0: cette date n’existe pas, elle est ignorée.")
    return None


def _period(values: Values, notes: list[str]) -> tuple[date | None, date | None]:
    first, last = _day(values, "debut_des", notes), _day(values, "debut_avant", notes)
    if first and last and first > last:
        notes.append("Les deux dates étaient inversées\u00a0: elles ont été remises dans l’ordre.")
        return last, first
    return first, last


def _certifying(values: Values, notes: list[str]) -> bool:
    asked = set(_several(values, "certifiante"))
    if asked - {"1", "0"}:
        notes.append(unknown("certifiante"))
    return "1" in asked


def _order(values: Values, notes: list[str], *, has_place: bool, has_words: bool) -> str:
    order = _single(values, "tri", 20).lower()
    if not order:
        return ""
    if order not in SORT_LABELS:
        notes.append("Tri inconnu\u00a0: les sessions sont rangées dans l’ordre habituel.")
        return ""
    if order == "distance" and not has_place:
        notes.append("Le tri par distance demande un lieu\u00a0: les sessions sont rangées par date.")
        return ""
    default = default_sort(has_words=has_words, has_place=has_place)
    return "" if order == default or (order == "pertinence" and not has_words) else order


def _page(criteria: Criteria, values: Values, notes: list[str]) -> Criteria:
    after = _single(values, "apres", 200)
    key = read_key(after)
    if key is not None and key.sort in (criteria.sort, _without_rank(criteria.sort)):
        return replace(criteria, after=after)
    if after:
        notes.append("La page demandée n’existe pas\u00a0: voici la première.")
    return criteria


def _without_rank(sort: str) -> str:
    """What a search by relevance falls back on when its words turn out to be none."""
    return "date" if sort == "pertinence" else sort


_FRENCH_NAMES = {
    "departement": "département",
    "financeur": "financeur",
    "type": "type d’action",
    "modalite": "modalité",
    "debut_des": "à partir du",
    "debut_avant": "jusqu’au",
}
