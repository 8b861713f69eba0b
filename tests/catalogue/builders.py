"""Rows of the catalogue for tests: plain functions, facts by name, the listing refreshed as an action would."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.catalogue.models import (
    ActionTerms,
    EntryDate,
    InfoMeeting,
    ReviewDate,
    SessionContact,
    SessionFunding,
    TrainingAction,
    TrainingSession,
)
from portal.catalogue.search import listing
from portal.catalogue.status import PublicationState, RecruitmentState, ReviewKind
from portal.foundation import clock
from portal.organisations.models import Funder, Organisation

NUMBERS = itertools.count(1)
PLACES = {
    "Clermont-Ferrand": ("63000", "F63113", "63"),
    "Moulins": ("03000", "F03190", "03"),
    "Aurillac": ("15000", "F15014", "15"),
    "Thiers": ("63300", "F63430", "63"),
}


def today() -> date:
    """The day on which the application under test believes itself to be."""
    return clock.local_day(clock.now())


def an_organisation(session: Session, name: str = "GRETA Auvergne", **facts: Any) -> Organisation:
    """A training organisation, found again by its name."""
    found = session.scalar(sa.select(Organisation).where(Organisation.name == name))
    if found is None:
        found = Organisation(name=name, country="FR", **facts)
        session.add(found)
        session.flush()
    return found


def an_action(session: Session, *, lead: str = "GRETA Auvergne", **facts: Any) -> TrainingAction:
    """A published action without session."""
    made = TrainingAction(
        **{
            "number": f"A{next(NUMBERS)}",
            "title": "Assistant de vie aux familles",
            "objective": "Accompagner une personne dans sa vie quotidienne.",
            "programme": "Entretien du logement, repas, aide à la toilette.",
            "publication_state": PublicationState.PUBLISHED,
            "published_at": datetime(2026, 1, 5, tzinfo=UTC),
            "lead_organisation_id": an_organisation(session, lead).id,
            "codes": [{"scheme": "rome", "version": "V3", "code": "K1302", "main": True}],
            **facts,
        }
    )
    made.terms.append(ActionTerms(position=0, conventioned=True))
    session.add(made)
    session.flush()
    return made


def a_session(
    session: Session,
    action: TrainingAction,
    *,
    town: str = "Clermont-Ferrand",
    funder: str | None = "CRA",
    market: str | None = None,
    contacts: tuple[tuple[str, str, str], ...] = (),
    meetings: tuple[dict[str, Any], ...] = (),
    entries: tuple[date, ...] = (),
    reviews: tuple[tuple[ReviewKind, date], ...] = (),
    **facts: Any,
) -> TrainingSession:
    """A published, open session of `action`, with its details; call `show` afterwards."""
    postcode, commune, department = PLACES[town]
    first = clock.EPOCH.fromordinal(today().toordinal() + 60)
    made = TrainingSession(
        **{
            "action_id": action.id,
            "terms_id": action.terms[0].id,
            "number": f"S{next(NUMBERS)}",
            "starts_on": first,
            "ends_on": clock.EPOCH.fromordinal(first.toordinal() + 90),
            "town": town,
            "postcode": postcode,
            "commune_code": commune,
            "department": department,
            "country": "FR",
            "recruitment_state": RecruitmentState.OPEN,
            "publication_state": PublicationState.PUBLISHED,
            "published_at": datetime(2026, 1, 5, tzinfo=UTC),
            **facts,
        }
    )
    session.add(made)
    session.flush()
    for name, phone, email in contacts:
        session.add(SessionContact(session_id=made.id, name=name, phone=phone, email=email))
    if funder:
        paid_by = session.scalars(sa.select(Funder.id).where(Funder.code == funder)).one()
        session.add(SessionFunding(session_id=made.id, funder_id=paid_by, market_number=market))
    session.add_all(InfoMeeting(session_id=made.id, **meeting) for meeting in meetings)
    session.add_all(EntryDate(session_id=made.id, on=on) for on in entries)
    session.add_all(ReviewDate(session_id=made.id, kind=kind, on=on) for kind, on in reviews)
    session.flush()
    return made


def show(session: Session, *actions: TrainingAction, on: date | None = None) -> None:
    """Put the public sessions of these actions in the listing, in the test's transaction, then commit."""
    session.flush()
    listing.refresh(session.connection(), [action.id for action in actions], today=on or today(), now=clock.now())
    session.commit()
    session.expire_all()
