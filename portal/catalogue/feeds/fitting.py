"""Whether one listing row meets a search: the same question as the engines', asked of the row's own terms.

For the feeds that come to rows by another way than date order; a test compares it with the engines.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.catalogue.search import queries
from portal.catalogue.search.criteria import Criteria
from portal.catalogue.search.order import spans
from portal.foundation.clock import day_number


class Fitting:
    """The rows (position, listed_until, terms) that one search gives on one day."""

    def __init__(self, connection: sa.Connection, criteria: Criteria, today: date) -> None:
        question = queries.answered(connection, criteria, today)
        self._groups = [frozenset(group) for group in (*question.words, *question.filters)]
        self._spans = spans(criteria.starts_from, criteria.starts_before, today)
        self._day = day_number(today)

    def __call__(self, row: Any) -> bool:
        """Whether the search gives this row."""
        if row.listed_until < self._day or not any(low <= row.position <= high for low, high in self._spans):
            return False
        terms = set(row.terms.split(" "))
        return not any(group.isdisjoint(terms) for group in self._groups)
