"""One offer as the public may see it: its action and its public sessions, and nothing of the others.

Statements are built once at import (speed.md: building them for each request costs more than running them).
Columns that are professional only (market numbers, review dates, reasons) are never selected here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.foundation.errors import Gone, NotFound
from portal.organisations.models import Funder, Organisation

from .models import (
    ActionTerms,
    EntryDate,
    InfoMeeting,
    SessionContact,
    SessionFunding,
    SessionProvider,
    TrainingAction,
    TrainingSession,
)
from .status import ONCE_PUBLIC, RecruitmentState

GONE = "Cette formation n’est plus diffusée."
TODAY = sa.bindparam("today", type_=sa.Date)
IDS: sa.BindParameter[list[int]] = sa.bindparam("ids", expanding=True)

ACTION = (
    sa.select(
        *(
            column
            for column in TrainingAction.__table__.c
            if column.name not in ("created_at", "edited_at", "hide_from_public", "version")
        ),
        Organisation.name.label("organisation"),
        Organisation.phone.label("organisation_phone"),
        Organisation.email.label("organisation_email"),
        Organisation.website.label("organisation_website"),
    )
    .outerjoin(Organisation, Organisation.id == TrainingAction.lead_organisation_id)
    .where(TrainingAction.public_id == sa.bindparam("public_id"))
)
PRIVATE = ("state_reason", "state_changed_at", "created_at", "seats_taken")
SESSIONS = (
    sa.select(*(column for column in TrainingSession.__table__.c if column.name not in PRIVATE))
    .join(TrainingAction, TrainingAction.id == TrainingSession.action_id)
    .where(TrainingSession.action_id == sa.bindparam("action"), TrainingSession.public_on(TODAY))
    .order_by(TrainingSession.starts_on.nulls_last(), TrainingSession.id)
)
TERMS = sa.select(ActionTerms.__table__).where(ActionTerms.id.in_(IDS))
CONTACTS = sa.select(SessionContact.__table__).where(SessionContact.session_id.in_(IDS)).order_by(SessionContact.id)
MEETINGS = (
    sa.select(InfoMeeting.__table__)
    .where(InfoMeeting.session_id.in_(IDS))
    .order_by(InfoMeeting.held_on, InfoMeeting.starts_at)
)
ENTRIES = sa.select(EntryDate.session_id, EntryDate.on).where(EntryDate.session_id.in_(IDS)).order_by(EntryDate.on)
FUNDERS = (
    sa.select(SessionFunding.session_id, sa.func.coalesce(SessionFunding.label, Funder.name).label("name"))
    .join(Funder)
    .where(SessionFunding.session_id.in_(IDS))
    .order_by(Funder.rank, SessionFunding.id)
)
PROVIDERS = (
    sa.select(SessionProvider.session_id, Organisation.name)
    .join(Organisation)
    .where(SessionProvider.session_id.in_(IDS))
    .order_by(SessionProvider.id)
)
WAS_PUBLIC = sa.select(TrainingSession.department, TrainingSession.commune_code).where(
    TrainingSession.action_id == sa.bindparam("action"),
    TrainingSession.publication_state.in_(ONCE_PUBLIC),
    TrainingSession.recruitment_state != RecruitmentState.UNKNOWN,
)
ONE_SESSION = (
    sa.select(TrainingSession.id, TrainingSession.recruitment_state, TrainingSession.publication_state)
    .join(TrainingAction, TrainingAction.id == TrainingSession.action_id)
    .where(
        TrainingAction.public_id == sa.bindparam("public_id"),
        TrainingSession.public_id == sa.bindparam("session_public_id"),
    )
)


class OfferGone(Gone):
    """The offer was public once; `places` are the (department, commune) where it was, to offer others near."""

    def __init__(self, places: Sequence[tuple[str | None, str | None]]) -> None:
        super().__init__(GONE)
        self.places = places


@dataclass
class PublicSession:
    """One public session with all that hangs on it."""

    row: Any
    terms: Any
    contacts: list[Any] = field(default_factory=list)
    meetings: list[Any] = field(default_factory=list)
    entry_dates: list[date] = field(default_factory=list)
    funders: list[str] = field(default_factory=list)
    providers: list[str] = field(default_factory=list)


@dataclass
class PublicOffer:
    """An action and its public sessions, earliest first; there is at least one."""

    action: Any
    sessions: list[PublicSession]


def public_offer(connection: sa.Connection, public_id: str, today: date) -> PublicOffer:
    """The offer behind an address. NotFound when there never was one to see, OfferGone when it is over."""
    action = connection.execute(ACTION, {"public_id": public_id}).one_or_none()
    if action is None:
        raise NotFound
    rows = connection.execute(SESSIONS, {"action": action.id, "today": today}).all()
    if not rows:
        raise _missing(connection, action.id)
    return PublicOffer(action, _with_details(connection, rows))


def require_session(connection: sa.Connection, public_id: str, session_public_id: str) -> None:
    """Raise for a session that is not in the public offer: NotFound if it never could be seen, else OfferGone."""
    keys = {"public_id": public_id, "session_public_id": session_public_id}
    found = connection.execute(ONE_SESSION, keys).one_or_none()
    once = found is not None and found.publication_state in ONCE_PUBLIC
    if found is None or not once or found.recruitment_state is RecruitmentState.UNKNOWN:
        raise NotFound
    raise OfferGone([])


def _missing(connection: sa.Connection, action_id: int) -> Exception:
    places = connection.execute(WAS_PUBLIC, {"action": action_id}).all()
    return OfferGone([(row.department, row.commune_code) for row in places]) if places else NotFound()


def _with_details(connection: sa.Connection, rows: Sequence[Any]) -> list[PublicSession]:
    ids = [row.id for row in rows]
    terms = {row.id: row for row in connection.execute(TERMS, {"ids": sorted({row.terms_id for row in rows})})}
    made = [PublicSession(row, terms[row.terms_id]) for row in rows]
    contacts = _by_session(connection.execute(CONTACTS, {"ids": ids}))
    meetings = _by_session(connection.execute(MEETINGS, {"ids": ids}))
    entries = _by_session(connection.execute(ENTRIES, {"ids": ids}))
    funders = _by_session(connection.execute(FUNDERS, {"ids": ids}))
    providers = _by_session(connection.execute(PROVIDERS, {"ids": ids}))
    for session in made:
        key = session.row.id
        session.contacts, session.meetings = contacts[key], meetings[key]
        session.entry_dates = [row.on for row in entries[key]]
        session.funders = list(dict.fromkeys(row.name for row in funders[key]))
        session.providers = [row.name for row in providers[key]]
    return made


def _by_session(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.session_id].append(row)
    return found
