"""Plain builders of rows: `an_offer(session)` is a published action with one open session; every fact can be given.

Dates are counted from TODAY, the day on which the clock stands for the application under test.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.catalogue.models import (
    ActionTerms,
    InfoMeeting,
    ReviewDate,
    SessionContact,
    SessionFunding,
    TrainingAction,
    TrainingSession,
)
from portal.catalogue.status import Modality, PublicationState, RecruitmentState, ReviewKind
from portal.organisations.models import Funder, Organisation

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
_numbers = itertools.count(1)


def day(offset: int) -> date:
    """TODAY plus so many days."""
    return TODAY + timedelta(days=offset)


def an_organisation(session: Session, **facts: Any) -> Organisation:
    row = Organisation(**{"name": f"Organisme {next(_numbers)}", "town": "Thiers", "postcode": "63300"} | facts)
    session.add(row)
    session.flush()
    return row


def an_action(session: Session, **facts: Any) -> TrainingAction:
    """A published action with its terms; `terms` gives facts of the terms."""
    terms = {"duration_text": "3 mois", "hours_total": 420} | facts.pop("terms", {})
    usual = {
        "title": "Agent de soudure",
        "objective": "<p>Souder à l’arc et lire un plan.</p>",
        "publication_state": PublicationState.PUBLISHED,
        "codes": [{"scheme": "rome", "version": None, "code": "H2913", "main": True}],
    }
    row = TrainingAction(**usual | facts, terms=[ActionTerms(**terms)])
    if row.lead_organisation is None:
        row.lead_organisation = an_organisation(session)
    session.add(row)
    session.flush()
    return row


def a_session(session: Session, action: TrainingAction | None = None, **facts: Any) -> TrainingSession:
    """A published session in Thiers that recruits, starts in a month and lasts three.

    `funders` are codes, the first with `market`; `reviews` are offsets in days; `contacts` and `meetings` are facts.
    """
    action = action or an_action(session)
    funders, market = facts.pop("funders", ("CRA",)), facts.pop("market", "MARCHE-SECRET-42")
    contacts, meetings = facts.pop("contacts", ({"name": "Accueil", "phone": "0473000000"},)), facts.pop("meetings", ())
    reviews = facts.pop("reviews", ())
    usual = {
        "starts_on": day(30),
        "ends_on": day(120),
        "town": "Thiers",
        "postcode": "63300",
        "department": "63",
        "country": "FR",
        "commune_code": "63430",
        "modality": Modality.ONSITE,
        "recruitment_state": RecruitmentState.OPEN,
        "publication_state": PublicationState.PUBLISHED,
    }
    payers = [_funder(session, code) for code in funders]
    row = TrainingSession(**usual | facts, action=action, terms=action.terms[0])
    row.fundings = [
        SessionFunding(funder=funder, market_number=None if rank else market) for rank, funder in enumerate(payers)
    ]
    row.contacts = [SessionContact(**contact) for contact in contacts]
    row.meetings = [InfoMeeting(**meeting) for meeting in meetings]
    row.review_dates = [ReviewDate(kind=ReviewKind.INTERIM, on=day(offset)) for offset in reviews]
    session.add(row)
    session.flush()
    return row


def an_offer(session: Session, **facts: Any) -> TrainingSession:
    """A session of an action of its own; facts of the action are given as `action={…}`."""
    return a_session(session, an_action(session, **facts.pop("action", {})), **facts)


def offers(session: Session, titles: Sequence[str], **facts: Any) -> list[TrainingSession]:
    """One offer for each title."""
    return [an_offer(session, action={"title": title}, **facts) for title in titles]


def _funder(session: Session, code: str) -> Funder:
    return session.scalars(sa.select(Funder).where(Funder.code == code)).one()
