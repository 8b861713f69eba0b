"""Reads in bulk what the listing is made of: statements are built once, and only public sessions come out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.catalogue.models import (
    ActionTerms,
    EntryDate,
    InfoMeeting,
    SessionFunding,
    SessionProvider,
    TrainingAction,
    TrainingSession,
)
from portal.organisations.models import Funder, Organisation

from .projection import Details, Source

TODAY: sa.BindParameter[date] = sa.bindparam("today", type_=sa.Date)
IDS: sa.BindParameter[list[int]] = sa.bindparam("ids", expanding=True)


def _text(column: Any) -> Any:
    return sa.type_coerce(column, sa.String)


def _raw(column: Any) -> Any:
    """As the driver gives it: SQLite's knows neither dates nor JSON, and typed results cost a third of the reading."""
    return sa.type_coerce(column, sa.String)


def _number(column: Any) -> Any:
    return sa.cast(column, sa.Float)


_COLUMNS = (
    TrainingSession.id,
    TrainingSession.public_id,
    TrainingAction.id,
    TrainingAction.public_id,
    TrainingAction.title,
    TrainingAction.objective,
    _raw(TrainingAction.codes),
    _text(TrainingAction.kind),
    TrainingAction.certifying,
    Organisation.name,
    _number(ActionTerms.hours_total),
    _number(ActionTerms.hours_centre),
    _number(ActionTerms.hours_company),
    _text(TrainingSession.recruitment_state),
    _raw(TrainingSession.starts_on),
    _text(TrainingSession.starts_precision),
    _raw(TrainingSession.ends_on),
    _text(TrainingSession.ends_precision),
    _text(TrainingSession.entry_mode),
    _text(TrainingSession.modality),
    TrainingSession.town,
    TrainingSession.postcode,
    TrainingSession.department,
    TrainingSession.commune_code,
)
_SESSIONS = (
    sa.select(*(column.label(name) for column, name in zip(_COLUMNS, Source._fields, strict=True)))
    .select_from(TrainingSession)
    .join(TrainingAction, TrainingAction.id == TrainingSession.action_id)
    .join(ActionTerms, ActionTerms.id == TrainingSession.terms_id)
    .outerjoin(Organisation, Organisation.id == TrainingAction.lead_organisation_id)
    .where(TrainingSession.action_id.in_(IDS), TrainingSession.public_on(TODAY))
    .order_by(TrainingSession.action_id, TrainingSession.id)
)


def _of_actions(detail: Any, *columns: Any) -> sa.Select[Any]:
    return (
        sa.select(detail.session_id, *columns)
        .join(TrainingSession, TrainingSession.id == detail.session_id)
        .where(TrainingSession.action_id.in_(IDS))
    )


_FUNDERS = (
    _of_actions(SessionFunding, Funder.code, sa.func.coalesce(SessionFunding.label, Funder.name))
    .join(Funder, Funder.id == SessionFunding.funder_id)
    .order_by(SessionFunding.session_id, Funder.rank, SessionFunding.id)
)
_PROVIDERS = (
    _of_actions(SessionProvider, Organisation.name)
    .join(Organisation, Organisation.id == SessionProvider.organisation_id)
    .order_by(SessionProvider.id)
)
_MEETINGS = _of_actions(InfoMeeting, _raw(InfoMeeting.held_on), InfoMeeting.starts_at).where(
    InfoMeeting.held_on >= TODAY
)
_ENTRIES = _of_actions(EntryDate, _raw(EntryDate.on)).where(EntryDate.on >= TODAY)


_CODES = Source._fields.index("codes")
_DAYS = (Source._fields.index("starts_on"), Source._fields.index("ends_on"))


def read(connection: sa.Connection, action_ids: Sequence[int], today: date) -> list[tuple[Source, Details]]:
    """The public sessions of some actions (at most a thousand actions), those of one action together."""
    asked = {"ids": action_ids, "today": today}
    sources = [_source(found) for found in connection.execute(_SESSIONS, asked).all()]
    if not sources:
        return []
    funders = _grouped((one[0], (one[1], one[2])) for one in connection.execute(_FUNDERS, {"ids": action_ids}).all())
    providers = _grouped((one[0], one[1]) for one in connection.execute(_PROVIDERS, {"ids": action_ids}).all())
    entries = _grouped((one[0], _day(one[1])) for one in connection.execute(_ENTRIES, asked).all())
    meetings = _grouped((key, _moment(day, time)) for key, day, time in connection.execute(_MEETINGS, asked).all())
    return [
        (
            source,
            Details(
                funders.get(source.session_id, ()),
                providers.get(source.session_id, ()),
                meetings.get(source.session_id, ()),
                entries.get(source.session_id, ()),
            ),
        )
        for source in sources
    ]


def _source(found: Any) -> Source:
    values = list(found)
    if isinstance(values[_CODES], str):
        values[_CODES] = json.loads(values[_CODES])
    for index in _DAYS:
        values[index] = _day(values[index])
    return Source._make(values)


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(day: Any, time: str | None) -> str:
    return f"{day} {time}" if time else str(day)


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
