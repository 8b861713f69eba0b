"""The question put to PostgreSQL: words and domains as a tsquery, every other filter compared in the columns.

An index over the position carries those columns, so that a walk in date order reads no row that it will not show.
The engine must plan each question for its own values (`plan_cache_mode=force_custom_plan`, set for every
connection): a plan made for a rare word is ruinous for a common one.
"""

# ruff: noqa: S608 - statements are made of this package's constants only
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from .order import Span
from .question import CAP, Group, Question
from .statements import LISTED, Hits, Walk, counts_everything, in_order
from .tags import CERTIFYING, DEPARTMENT, FUNDER, KIND, MODALITY, STATE, TITLE

_ALL = "SELECT sessions FROM listing_count WHERE facet = 'total' AND value = ''"
_HIT = "SELECT count(*) FROM hit"
_STATES = {f"{STATE}ouvert": "open", f"{STATE}suspendu": "suspended"}
_ONE = {
    STATE: "l.state = %s",
    DEPARTMENT: "l.department = %s",
    KIND: "l.kind = %s",
    MODALITY: "l.modality = %s",
    CERTIFYING: "l.certifying = %s",
    FUNDER: "l.pg_funders ~ %s",
}
_SEVERAL = {
    DEPARTMENT: "l.department = ANY(%s)",
    KIND: "l.kind = ANY(%s)",
    MODALITY: "l.modality = ANY(%s)",
    FUNDER: "l.pg_funders ~ %s",
}
_PLACES = "l.commune_code = ANY(%s)"
_PLACES_OR_REMOTE = f"({_PLACES} OR l.modality = 'distance')"


class Conditions(NamedTuple):
    """The columns compared, with their values, and what is left for the tsquery."""

    texts: tuple[str, ...]
    values: list[Any]
    words: list[Group]
    groups: list[Group]

    def parameters(self, low: int, high: int, rank: int | None) -> list[Any]:
        """The values for one walk."""
        return [low, high, *self.values, *_queries(self.words, self.groups, rank)]

    def where(self) -> str:
        """FROM and WHERE of one walk."""
        texts = ["l.position >= %s", "l.position <= %s", *self.texts]
        if self.words or self.groups:
            texts.append("l.pg_words @@ %s::tsquery")
        return f"FROM offer_listing l WHERE {' AND '.join(texts)}"


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
    asked = conditions(question)
    most = CAP + 1 if once else size
    parameters: list[Any] = []
    for walk in walks:
        parameters += [*asked.parameters(walk.low, walk.high, walk.rank), most]
    parameters.append(most)
    if not everything and not once:
        for low, high in spans:
            parameters += asked.parameters(low, high, None)
    parameters.append(size)
    where = asked.where()
    total = "NULL" if known is not None else _ALL if everything else _HIT if once else _counted(len(spans), where)
    text = _page_text(tuple(walk.rank or 0 for walk in walks), total, where)
    found = connection.exec_driver_sql(text, tuple(parameters)).all()
    return Hits(in_order(row[1:] for row in found if row[2] is not None), found[0][0] or known or 0)


def _length(spans: Sequence[Span]) -> int:
    return sum(high - low for low, high in spans)


@lru_cache(maxsize=64)
def _counted(spans: int, where: str) -> str:
    each = " UNION ALL ".join(
        f"SELECT * FROM (SELECT 1 {where} ORDER BY l.position LIMIT {CAP + 1}) span{number}" for number in range(spans)
    )
    return f"SELECT count(*) FROM ({each} LIMIT {CAP + 1}) counted"


@lru_cache(maxsize=256)
def _page_text(ranks: tuple[int, ...], total: str, where: str) -> str:
    walks = " UNION ALL ".join(
        f"SELECT * FROM (SELECT {rank} AS rank, l.position {where} ORDER BY l.position LIMIT %s) walk{number}"
        for number, rank in enumerate(ranks)
    )
    return f"""WITH hit AS MATERIALIZED ({walks} LIMIT %s)
        SELECT ({total}), shown.rank, {LISTED} FROM (SELECT 1) one
        LEFT JOIN (SELECT * FROM hit ORDER BY rank, position LIMIT %s) shown ON true
        LEFT JOIN offer_listing l ON l.position = shown.position"""


def communes(connection: sa.Connection, question: Question, spans: Sequence[Span], most: int) -> list[tuple[int, str]]:
    """Position and commune of the first matches in date order, at most so many."""
    asked = conditions(question)
    parameters: list[Any] = []
    for low, high in spans:
        parameters += [*asked.parameters(low, high, None), most]
    rows = connection.exec_driver_sql(_communes_text(len(spans), asked.where()), (*parameters, most)).all()
    return [(row[0], row[1]) for row in rows]


@lru_cache(maxsize=64)
def _communes_text(spans: int, where: str) -> str:
    found = " UNION ALL ".join(
        f"SELECT * FROM (SELECT l.position, l.commune_code {where} ORDER BY l.position LIMIT %s) span{number}"
        for number in range(spans)
    )
    return f"{found} LIMIT %s"


def rows(connection: sa.Connection, positions: Sequence[int]) -> list[Sequence[Any]]:
    """The rows at some positions, each as SHOWN."""
    text = f"SELECT {LISTED} FROM offer_listing l WHERE position = ANY(%s)"
    return list(connection.exec_driver_sql(text, (list(positions),)))


def conditions(question: Question) -> Conditions:
    """Sort the filters into columns and tsquery."""
    texts, values, groups = [], [], []
    for group in question.filters:
        kind = group[0][:2]
        text = _ONE.get(kind) if len(group) == 1 else _SEVERAL.get(kind)
        if group is question.around:
            texts.append(_PLACES_OR_REMOTE if question.remote else _PLACES)
            values.append(list(question.kilometres))
        elif text:
            texts.append(text)
            values.append(_value(kind, group))
        else:
            groups.append(group)
    return Conditions(tuple(texts), values, question.words, groups)


def _value(kind: str, group: Group) -> Any:
    if kind == FUNDER:
        return f"({'|'.join(group)}) "
    if kind == CERTIFYING:
        return True
    plain = [_STATES.get(tag, tag[2:]) for tag in group]
    return plain[0] if len(plain) == 1 else plain


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


def first_met(connection: sa.Connection, questions: Sequence[Question], spans: Sequence[Span]) -> int | None:
    """The number of the first question that any session meets, in one statement."""
    cases, parameters = [], list[Any]()
    for number, question in enumerate(questions):
        asked = conditions(question)
        cases.append(f"WHEN {' OR '.join([f'EXISTS (SELECT 1 {asked.where()})'] * len(spans))} THEN {number}")
        for low, high in spans:
            parameters += asked.parameters(low, high, None)
    found = connection.exec_driver_sql(f"SELECT CASE {' '.join(cases)} END", tuple(parameters)).scalar_one()
    return None if found is None else int(found)
