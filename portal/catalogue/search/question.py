"""From criteria to a question that any engine can answer: groups of alternative terms, all of which must be met.

What the words typed may stand for is looked up in the vocabulary (`vocabulary.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import sqlalchemy as sa

from portal.catalogue.status import Modality

from . import tags
from .analysis import asked
from .circle import Surroundings
from .criteria import MOST_WORDS, Criteria
from .vocabulary import Group as Group
from .vocabulary import look_up

REMOTE = f"{tags.MODALITY}{Modality.REMOTE.value}"
CAP = 1_000
"""Beyond this many, sessions are not counted any more: « plus de 1 000 »."""
Counts = Mapping[tuple[str, str], int]
"""The facets of `listing.facets`."""


@dataclass
class Question:
    """What to look for. An empty group cannot be met: nothing is found."""

    words: list[Group] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    """The word that each of these groups stands for."""
    filters: list[Group] = field(default_factory=list)
    kilometres: dict[str, float] = field(default_factory=dict)
    """Communes with sessions around the place of the criteria, the nearest first."""
    around: Group | None = None
    """The filter that holds exactly these communes."""
    repaired: dict[str, str] = field(default_factory=dict)
    """Words typed that no offer carries, and those searched instead."""
    sessions: dict[str, int] = field(default_factory=dict)
    """How many sessions carry the terms of the words, those that were counted."""
    left_out: tuple[str, ...] = ()
    """Words typed that are not asked for, because nothing has all of them."""
    remote: bool = False
    """Whether sessions without a place are near every place."""
    surroundings: Surroundings | None = None

    def cover(self, codes: Sequence[str]) -> Group:
        """The filter that holds exactly some of the communes around."""
        return self.surroundings.cover(codes) if self.surroundings else ()

    def listed(self, code: str) -> int:
        """How many sessions are listed in a commune, whatever else is asked."""
        return self.surroundings.sessions.get(code, 0) if self.surroundings else 0

    @property
    def is_hopeless(self) -> bool:
        """Whether some group cannot be met."""
        return any(not group for group in (*self.words, *self.filters))


def ask(connection: sa.Connection, criteria: Criteria, counts: Counts | None) -> Question:
    """Prepare a question; one or two small statements when there are words, one when a place has no `counts`."""
    question = Question(filters=_filters(criteria))
    if criteria.place:
        question.surroundings = _surroundings(connection, counts)
        question.kilometres, question.around = question.surroundings.around(criteria.place, criteria.radius)
        question.remote = REMOTE[len(tags.MODALITY) :] in criteria.modalities
        if question.remote:
            question.around = (*question.around, REMOTE)
        question.filters.append(question.around)
    if criteria.words:
        _add_words(connection, question, asked(criteria.q)[:MOST_WORDS])
    return question


def _add_words(connection: sa.Connection, question: Question, typed: Sequence[tuple[str, str]]) -> None:
    """Words that no offer can meet are left out when others remain."""
    found = look_up(connection, typed)
    question.repaired, question.sessions = found.repaired, found.sessions
    groups = list(zip((word for word, _term in typed), found.groups, strict=True))
    met = [(word, group) for word, group in groups if group] or groups
    question.words, question.typed = [group for _word, group in met], [word for word, _group in met]
    if len(met) < len(groups):
        question.left_out = tuple(word for word, group in groups if not group)


def known_total(question: Question, counts: Counts | None) -> int | None:
    """How many sessions meet a question of one word or filter, from the maintained counts; dates are not looked at."""
    if question.words:
        return None if question.filters or len(question.words) > 1 else _carrying(question)
    if counts is None or len(question.filters) > 1:
        return None
    if not question.filters:
        return counts.get(tags.TOTAL, 0)
    if question.kilometres:
        return sum(counts.get(("commune", code), 0) for code in question.kilometres)
    keys = [tags.facet(tag) for tag in question.filters[0]]
    if len(keys) > 1 and question.filters[0][0][:2] not in tags.EXCLUSIVE:
        return None
    return None if None in keys else sum(counts.get(key, 0) for key in keys if key)


def _carrying(question: Question) -> int | None:
    """How many sessions carry one word; of several that it may stand for, at least as many as carry the commonest."""
    if any(term not in question.sessions for term in question.words[0]):
        return None
    numbers = [question.sessions[term] for term in question.words[0]]
    return max(numbers) if len(numbers) == 1 or max(numbers) > CAP else None


def _filters(criteria: Criteria) -> list[Group]:
    domains = [tag for prefix in criteria.domains for tag in tags.domain_alternatives(prefix)]
    departments, funders = criteria.departments, criteria.funders
    pairs_asked = tuple(tags.paid_there(department, funder) for department in departments for funder in funders)
    groups = [
        pairs_asked,
        tuple(tags.STATE + value for value in criteria.states),
        () if pairs_asked else tuple(tags.DEPARTMENT + value for value in departments),
        () if pairs_asked else tuple(tags.FUNDER + value for value in funders),
        tuple(tags.KIND + value for value in criteria.kinds),
        tuple(domains),
        tuple(tags.MODALITY + value for value in criteria.modalities),
        (f"{tags.CERTIFYING}1",) if criteria.certifying else (),
    ]
    return [group for group in groups if group]


def _surroundings(connection: sa.Connection, counts: Counts | None) -> Surroundings:
    if counts is not None:
        return _kept(_Identity(counts))
    rows = connection.exec_driver_sql(
        "SELECT value, sessions FROM listing_count WHERE facet = 'commune' AND sessions > 0"
    )
    return Surroundings({row[0]: row[1] for row in rows})


class _Identity:
    """A mapping hashed by what it is, not by what it holds (the caller keeps one per revision)."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.counts is other.counts

    def __hash__(self) -> int:
        return id(self.counts)


@lru_cache(maxsize=4)
def _kept(key: _Identity) -> Surroundings:
    return Surroundings({value: sessions for (name, value), sessions in key.counts.items() if name == "commune"})
