"""One offer as the public may see it: its action and its public sessions, and nothing of the others.

Statements are built once at import (speed.md: building them for each request costs more than running them).
Columns that are professional only (market numbers, review dates, reasons) are never selected here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

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
from .status import ONCE_PUBLIC, ContactRole, RecruitmentState

GONE = "Cette formation n’est plus diffusée."
TODAY = sa.bindparam("today", type_=sa.Date)

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
TERMS = sa.select(ActionTerms.__table__).where(ActionTerms.action_id == sa.bindparam("action"))
PUBLIC_IDS = (
    sa.select(TrainingSession.id)
    .join(TrainingAction, TrainingAction.id == TrainingSession.action_id)
    .where(TrainingSession.action_id == sa.bindparam("action"), TrainingSession.public_on(TODAY))
)
"""Written into each statement: a list of ids as parameters has to be spelt out again at every call."""


def _details(kind: str, *columns: Any, order: Any) -> Any:
    """One kind of detail in the common shape: session, kind, order, six texts."""
    texts = [sa.cast(column, sa.Text) for column in columns]
    texts += [sa.cast(sa.null(), sa.Text)] * (6 - len(texts))
    return sa.select(sa.literal(kind).label("kind"), sa.cast(order, sa.Text).label("rank"), *texts)


DETAILS = sa.union_all(
    _details(
        "contact",
        SessionContact.name,
        SessionContact.phone,
        SessionContact.email,
        SessionContact.role,
        order=SessionContact.id,
    )
    .add_columns(SessionContact.session_id)
    .where(SessionContact.session_id.in_(PUBLIC_IDS)),
    _details(
        "meeting",
        InfoMeeting.held_on,
        InfoMeeting.starts_at,
        InfoMeeting.ends_at,
        InfoMeeting.place,
        InfoMeeting.comment,
        InfoMeeting.remote_url,
        order=sa.cast(InfoMeeting.held_on, sa.Text) + sa.func.coalesce(InfoMeeting.starts_at, "00:00"),
    )
    .add_columns(InfoMeeting.session_id)
    .where(InfoMeeting.session_id.in_(PUBLIC_IDS)),
    _details("entry", EntryDate.on, order=EntryDate.on)
    .add_columns(EntryDate.session_id)
    .where(EntryDate.session_id.in_(PUBLIC_IDS)),
    _details("funder", sa.func.coalesce(SessionFunding.label, Funder.name), order=100 + Funder.rank)
    .join_from(SessionFunding, Funder)
    .add_columns(SessionFunding.session_id)
    .where(SessionFunding.session_id.in_(PUBLIC_IDS)),
    _details("provider", Organisation.name, order=SessionProvider.id)
    .join_from(SessionProvider, Organisation)
    .add_columns(SessionProvider.session_id)
    .where(SessionProvider.session_id.in_(PUBLIC_IDS)),
)
"""Everything that hangs on the sessions, in one statement: five small ones cost five times the going and coming."""
_ONCE_PUBLIC = sa.and_(
    TrainingAction.publication_state.in_(ONCE_PUBLIC),
    TrainingSession.publication_state.in_(ONCE_PUBLIC),
    TrainingSession.recruitment_state != RecruitmentState.UNKNOWN,
)
WAS_PUBLIC = (
    sa.select(TrainingSession.department, TrainingSession.commune_code)
    .distinct()
    .join(TrainingAction, TrainingAction.id == TrainingSession.action_id)
    .where(TrainingSession.action_id == sa.bindparam("action"), _ONCE_PUBLIC)
    .order_by(TrainingSession.department, TrainingSession.commune_code)
    .limit(2)
)
"""Two places at most: they only serve to propose other offers near."""
ONE_SESSION = (
    sa.select(TrainingSession.id)
    .join(TrainingAction, TrainingAction.id == TrainingSession.action_id)
    .where(
        TrainingAction.public_id == sa.bindparam("public_id"),
        TrainingSession.public_id == sa.bindparam("session_public_id"),
        _ONCE_PUBLIC,
    )
)


class OfferGone(Gone):
    """The offer was public once; `places` are the (department, commune) where it was, to offer others near."""

    def __init__(self, places: Sequence[tuple[str | None, str | None]]) -> None:
        super().__init__(GONE)
        self.places = places


class Contact(NamedTuple):
    """Whom to call or write to."""

    name: str | None
    phone: str | None
    email: str | None
    role: ContactRole


class Meeting(NamedTuple):
    """An information meeting; times are local to the place."""

    held_on: date
    starts_at: str | None
    ends_at: str | None
    place: str | None
    comment: str | None
    remote_url: str | None


@dataclass
class PublicSession:
    """One public session with all that hangs on it."""

    row: Any
    terms: Any
    contacts: list[Contact] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
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
    asked = {"action": action.id, "today": today}
    rows = connection.execute(SESSIONS, asked).all()
    if not rows:
        raise _missing(connection, action.id)
    return PublicOffer(action, _with_details(connection, rows, asked))


def require_session(connection: sa.Connection, public_id: str, session_public_id: str) -> None:
    """Raise for a session that is not in the public offer: NotFound if it never could be seen, else OfferGone."""
    keys = {"public_id": public_id, "session_public_id": session_public_id}
    if connection.execute(ONE_SESSION, keys).first() is None:
        raise NotFound
    raise OfferGone([])


def _missing(connection: sa.Connection, action_id: int) -> Exception:
    places = connection.execute(WAS_PUBLIC, {"action": action_id}).all()
    return OfferGone([(row.department, row.commune_code) for row in places]) if places else NotFound()


def _with_details(connection: sa.Connection, rows: Sequence[Any], asked: dict[str, Any]) -> list[PublicSession]:
    terms = {row.id: row for row in connection.execute(TERMS, asked)}
    made = {row.id: PublicSession(row, terms[row.terms_id]) for row in rows}
    for kind, _, *texts, session_id in _in_order(connection.execute(DETAILS, asked).all()):
        _hang(made[session_id], kind, texts)
    return list(made.values())


def _in_order(rows: Iterable[Any]) -> list[Any]:
    """By rank: an id or a place among funders as a number, a date and time as text."""
    return sorted(rows, key=lambda row: (int(row.rank), "") if row.rank.isdigit() else (0, row.rank))


def _hang(session: PublicSession, kind: str, texts: Sequence[str | None]) -> None:
    first = texts[0] or ""
    if kind == "contact":
        session.contacts.append(Contact(texts[0], texts[1], texts[2], ContactRole(texts[3] or ContactRole.BOTH)))
    elif kind == "meeting":
        session.meetings.append(Meeting(date.fromisoformat(first), *texts[1:]))
    elif kind == "entry":
        session.entry_dates.append(date.fromisoformat(first))
    elif kind == "funder":
        if first not in session.funders:
            session.funders.append(first)
    else:
        session.providers.append(first)
