"""Which sessions of a search changed last, without sorting a whole catalogue for it.

A search with few results is read whole and sorted. For a wide one the latest changes of sessions and of actions are
looked at, newest first, by the indexes on their dates, until enough of them fit the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from portal.catalogue.listing_model import OfferListing
from portal.catalogue.models import CatalogueRevision, TrainingAction, TrainingSession
from portal.catalogue.search import queries
from portal.catalogue.search.criteria import Criteria
from portal.foundation.clock import day_number

from . import rows
from .fields import Session
from .fitting import Fitting

FEW = 1_000
"""As many results are read whole; it is also as far as the search counts."""
LOOKED_AT = 10_000
"""Changes looked at for a wide search."""
CHANGED_AT = sa.select(CatalogueRevision.changed_at)
_LISTED = OfferListing.listed_until >= sa.bindparam("day")
BY_SESSION = (
    sa.select(OfferListing.__table__)
    .join(TrainingSession, TrainingSession.id == OfferListing.session_id)
    .where(_LISTED)
    .order_by(TrainingSession.updated_at.desc(), TrainingSession.id.desc())
    .limit(LOOKED_AT)
)
BY_ACTION = (
    sa.select(OfferListing.__table__)
    .join(TrainingAction, TrainingAction.id == OfferListing.action_id)
    .where(_LISTED)
    .order_by(TrainingAction.updated_at.desc(), TrainingAction.id.desc(), OfferListing.position)
    .limit(LOOKED_AT)
)


@dataclass
class Recent:
    """The sessions, newest change first; the last change of the catalogue; sentences about the search."""

    changed_at: datetime
    sessions: list[Session] = field(default_factory=list)
    repaired: Mapping[str, str] = field(default_factory=dict)


def nothing(connection: sa.Connection) -> Recent:
    """The answer to a search that has to be made more precise first."""
    return Recent(connection.scalars(CHANGED_AT).one())


def newest(connection: sa.Connection, criteria: Criteria, today: date, base_url: str, most: int) -> Recent:
    """The `most` sessions of a search that changed last."""
    found = queries.search(connection, rows.by_date(criteria), today, limit=FEW)
    chosen = list(found.rows)
    if found.next_key:
        chosen = list({row.session_id: row for row in _latest(connection, criteria, today, most)}.values())
    made = rows.sessions(connection, chosen, today, base_url)
    made.sort(key=lambda session: (session.mise_a_jour, session.id), reverse=True)
    return Recent(connection.scalars(CHANGED_AT).one(), made[:most], found.repaired)


def _latest(connection: sa.Connection, criteria: Criteria, today: date, most: int) -> Iterator[Any]:
    """The last changed by session, then by action: any of the last by either date is among them."""
    fits = Fitting(connection, criteria, today)
    for statement in (BY_SESSION, BY_ACTION):
        with connection.execution_options(yield_per=500).execute(statement, {"day": day_number(today)}) as walked:
            yield from islice(filter(fits, walked), most)
