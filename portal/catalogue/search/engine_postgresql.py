"""The question put to PostgreSQL: one tsquery for words and many-valued filters, columns for the others.

Values that most rows share (state, modality, kind) are compared in the columns: an index would not help. The engine
must plan each question for its own values (`plan_cache_mode=force_custom_plan`, set for every connection): a plan
made for a rare word is ruinous for a common one.
"""

# ruff: noqa: S608 - statements are made of this package's constants only
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from .order import Span
from .question import Group, Question
from .statements import CAP, DISTANCE_CAP, LISTED, Hits, Walk, counts_everything, in_order
from .tags import CERTIFYING, DEPARTMENT, KIND, MODALITY, STATE, TITLE

_ALL = "SELECT sessions FROM listing_count WHERE facet = 'total' AND value = ''"
_COLUMNS = {STATE: "state", DEPARTMENT: "department", KIND: "kind", MODALITY: "modality", CERTIFYING: "certifying"}
_STATES = {f"{STATE}ouvert": "open", f"{STATE}suspendu": "suspended"}


def page(
    connection: sa.Connection,
    question: Question,
    walks: Sequence[Walk],
    spans: Sequence[Span],
    size: int,
    known: int | None = None,
) -> Hits:
    """The first `size` rows of the walks, and the total over the spans unless it is `known`, in one statement."""
    everything = known is not None or counts_everything(question, spans)
    columns, compared, groups = _split(question.filters)
    parameters: list[Any] = []
    if not everything:
        for low, high in spans:
            parameters += [low, high, *compared, *_queries(question.words, groups, None)]
    for walk in walks:
        parameters += [walk.low, walk.high, *compared, *_queries(question.words, groups, walk.rank), size]
    parameters.append(size)
    ranks = tuple(walk.rank or 0 for walk in walks)
    matched = bool(question.words or groups)
    total = "NULL" if known is not None else _ALL if everything else _counted(len(spans), columns, matched)
    found = connection.exec_driver_sql(_page_text(ranks, total, columns, matched), tuple(parameters)).all()
    return Hits(in_order(row[1:] for row in found if row[2] is not None), found[0][0] or known or 0)


@lru_cache(maxsize=64)
def _counted(spans: int, columns: tuple[str, ...], matched: bool) -> str:
    counted = " UNION ALL ".join([f"SELECT 1 {_where(columns, matched)}"] * spans)
    return f"SELECT count(*) FROM ({counted} LIMIT {CAP + 1}) counted"


@lru_cache(maxsize=256)
def _page_text(ranks: tuple[int, ...], total: str, columns: tuple[str, ...], matched: bool) -> str:
    where = _where(columns, matched)
    walks = " UNION ALL ".join(
        f"SELECT * FROM (SELECT {rank} AS rank, {LISTED} {where} ORDER BY l.position LIMIT %s) walk{number}"
        for number, rank in enumerate(ranks)
    )
    return f"SELECT ({total}), hit.* FROM (SELECT 1) one LEFT JOIN (SELECT * FROM ({walks}) walk LIMIT %s) hit ON true"


def communes(connection: sa.Connection, question: Question, spans: Sequence[Span]) -> list[tuple[int, str]]:
    """Position and commune of every match, up to DISTANCE_CAP + 1."""
    columns, compared, groups = _split(question.filters)
    parameters: list[Any] = []
    for low, high in spans:
        parameters += [low, high, *compared, *_queries(question.words, groups, None)]
    text = _communes_text(len(spans), columns, bool(question.words or groups))
    return [(row[0], row[1]) for row in connection.exec_driver_sql(text, tuple(parameters))]


@lru_cache(maxsize=64)
def _communes_text(spans: int, columns: tuple[str, ...], matched: bool) -> str:
    where = _where(columns, matched)
    found = " UNION ALL ".join([f"SELECT l.position, l.commune_code {where}"] * spans)
    return f"{found} LIMIT {DISTANCE_CAP + 1}"


def rows(connection: sa.Connection, positions: Sequence[int]) -> list[Sequence[Any]]:
    """The rows at some positions, each as SHOWN."""
    text = f"SELECT {LISTED} FROM offer_listing l WHERE position = ANY(%s)"
    return list(connection.exec_driver_sql(text, (list(positions),)))


def _where(columns: tuple[str, ...], matched: bool) -> str:
    conditions = ["l.position >= %s", "l.position <= %s"]
    conditions += [f"l.{name} = ANY(%s)" if name.endswith("s") else f"l.{name} = %s" for name in columns]
    if matched:
        conditions.append("l.pg_words @@ %s::tsquery")
    return f"FROM offer_listing l WHERE {' AND '.join(conditions)}"


def _split(filters: Sequence[Group]) -> tuple[tuple[str, ...], list[Any], list[Group]]:
    """Filters of one value that have a column, their values, and the groups left for the tsquery."""
    columns, values, groups = [], [], []
    for group in filters:
        name = _COLUMNS.get(group[0][:2]) if len(group) == 1 else None
        if name is None:
            groups.append(group)
            continue
        columns.append(name)
        tag = group[0]
        values.append(True if name == "certifying" else _STATES.get(tag, tag[2:]))
    return tuple(columns), values, groups


def _queries(words: Sequence[Group], groups: Sequence[Group], rank: int | None) -> list[str]:
    """The tsquery, when there is anything to ask: title words stand for words (0), or must not all be there (1)."""
    if not words and not groups:
        return []
    titles = [_any(tuple(TITLE + term for term in group)) for group in words]
    parts = [_any(group) for group in groups]
    if rank == 0:
        return [" & ".join([*titles, *parts])]
    parts = [*(_any(group) for group in words), *parts]
    return [" & ".join([*parts, f"!({' & '.join(titles)})"] if rank == 1 else parts)]


def _any(group: Group) -> str:
    quoted = [f"'{term}'" for term in group]
    return quoted[0] if len(quoted) == 1 else f"({' | '.join(quoted)})"
