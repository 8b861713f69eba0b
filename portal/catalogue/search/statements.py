"""Shared by the two engines: the stretches to walk through, and the rows that come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from .order import EVERYTHING, Span
from .projection import COLUMNS
from .question import Question

SHOWN = COLUMNS[:-1]
"""Every column of the listing but the search terms."""
LISTED = ", ".join(f"l.{name}" for name in SHOWN)


class Walk(NamedTuple):
    """One stretch of the date order, for offers whose title has all the words (0), or not (1), or either (None)."""

    rank: int | None
    low: int
    high: int


class Hits(NamedTuple):
    """Rows as (rank, values of SHOWN...), in order, and how many sessions match in all, up to CAP + 1."""

    rows: Sequence[Sequence[Any]]
    total: int


def counts_everything(question: Question, spans: Sequence[Span]) -> bool:
    """Whether the maintained total answers « how many »."""
    return not question.words and not question.filters and tuple(spans) == EVERYTHING


def in_order(rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """By rank and position, whatever order the engine happened to give."""
    return sorted(rows, key=lambda row: (row[0], row[1]))
