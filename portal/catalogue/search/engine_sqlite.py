"""The question put to SQLite: one FTS5 match for words and filters, walked in date order, stopped early.

The rowid of `offer_words` is the position, so the match gives the order and the page at once (speed.md). Without
words or filters there is nothing to match and the listing itself is walked. Texts are made once per shape.
"""

# ruff: noqa: S608 - statements are made of this package's constants only
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from .order import Span
from .question import CAP, Group, Question
from .statements import LISTED, Hits, Walk, counts_everything, in_order
from .tags import MODALITY, STATE, TITLE

_ALL = "SELECT sessions FROM listing_count WHERE facet = 'total' AND value = ''"
_HIT = "SELECT count(*) FROM hit"
_USUAL: dict[Group, Group] = {
    (f"{STATE}ouvert",): (f"{STATE}suspendu",),
    (f"{MODALITY}presentiel",): (f"{MODALITY}mixte", f"{MODALITY}distance"),
}
"""Values that most sessions have: refusing the other values walks through far shorter lists."""
_MATCHED = "FROM offer_words WHERE offer_words MATCH ? AND rowid >= ? AND rowid <= ?"
_UNMATCHED = "FROM offer_listing WHERE position >= ? AND position <= ?"


def page(
    connection: sa.Connection,
    question: Question,
    walks: Sequence[Walk],
    spans: Sequence[Span],
    size: int,
    known: int | None = None,
) -> Hits:
    """The first `size` rows of the walks, and the total over the spans unless it is `known`, in one statement.

    On the first page the walks are what is counted: they are walked once, up to the cap, and the page is its beginning.
    """
    everything = known is not None or counts_everything(question, spans)
    once = not everything and sum(walk.high - walk.low for walk in walks if not walk.rank) == _length(spans)
    matched = bool(question.words or question.filters)
    most = CAP + 1 if once else size
    parameters: list[Any] = []
    for walk in walks:
        parameters += ([match(question, walk.rank)] if matched else []) + [walk.low, walk.high, most]
    parameters.append(most)
    if not everything and not once:
        for low, high in spans:
            parameters += ([match(question)] if matched else []) + [low, high]
    parameters.append(size)
    ranks = tuple(walk.rank or 0 for walk in walks)
    total = _ALL if everything else _HIT if once else _counted(len(spans), matched)
    text = _page_text(ranks, total if known is None else "NULL", matched)
    rows = connection.exec_driver_sql(text, tuple(parameters)).all()
    return Hits(in_order(row[1:] for row in rows if row[2] is not None), rows[0][0] or known or 0)


def _length(spans: Sequence[Span]) -> int:
    return sum(high - low for low, high in spans)


@lru_cache(maxsize=16)
def _counted(spans: int, matched: bool) -> str:
    counted = " UNION ALL ".join([f"SELECT 1 {_MATCHED if matched else _UNMATCHED}"] * spans)
    return f"SELECT count(*) FROM ({counted} LIMIT {CAP + 1})"


@lru_cache(maxsize=64)
def _page_text(ranks: tuple[int, ...], total: str, matched: bool) -> str:
    """A materialised table is read in the order in which it was filled: the page is its beginning."""
    source, key = (_MATCHED, "rowid") if matched else (_UNMATCHED, "position")
    walks = " UNION ALL ".join(
        f"SELECT * FROM (SELECT {key} AS position, {rank} AS rank {source} ORDER BY {key} LIMIT ?)" for rank in ranks
    )
    return f"""WITH hit AS MATERIALIZED (SELECT * FROM ({walks}) LIMIT ?)
        SELECT ({total}), shown.rank, {LISTED} FROM (SELECT 1) LEFT JOIN (SELECT * FROM hit LIMIT ?) shown
        LEFT JOIN offer_listing l ON l.position = shown.position"""


def communes(connection: sa.Connection, question: Question, spans: Sequence[Span], most: int) -> list[tuple[int, str]]:
    """Position and commune of the first matches in date order, at most so many."""
    parameters: list[Any] = []
    for low, high in spans:
        parameters += [match(question), low, high, most]
    rows = connection.exec_driver_sql(_communes_text(len(spans)), (*parameters, most)).all()
    return [(row[0], row[1]) for row in rows]


@lru_cache(maxsize=8)
def _communes_text(spans: int) -> str:
    found = " UNION ALL ".join([f"SELECT * FROM (SELECT rowid AS position {_MATCHED} ORDER BY rowid LIMIT ?)"] * spans)
    return f"""WITH hit AS MATERIALIZED (SELECT * FROM ({found}) LIMIT ?)
        SELECT l.position, l.commune_code FROM hit CROSS JOIN offer_listing l ON l.position = hit.position"""


def rows(connection: sa.Connection, positions: Sequence[int]) -> list[Sequence[Any]]:
    """The rows at some positions, each as SHOWN."""
    marks = ", ".join("?" * len(positions))
    return list(
        connection.exec_driver_sql(
            f"SELECT {LISTED} FROM offer_listing l WHERE position IN ({marks})", tuple(positions)
        )
    )


def match(question: Question, rank: int | None = None) -> str:
    """The FTS5 expression: title words stand for words (0), or must not all be there (1)."""
    asked = [group for group in question.filters if group not in _USUAL]
    titles = [_any(tuple(TITLE + term for term in group)) for group in question.words]
    words = [_any(group) for group in question.words]
    parts = [*(titles if rank == 0 else words), *map(_any, asked)]
    refused = [_any(_USUAL[group]) for group in question.filters if group in _USUAL]
    if not parts:
        return " AND ".join(map(_any, question.filters))
    found = " AND ".join(parts)
    if rank == 1:
        found = f"({found}) NOT ({' AND '.join(titles)})"
    return f"({found}) NOT ({' OR '.join(refused)})" if refused else found


def _any(group: Group) -> str:
    quoted = [f'"{term}"' for term in group]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def first_met(connection: sa.Connection, questions: Sequence[Question], spans: Sequence[Span]) -> int | None:
    """The number of the first question that any session meets, in one statement."""
    met = " OR ".join([f"EXISTS (SELECT 1 {_MATCHED})"] * len(spans))
    cases = " ".join(f"WHEN {met} THEN {number}" for number in range(len(questions)))
    parameters: list[Any] = []
    for question in questions:
        for low, high in spans:
            parameters += [match(question), low, high]
    found = connection.exec_driver_sql(f"SELECT CASE {cases} END", tuple(parameters)).scalar_one()
    return None if found is None else int(found)
