"""Which sessions of a search changed last, without sorting a whole catalogue for it.

A search with few results is read whole and sorted. For a wide one the latest changes of sessions and of actions are
looked at, newest first, by the indexes on their dates, until enough of them fit the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.catalogue.listing_model import OfferListing
from portal.catalogue.models import CatalogueRevision, TrainingAction, TrainingSession
from portal.catalogue.search import queries
from portal.catalogue.search.criteria import Criteria

from . import rows
from .fields import Session
from .fitting import Fitting

FEW = 1_000
"""As many results are read whole; it is also as far as the search counts."""
LOOKED_AT = 20_000
"""Changes looked at for a wide search, of sessions and as many of actions."""
END_OF_TIME, LAST_KEY = datetime(9999, 1, 1, tzinfo=UTC), 2**62
CHANGED_AT = sa.select(CatalogueRevision.changed_at)
BATCH = 500


def _last_changed(table: type[TrainingSession] | type[TrainingAction]) -> sa.Select[int, datetime]:
    """The keys of the rows changed last, from (at, key) on: an index alone answers, whatever the planner thinks."""
    before = sa.tuple_(table.updated_at, table.id) < sa.tuple_(
        sa.bindparam("at", type_=table.updated_at.type), sa.bindparam("key", type_=table.id.type)
    )
    newest = (table.updated_at.desc(), table.id.desc())
    return sa.select(table.id, table.updated_at).where(before).order_by(*newest).limit(BATCH)


class Walk(NamedTuple):
    """The keys changed last, the listed sessions of some keys, and the column of the listing that holds the key."""

    keys: sa.Select[int, datetime]
    listed: sa.Select[*tuple[Any, ...]]
    column: str


WALKS = tuple(
    Walk(_last_changed(table), sa.select(OfferListing.__table__).where(column.in_(rows.IDS)), column.key)
    for table, column in ((TrainingSession, OfferListing.session_id), (TrainingAction, OfferListing.action_id))
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
    for walk in WALKS:
        yield from islice(filter(fits, _walked(connection, walk)), most)


def _walked(connection: sa.Connection, walk: Walk) -> Iterator[Any]:
    last = {"at": END_OF_TIME, "key": LAST_KEY}
    for _ in range(LOOKED_AT // BATCH):
        keys = connection.execute(walk.keys, last).all()
        if not keys:
            return
        ranks = {found.id: rank for rank, found in enumerate(keys)}
        listed = connection.execute(walk.listed, {"ids": list(ranks)}).all()
        yield from sorted(listed, key=lambda row: ranks[getattr(row, walk.column)])
        last = {"at": keys[-1].updated_at, "key": keys[-1].id}
