"""What the words typed may stand for: themselves, the beginning of others when few offers carry them, what they mean
in everyday French (`synonyms.py`), and the nearest known spelling when no offer carries any of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from os.path import commonprefix

import sqlalchemy as sa

from . import tags
from .analysis import edits, fold, stem
from .synonyms import Meaning, meanings

Group = tuple[str, ...]
FEW = 20
"""Fewer sessions than one page: a word also stands for the longer ones that begin with it."""
MOST_COMPLETIONS = 12
SHORTEST_COMPLETED, SHORTEST_REPAIRED = 3, 5
SHORTEST_INFLECTED = 7
"""Letters from which a known word may also differ from the right spelling by gender or number."""
_COMPLETE = """SELECT * FROM (SELECT {number}, term, word, sessions FROM search_term
    WHERE {range} AND sessions > 0 ORDER BY term <> {mark}, sessions DESC, {bytewise} LIMIT {most})"""
_REPAIR = "SELECT term, word, sessions FROM search_term WHERE term {among} AND sessions > 0"
_BYTEWISE = {True: "term", False: 'term COLLATE "C"'}
"""The same order on both engines (SQLite: true), whatever the locale of the database."""


@dataclass
class Known:
    """What was found for the words of a question: a group for each, empty when no offer can meet it."""

    groups: list[Group] = field(default_factory=list)
    repaired: dict[str, str] = field(default_factory=dict)
    """Words typed that no offer carries, and those searched instead."""
    sessions: dict[str, int] = field(default_factory=dict)
    """How many sessions carry a term, as far as it was counted."""


def look_up(connection: sa.Connection, typed: Sequence[tuple[str, str]]) -> Known:
    """The groups of (word, term) pairs; one statement, and one for each word that has to be repaired.

    Codes and numbers are taken as they are; the vocabulary is asked about words.
    """
    known = Known()
    words = [term for _word, term in typed if term.isalpha()]
    completed = dict(zip(words, _complete(connection, words, known), strict=True))
    for (word, term), meaning in zip(typed, meanings([term for _word, term in typed]), strict=True):
        group = _with(meaning, completed.get(term, ())) if term.isalpha() else _code(term)
        if not group and len(word) >= SHORTEST_REPAIRED and word.isalpha():
            group = _repaired(connection, word, term, known)
        known.groups.append(group)
    return known


def _with(meaning: Meaning | None, group: Group) -> Group:
    if meaning is None or (group and not meaning.always):
        return group
    return tuple(dict.fromkeys((*group, *meaning.terms)))


def _code(term: str) -> Group:
    """What a number or code may stand for: a word of a text, a domain, a certification without its prefix."""
    certificates = (f"rncp{term}", f"rs{term}") if term.isdecimal() else ()
    return (term, tags.DOMAIN + term.upper(), *certificates)


def _complete(connection: sa.Connection, terms: Sequence[str], known: Known) -> list[Group]:
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
    known.sessions.update((row[1], row[3]) for row in rows)
    groups: list[Group] = []
    for number, term in enumerate(terms):
        mine = tuple(row[1] for row in rows if row[0] == number)
        enough = term in mine and known.sessions[term] >= FEW
        groups.append((term,) if enough else mine)
    return groups


@lru_cache(maxsize=32)
def _completion(count: int, sqlite: bool) -> str:
    mark = "?" if sqlite else "%s"
    within = "term >= ? AND term <= ?" if sqlite else "term LIKE %s"
    fixed = {"range": within, "mark": mark, "bytewise": _BYTEWISE[sqlite], "most": MOST_COMPLETIONS + 1}
    parts = (_COMPLETE.format(number=number, **fixed) for number in range(count))
    return " UNION ALL ".join(f"{part} AS part{number}" for number, part in enumerate(parts))


def _repaired(connection: sa.Connection, word: str, term: str, known: Known) -> Group:
    """The known word one letter away from a whole word: of the same first letter rather, then the most frequent."""
    spellings: dict[str, list[str]] = {}
    for spelling in sorted(set(edits(word))):
        spellings.setdefault(stem.__wrapped__(spelling), []).append(spelling)
    near = sorted(spellings.keys() - {"", term})
    sqlite = connection.dialect.name == "sqlite"
    text = _REPAIR.format(among=f"IN ({', '.join('?' * len(near))})" if sqlite else "= ANY(%s)")
    rows = connection.exec_driver_sql(text, tuple(near) if sqlite else (near,)).all()
    fitting = [row for row in rows if any(_is_form_of(spelling, row[1], row[0]) for spelling in spellings[row[0]])]
    if not fitting:
        return ()
    best = min(fitting, key=lambda row: (row[0][0] != word[0], -row[2], row[0]))
    known.repaired[word], known.sessions[best[0]] = best[1], best[2]
    return (best[0],)


def _is_form_of(spelling: str, written: str, term: str) -> bool:
    """Whether a spelling is a known word or differs from it by gender and number only: never by the stem alone."""
    whole = fold(written)
    if not whole:
        return False
    same = len(commonprefix((spelling, whole)))
    return spelling == whole or (len(spelling) >= SHORTEST_INFLECTED and same >= len(term) - 2)
