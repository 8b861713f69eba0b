"""From a search to the sessions of a feed, in batches that never hold anything for long.

Each batch takes its own connection and gives it back before it is sent: a slow client, or one that goes away, keeps
neither a connection of the pool nor a snapshot of the database. Keys make the next batch right all the same.
Details are read again under `public_on`: a session closed a moment ago is left out, whatever the listing says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.catalogue.models import SessionFunding, TrainingAction, TrainingSession
from portal.catalogue.search import queries
from portal.catalogue.search.criteria import Criteria
from portal.organisations.models import Funder

from . import fields

BATCH = 500
Opened = Callable[[], AbstractContextManager[sa.Connection]]
"""Opens a connection for reading only."""

TODAY: sa.BindParameter[date] = sa.bindparam("today", type_=sa.Date)
IDS: sa.BindParameter[list[int]] = sa.bindparam("ids", expanding=True)
DETAILS = (
    sa.select(
        TrainingSession.id,
        TrainingSession.place_name,
        TrainingSession.address,
        TrainingSession.country,
        TrainingSession.latitude,
        TrainingSession.longitude,
        TrainingSession.seats,
        sa.cast(TrainingAction.codes, sa.Text).label("codes"),
        sa.case(
            (TrainingAction.updated_at > TrainingSession.updated_at, TrainingAction.updated_at),
            else_=TrainingSession.updated_at,
        ).label("updated_at"),
    )
    .join(TrainingAction, TrainingAction.id == TrainingSession.action_id)
    .where(TrainingSession.id.in_(IDS), TrainingSession.public_on(TODAY))
)
FUNDERS = (
    sa.select(SessionFunding.session_id, Funder.code, sa.func.coalesce(SessionFunding.label, Funder.name).label("name"))
    .join(Funder, Funder.id == SessionFunding.funder_id)
    .where(SessionFunding.session_id.in_(IDS))
    .order_by(Funder.rank, SessionFunding.id)
)


def sessions(connection: sa.Connection, rows: Sequence[Any], today: date, base_url: str) -> list[fields.Session]:
    """The fields of some listing rows (at most a thousand), in their order."""
    ids = [row.session_id for row in rows]
    if not ids:
        return []
    details = {found.id: found for found in connection.execute(DETAILS, {"ids": ids, "today": today})}
    funders: dict[int, list[Any]] = defaultdict(list)
    for found in connection.execute(FUNDERS, {"ids": ids}):
        funders[found.session_id].append(found)
    return [
        fields.session(row, details[row.session_id], funders.get(row.session_id, ()), base_url)
        for row in rows
        if row.session_id in details
    ]


def by_date(criteria: Criteria, after: str = "") -> Criteria:
    """The same search in the one order in which any batch costs the same, from a key on."""
    return replace(criteria, order="date", after=after)


def all_sessions(opened: Opened, criteria: Criteria, today: date, base_url: str) -> Iterator[list[fields.Session]]:
    """Every session of a search, batch after batch, by date."""
    after: str | None = ""
    while after is not None:
        with opened() as connection:
            found = queries.search(connection, by_date(criteria, after), today, limit=BATCH)
            made = sessions(connection, found.rows, today, base_url)
        yield made
        after = found.next_key
