"""What the export reads: actions with their stored document and the sessions of each, by key, in small batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from portal.catalogue.models import ActionTerms, SourceRecord, TrainingAction, TrainingSession
from portal.organisations.models import Organisation

BATCH = 200
"""Actions read at a time: about 2 MB of documents."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sessions leave: what the public sees, or what is exported and not ended for `ended_days`."""

    today: date
    public: bool = False
    ended_days: int = 0
    only: frozenset[int] | None = None
    """Identifiers of sessions, when a search chose some of them."""

    def rule(self) -> sa.ColumnElement[bool]:
        """The predicate of the target (SM-2), without the limits of `ended_days` and `only`."""
        if self.public:
            return TrainingSession.public_on(self.today)
        exported: sa.ColumnElement[bool] = sa.type_coerce(TrainingSession.is_exported, sa.Boolean)
        return exported

    def ended(self) -> sa.ColumnElement[bool]:
        """Whether the target leaves a session out because it ended long ago (R-002-08)."""
        if not self.ended_days:
            return sa.false()
        return TrainingSession.over_on(self.today - timedelta(days=self.ended_days))


@dataclass(frozen=True, slots=True)
class StoredSession:
    """What decides whether and how a session leaves; dates as the database writes them."""

    id: int
    position: int
    number: str | None
    starts_on: str | None
    ends_on: str | None
    recruitment_state: str
    publication_state: str
    wanted: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class StoredAction:
    """One action: its document when it was imported, whether the portal's own words are right instead."""

    id: int
    name: str
    edited: bool
    document: str | None
    company_number: str | None
    country: str | None
    sessions: tuple[StoredSession, ...]


def batches(connection: sa.Connection, wanted: Wanted, after: int, limit: int = BATCH) -> list[StoredAction]:
    """The next actions that have something to export, after that key; empty at the end.

    Both keys are bounded: a join that walks two indexes side by side would else start from their beginning each time.
    """
    statement = (
        sa.select(TrainingSession.action_id)
        .join(TrainingAction, TrainingAction.id == TrainingSession.action_id)
        .where(TrainingSession.action_id > after, TrainingAction.id > after, wanted.rule())
        .distinct()
        .order_by(TrainingSession.action_id)
        .limit(limit)
    )
    return chosen(connection, wanted, list(connection.scalars(statement)))


def chosen(connection: sa.Connection, wanted: Wanted, ids: Sequence[int]) -> list[StoredAction]:
    """These actions, at most some hundreds, in the order of their keys."""
    if not ids:
        return []
    rows = connection.execute(_ACTIONS.where(TrainingAction.id.in_(ids))).all()
    return _with_sessions(connection, wanted, rows, ids)


_ACTIONS = (
    sa.select(
        TrainingAction.id,
        sa.func.coalesce(TrainingAction.number, TrainingAction.public_id).label("name"),
        TrainingAction.edited_at.is_not(None).label("edited"),
        SourceRecord.document,
        Organisation.company_no,
        Organisation.country,
    )
    .outerjoin(SourceRecord, SourceRecord.action_id == TrainingAction.id)
    .outerjoin(Organisation, Organisation.id == TrainingAction.lead_organisation_id)
    .order_by(TrainingAction.id)
)


def _sessions(wanted: Wanted, actions: Sequence[int]) -> sa.Executable:
    return (
        sa.select(
            TrainingSession.action_id,
            TrainingSession.id,
            ActionTerms.position,
            TrainingSession.number,
            sa.type_coerce(TrainingSession.starts_on, sa.String),
            sa.type_coerce(TrainingSession.ends_on, sa.String),
            sa.type_coerce(TrainingSession.recruitment_state, sa.String),
            sa.type_coerce(TrainingSession.publication_state, sa.String),
            wanted.rule(),
            wanted.ended(),
        )
        .join(ActionTerms, ActionTerms.id == TrainingSession.terms_id)
        .join(TrainingAction, TrainingAction.id == TrainingSession.action_id)
        .where(TrainingSession.action_id.in_(actions))
        .order_by(TrainingSession.id)
    )


def _with_sessions(
    connection: sa.Connection, wanted: Wanted, rows: Sequence[Any], ids: Sequence[int]
) -> list[StoredAction]:
    sessions: dict[int, list[StoredSession]] = defaultdict(list)
    for row in connection.execute(_sessions(wanted, ids)):
        action, key, position, number, starts, ends, state, publication, right, ended = row
        right = bool(right) and (wanted.only is None or key in wanted.only)
        first, last = starts and str(starts), ends and str(ends)
        stored = StoredSession(key, position, number, first, last, state, publication, right, bool(ended))
        sessions[action].append(stored)
    return [
        StoredAction(
            row.id, row.name, bool(row.edited), row.document, row.company_no, row.country, tuple(sessions[row.id])
        )
        for row in rows
    ]
