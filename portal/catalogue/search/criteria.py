"""What a visitor asks of the listing, and how it is written in an address, in tags and in cache keys.

`Criteria` is canonical: two addresses that ask the same thing give equal values and the same `query()`.
Reading an address is in `reading.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from portal.catalogue.status import ActionKind, Modality, RecruitmentState
from portal.organisations.reference import FUNDERS
from portal.places.commune import DEPARTMENTS, Commune

from .analysis import asked

DEFAULT_RADIUS = 30
LARGEST_RADIUS, SMALLEST_RADIUS = 200, 5
RADIUS_CHOICES = (5, 10, 20, 30, 50, 75, 100, 150, 200)
"""Kilometres."""
MOST_WORDS = 8

STATES = {"ouvert": RecruitmentState.OPEN, "suspendu": RecruitmentState.SUSPENDED}
STATE_LABELS = {value: state.label for value, state in STATES.items()}
KIND_LABELS = {kind.value: kind.label for kind in ActionKind}
MODALITY_LABELS = {modality.value: modality.label for modality in Modality}
FUNDER_LABELS = {code: name for code, name, _lheo, _rank in FUNDERS}
SORT_LABELS = {"date": "Date d’entrée", "pertinence": "Pertinence", "distance": "Distance"}


class Tag(NamedTuple):
    """One chosen filter: the parameter, its words, and the query string of the same search without it."""

    name: str
    label: str
    query: str


@dataclass(frozen=True)
class Criteria:
    """A checked search; empty tuples mean « all ». Tuples are sorted and without repeats."""

    q: str = ""
    states: tuple[str, ...] = ()
    """Values of the parameter `etat`; never both, since both are what everybody sees."""
    place: Commune | None = None
    place_text: str = ""
    """What was typed, kept for the field and the address."""
    radius: int = DEFAULT_RADIUS
    departments: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    """Prefixes of Formacode (digits) or ROME (letter and digits) codes, upper case."""
    starts_from: date | None = None
    starts_before: date | None = None
    modalities: tuple[str, ...] = ()
    certifying: bool = False
    order: str = ""
    """The parameter `tri`, empty when it was not chosen."""
    after: str = ""
    """Opaque key of the page (portal.catalogue.search.paging)."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The search terms of `q`, at most MOST_WORDS."""
        return tuple(term for _word, term in asked(self.q)[:MOST_WORDS])

    @property
    def sort(self) -> str:
        """The sort asked for, or the one that fits: the best answers first, else the nearest, else by date."""
        return self.order or default_sort(has_words=bool(self.words), has_place=self.place is not None)

    @property
    def is_filtered(self) -> bool:
        """Whether anything at all narrows the listing."""
        return bool(self.tags())

    @property
    def filter_count(self) -> int:
        """How many filters are chosen, words and place aside (« Filtrer (3) » on a phone)."""
        return sum(tag.name not in ("q", "lieu") for tag in self.tags())

    def query(self, **changes: Any) -> str:
        """The canonical query string; a change of anything but the page goes back to the first page."""
        changes.setdefault("after", "")
        return urlencode(list(replace(self, **changes)._pairs()))

    @cached_property
    def key(self) -> str:
        """The same search and page have the same key (caches)."""
        place = self.place.code if self.place else ""
        return self.query(after=self.after, place_text=place)

    def tags(self) -> list[Tag]:
        """The chosen filters as removable tags, in the order of the form."""
        tags = []
        if self.q:
            tags.append(Tag("q", f"«\u202f{self.q}\u202f»", self.query(q="")))
        if self.place:
            label = f"{self.place.label}, {self.radius}\u202fkm"
            tags.append(Tag("lieu", label, self.query(place=None, place_text="", order=self._order_without_place())))
        for name, field, labels in _LISTS:
            chosen: tuple[str, ...] = getattr(self, field)
            for value in chosen:
                rest = tuple(other for other in chosen if other != value)
                tags.append(Tag(name, _label(name, labels, value), self.query(**{field: rest})))
        if self.starts_from:
            tags.append(Tag("debut_des", f"À partir du {_day(self.starts_from)}", self.query(starts_from=None)))
        if self.starts_before:
            tags.append(Tag("debut_avant", f"Jusqu’au {_day(self.starts_before)}", self.query(starts_before=None)))
        if self.certifying:
            tags.append(Tag("certifiante", "Formation certifiante", self.query(certifying=False)))
        return tags

    def _order_without_place(self) -> str:
        return (
            "" if self.order in ("distance", default_sort(has_words=bool(self.words), has_place=False)) else self.order
        )

    def _pairs(self) -> Iterator[tuple[str, str]]:
        if self.q:
            yield "q", self.q
        if self.place:
            yield "lieu", self.place_text or self.place.code
            if self.radius != DEFAULT_RADIUS:
                yield "rayon", str(self.radius)
        for name, field, _labels in _LISTS:
            for value in getattr(self, field):
                yield name, value
        if self.starts_from:
            yield "debut_des", self.starts_from.isoformat()
        if self.starts_before:
            yield "debut_avant", self.starts_before.isoformat()
        if self.certifying:
            yield "certifiante", "1"
        if self.order:
            yield "tri", self.order
        if self.after:
            yield "apres", self.after


_LISTS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("etat", "states", STATE_LABELS),
    ("departement", "departments", DEPARTMENTS),
    ("financeur", "funders", FUNDER_LABELS),
    ("type", "kinds", KIND_LABELS),
    ("domaine", "domains", {}),
    ("modalite", "modalities", MODALITY_LABELS),
)
"""Filters that may be repeated: parameter, field of Criteria, words for each value."""


def default_sort(*, has_words: bool, has_place: bool) -> str:
    """The sort of a search that names none."""
    if has_words:
        return "pertinence"
    return "distance" if has_place else "date"


def _label(name: str, labels: Mapping[str, str], value: str) -> str:
    if name == "domaine":
        return f"Domaine {value}"
    return f"{labels[value]} ({value})" if name == "departement" else labels.get(value, value)


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}"
