"""The public search: criteria in, one page of the listing out. At most three statements, two when there are no words;
a word to repair costs one more, words that nothing has together two.

Both engines give the same rows in the same order (a test compares them with each other and with plain Python).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal import places as gazetteer
from portal.foundation.clock import day_number

from . import engine_postgresql, engine_sqlite
from .criteria import Criteria
from .distance import nearest
from .order import EVERYTHING, Span, after, spans
from .paging import PageKey, read_key
from .partial import fewer_words, understood
from .question import CAP, Counts, Question, ask, known_total
from .statements import SHOWN, Walk, counts_everything

PAGE_SIZE = 20
Offer = NamedTuple("Offer", [(name, Any) for name in SHOWN])  # type: ignore[misc]
"""A row of the listing without its search terms; dates are ISO text on SQLite and dates on PostgreSQL."""


@dataclass
class Found:
    """One page of results."""

    rows: list[Any] = field(default_factory=list)
    total: int = 0
    capped: bool = False
    """Whether there are more than `total`."""
    next_key: str | None = None
    sorted_by: str = "date"
    notes: list[str] = field(default_factory=list)
    repaired: dict[str, str] = field(default_factory=dict)
    """Word typed → word searched instead."""
    left_out: tuple[str, ...] = ()
    """Words that were not asked for, because nothing has all of them."""
    distances: dict[str, float] = field(default_factory=dict)
    """Kilometres from the place searched, by commune code."""
    known: int | None = field(default=None, compare=False, repr=False)
    """The total, when the maintained counts say it."""

    @property
    def hint(self) -> str | None:
        """The sentence that says which word was searched instead."""
        if not self.repaired:
            return None
        typed, used = " ".join(self.repaired), " ".join(self.repaired.values())
        return f"Aucune offre avec «\u202f{typed}\u202f»\u00a0: voici celles avec «\u202f{used}\u202f»."


def search(
    connection: sa.Connection,
    criteria: Criteria,
    today: date,
    limit: int = PAGE_SIZE,
    *,
    counts: Counts | None = None,
) -> Found:
    """One page of the sessions that the public sees and that meet the criteria.

    `counts` are the facets of the present revision when the caller keeps them: it saves a statement around a town.
    """
    question = ask(connection, criteria, counts)
    found = Found(sorted_by=criteria.sort, repaired=question.repaired, distances=question.kilometres)
    wanted = spans(criteria.starts_from, criteria.starts_before, today)
    if question.is_hopeless or not wanted:
        return found
    found.known = known_total(question, counts) if wanted == EVERYTHING else None
    engine = engine_of(connection)
    show = _by_distance if criteria.sort == "distance" else _in_order
    key = read_key(criteria.after)
    show(engine, connection, question, wanted, key, limit, today, found)
    if not found.total and not found.rows and len(question.words) > 1:
        fewer = fewer_words(engine, connection, question, wanted)
        if fewer:
            question, found.known, found.repaired = fewer, None, fewer.repaired
            show(engine, connection, question, wanted, key, limit, today, found)
    found.left_out = question.left_out
    if found.left_out:
        found.notes.append(_without(found.left_out))
    return found


def engine_of(connection: sa.Connection) -> ModuleType:
    """The engine that answers on this connection."""
    return engine_sqlite if connection.dialect.name == "sqlite" else engine_postgresql


def answered(connection: sa.Connection, criteria: Criteria, today: date) -> Question:
    """The question that a search answers, some words left out when nothing has them all."""
    return understood(engine_of(connection), connection, criteria, today)


def _without(words: Sequence[str]) -> str:
    quoted = ", ".join(f"«\u202f{word}\u202f»" for word in words)
    return f"Aucune offre ne réunit tous les mots\u00a0: voici celles qui s’en approchent, sans {quoted}."


def _in_order(
    engine: ModuleType,
    connection: sa.Connection,
    question: Question,
    wanted: Sequence[Span],
    key: PageKey | None,
    limit: int,
    today: date,
    found: Found,
) -> None:
    """Fill `found` by date or, with words, those with all the words in the title first."""
    ranked = found.sorted_by == "pertinence" and bool(question.words)
    found.sorted_by = "pertinence" if ranked else "date"
    start = key if key and key.sort == found.sorted_by else None
    walks = _walks(wanted, start, ranked) or [Walk(None, 1, 0)]
    hits = engine.page(connection, question, walks, wanted, limit + 1, found.known)
    rows = hits.rows[:limit]
    if len(hits.rows) > limit:
        found.next_key = str(PageKey(found.sorted_by, rows[-1][0], rows[-1][1]))
    found.capped = hits.total > CAP and not counts_everything(question, wanted)
    found.total = CAP if found.capped else hits.total
    _show(found, [Offer._make(row[1:]) for row in rows], today, first=start is None)


def _walks(wanted: Sequence[Span], start: PageKey | None, ranked: bool) -> list[Walk]:
    walks = []
    for rank in (0, 1) if ranked else (None,):
        if start and (rank or 0) < start.rank:
            continue
        left = after(wanted, start.position) if start and (rank or 0) == start.rank else wanted
        walks += [Walk(rank, low, high) for low, high in left]
    return walks


def _by_distance(
    engine: ModuleType,
    connection: sa.Connection,
    question: Question,
    wanted: Sequence[Span],
    key: PageKey | None,
    limit: int,
    today: date,
    found: Found,
) -> None:
    """Fill `found` by distance."""
    start = (key.rank, key.position) if key and key.sort == "distance" else None
    near = nearest(engine, connection, question, wanted, start, limit, found.known)
    found.total, found.capped, found.next_key = near.total, near.capped, near.next_key
    rows = engine.rows(connection, [position for _rank, position in near.shown]) if near.shown else []
    by_position = {row[0]: Offer._make(row) for row in rows}
    shown = [by_position[position] for _rank, position in near.shown if position in by_position]
    _show(found, shown, today, first=start is None)


def _show(found: Found, rows: Sequence[Any], today: date, *, first: bool) -> None:
    """Leave out what is over or was hidden since its last projection (ddl.py), in the rows and in the total."""
    day = day_number(today)
    found.rows = [row for row in rows if row.listed_until >= day]
    if first and found.next_key is None:
        found.total, found.capped = len(found.rows), False
    else:
        found.total -= len(rows) - len(found.rows)


def near(
    connection: sa.Connection,
    places: Iterable[tuple[str | None, str | None]],
    today: date,
    limit: int = 3,
    *,
    counts: Counts | None = None,
) -> list[Any]:
    """Some sessions near the (department, commune) of an offer that is over: around it, else in its department."""
    for department, code in places:
        commune = gazetteer.by_code(code) if code else None
        for criteria in (
            Criteria(place=commune, radius=50, order="distance") if commune else None,
            Criteria(departments=(department,)) if department else None,
        ):
            rows = search(connection, criteria, today, limit, counts=counts).rows if criteria else []
            if rows:
                return rows
    return []
