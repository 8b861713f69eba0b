"""The nearest sessions first: all of the circle when they are few, else ring after ring until the page is full.

A session is as far as its commune, so the order is (rank of the commune, position). Within one commune that alone
holds more than a ring may, the date order of the search is already the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType
from typing import NamedTuple

import sqlalchemy as sa

from .order import LAST_DAY, Span, after
from .paging import PageKey
from .question import CAP, REMOTE, Group, Question

FEW_ENOUGH = 2_000
"""Sessions that are sorted in memory when nobody knows how many there are."""
A_RING = 300
"""Sessions read at once when the total is known (a place and nothing else: the most usual question)."""
MOST_RINGS = 3
Place = tuple[int, int]
"""Rank of the commune among those of the circle, and position."""
_BEYOND = LAST_DAY << 32


class Nearest(NamedTuple):
    """One page: where its sessions stand, how many there are, and the key of the next page."""

    shown: list[Place]
    total: int
    capped: bool
    next_key: str | None


def nearest(
    engine: ModuleType,
    connection: sa.Connection,
    question: Question,
    wanted: Sequence[Span],
    start: Place | None,
    limit: int,
    known: int | None,
) -> Nearest:
    """One page by distance, after `start`."""
    few = FEW_ENOUGH if known is None else A_RING
    if known is None or known <= few:
        found = engine.communes(connection, question, wanted, few + 1)
        if len(found) <= few:
            order = _sorted(question, found)
            left = [place for place in order if start is None or place > start]
            return _page(left, limit, len(order), None)
    order, beyond = _rings(engine, connection, question, wanted, start, limit, few)
    if beyond and beyond[0] >= len(question.kilometres) - 1 and question.remote and len(order) <= limit:
        farther, beyond = _elsewhere(engine, connection, question, wanted, start, limit)
        order += farther
    return _page(order, limit, CAP + 1 if known is None else known, beyond)


def _page(order: list[Place], limit: int, total: int, beyond: Place | None) -> Nearest:
    """`beyond` is where looking stopped, when there may be more."""
    shown, key = order[:limit], None
    if len(order) > limit:
        key = str(PageKey("distance", *shown[-1]))
    elif beyond:
        key = str(PageKey("distance", *beyond))
    return Nearest(shown, min(total, CAP), total > CAP, key)


def _sorted(question: Question, found: Sequence[tuple[int, str]]) -> list[Place]:
    """By commune; with remote sessions, those elsewhere or nowhere come after all the communes."""
    ranks = {code: rank for rank, code in enumerate(question.kilometres)}
    if question.remote:
        return sorted((ranks.get(code, len(ranks)), position) for position, code in found)
    return sorted((ranks[code], position) for position, code in found if code in ranks)


def _rings(
    engine: ModuleType,
    connection: sa.Connection,
    question: Question,
    wanted: Sequence[Span],
    start: Place | None,
    limit: int,
    most: int,
) -> tuple[list[Place], Place | None]:
    """More than a page of places after `start`, and where looking stopped, when something may be left."""
    codes = list(question.kilometres)
    rank, order = (start[0] if start else 0), list[Place]()
    for _ in range(MOST_RINGS if rank < len(codes) else 0):
        ring = _ring(question, codes, rank, most)
        spans = wanted
        if len(ring) == 1 and start and start[0] == rank:
            spans = after(wanted, start[1])
        if spans:
            found = engine.communes(connection, _within(question, ring), spans, most if len(ring) > 1 else limit + 1)
            order += [place for place in _sorted(question, found) if start is None or place > start]
        rank += len(ring)
        if len(order) > limit or rank >= len(codes):
            break
        most *= 4
    left = rank < len(codes) or question.remote
    return order, (min(rank, len(codes)) - 1, _BEYOND) if left else None


def _elsewhere(
    engine: ModuleType,
    connection: sa.Connection,
    question: Question,
    wanted: Sequence[Span],
    start: Place | None,
    limit: int,
) -> tuple[list[Place], Place | None]:
    """Remote sessions outside the circle, in date order: those inside were shown with their communes."""
    rank, order = len(question.kilometres), list[Place]()
    last = start[1] if start and start[0] == rank else None
    asked = replace(_among(question, (REMOTE,)), around=None)
    for _ in range(MOST_RINGS):
        spans = wanted if last is None else after(wanted, last)
        found = engine.communes(connection, asked, spans, FEW_ENOUGH) if spans else []
        order += [(rank, position) for position, code in found if code not in question.kilometres]
        if len(found) < FEW_ENOUGH:
            return order, None
        last = found[-1][0]
        if len(order) > limit:
            break
    return order, (rank, last or 0)


def _ring(question: Question, codes: Sequence[str], rank: int, most: int) -> list[str]:
    """The next communes that hold at most so many sessions together, and one at least."""
    ring: list[str] = []
    held = 0
    for code in codes[rank:]:
        held += question.listed(code)
        if ring and held > most:
            break
        ring.append(code)
    return ring


def _within(question: Question, ring: Sequence[str]) -> Question:
    """The same question in some of the communes only."""
    kilometres = {code: question.kilometres[code] for code in ring}
    return replace(_among(question, question.cover(ring)), kilometres=kilometres)


def _among(question: Question, around: Group) -> Question:
    """The same question with another filter for the place."""
    filters = [around if group is question.around else group for group in question.filters]
    return replace(question, filters=filters, around=around, remote=False)
