"""From criteria to a question that any engine can answer: groups of alternative terms, all of which must be met.

The vocabulary is asked here what the words typed may stand for: themselves, the beginning of others when few offers
carry them, and the nearest known spelling when no offer does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import sqlalchemy as sa

from . import tags
from .analysis import asked, edits, stem
from .circle import Surroundings
from .criteria import MOST_WORDS, Criteria

CAP = 1_000
"""Beyond this many, sessions are not counted any more: « plus de 1 000 »."""
FEW = 20
"""Fewer sessions than one page: a word also stands for the longer ones that begin with it."""
MOST_COMPLETIONS = 12
SHORTEST_COMPLETED, SHORTEST_REPAIRED = 3, 4
Group = tuple[str, ...]
Counts = Mapping[tuple[str, str], int]
"""The facets of `listing.facets`."""
_COMPLETE = """SELECT * FROM (SELECT {number}, term, word, sessions FROM search_term
    WHERE {range} AND sessions > 0 ORDER BY term <> {mark}, sessions DESC, {bytewise} LIMIT {most})"""
_REPAIR = """SELECT term, word, sessions FROM search_term
    WHERE term {among} AND sessions > 0 ORDER BY sessions DESC, {bytewise} LIMIT 1"""
_BYTEWISE = {True: "term", False: 'term COLLATE "C"'}
"""The same order on both engines (SQLite: true), whatever the locale of the database."""


@dataclass
class Question:
    """What to look for. An empty group cannot be met: nothing is found."""

    words: list[Group] = field(default_factory=list)
    filters: list[Group] = field(default_factory=list)
    kilometres: dict[str, float] = field(default_factory=dict)
    """Communes with sessions around the place of the criteria, the nearest first."""
    around: Group | None = None
    """The filter that holds exactly these communes."""
    repaired: dict[str, str] = field(default_factory=dict)
    """Words typed that no offer carries, and those searched instead."""
    sessions: dict[str, int] = field(default_factory=dict)
    """How many sessions carry each term of the words."""
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
        question.filters.append(question.around)
    if criteria.words:
        _add_words(connection, question, asked(criteria.q)[:MOST_WORDS])
    return question


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
    numbers = [question.sessions.get(term, 0) for term in question.words[0]]
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


def _add_words(connection: sa.Connection, question: Question, typed: Sequence[tuple[str, str]]) -> None:
    """Codes and numbers are taken as they are; the vocabulary is asked about words."""
    words = [(word, term) for word, term in typed if term.isalpha()]
    found = dict(zip(words, _complete(connection, [term for _word, term in words], question), strict=True))
    for word, term in typed:
        alternatives = found.get((word, term), ()) if term.isalpha() else _code(term)
        if not alternatives and len(word) >= SHORTEST_REPAIRED and word.isalpha():
            repaired = _repair(connection, word, term)
            if repaired:
                known, question.repaired[word], question.sessions[known] = repaired[0], repaired[1], repaired[2]
                alternatives = (known,)
        question.words.append(alternatives)


def _code(term: str) -> Group:
    """What a number or code may stand for: a word of a text, a domain, a certification without its prefix."""
    certificates = (f"rncp{term}", f"rs{term}") if term.isdecimal() else ()
    return (term, tags.DOMAIN + term.upper(), *certificates)


def _complete(connection: sa.Connection, terms: Sequence[str], question: Question) -> list[Group]:
    """For each term, itself and, when few sessions carry it, the most frequent longer ones."""
    if not terms:
        return []
    sqlite = connection.dialect.name == "sqlite"
    parameters: list[str | int] = []
    for term in terms:
        long_enough = len(term) >= SHORTEST_COMPLETED
        if sqlite:
            parameters += (term, term + "\U0010ffff" if long_enough else term, term)
        else:
            parameters += (term + "%" if long_enough else term, term)
    rows = connection.exec_driver_sql(_completion(len(terms), sqlite), tuple(parameters)).all()
    question.sessions.update((row[1], row[3]) for row in rows)
    groups: list[Group] = []
    for number, term in enumerate(terms):
        mine = tuple(row[1] for row in rows if row[0] == number)
        enough = term in mine and question.sessions[term] >= FEW
        groups.append((term,) if enough else mine)
    return groups


@lru_cache(maxsize=32)
def _completion(count: int, sqlite: bool) -> str:
    mark = "?" if sqlite else "%s"
    within = "term >= ? AND term <= ?" if sqlite else "term LIKE %s"
    fixed = {"range": within, "mark": mark, "bytewise": _BYTEWISE[sqlite], "most": MOST_COMPLETIONS + 1}
    parts = (_COMPLETE.format(number=number, **fixed) for number in range(count))
    return " UNION ALL ".join(f"{part} AS part{number}" for number, part in enumerate(parts))


def _repair(connection: sa.Connection, word: str, term: str) -> tuple[str, str, int] | None:
    """The most frequent known word one letter away: its term, a way to write it, how many sessions carry it."""
    near = sorted({*edits(term), *(stem.__wrapped__(spelling) for spelling in edits(word))} - {"", term})
    sqlite = connection.dialect.name == "sqlite"
    among = f"IN ({', '.join('?' * len(near))})" if sqlite else "= ANY(%s)"
    text = _REPAIR.format(among=among, bytewise=_BYTEWISE[sqlite])
    row = connection.exec_driver_sql(text, tuple(near) if sqlite else (near,)).first()
    return (row[0], row[1] or row[0], row[2]) if row else None
