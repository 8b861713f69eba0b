"""The demo in a database: through the ordinary import, into an empty one only."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from sqlalchemy.orm import selectinload

from portal import demo
from portal.catalogue.models import (
    EntryDate,
    InfoMeeting,
    ReviewDate,
    SessionFunding,
    Source,
    TrainingAction,
    TrainingSession,
)
from portal.catalogue.status import ActionKind, Modality, Precision, PublicationState, RecruitmentState
from portal.cli import load_demo
from portal.foundation.errors import BrokenRule
from portal.organisations.models import Funder, Organisation

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def values(session, column):
    return set(session.scalars(sa.select(column).distinct()))


def test_the_demo_fills_an_empty_database_once(engine, session):
    said = demo.load(engine, today=TODAY, now=NOW)
    assert said.startswith("Démonstration chargée : 300 actions, ")
    assert session.scalars(sa.select(Source.code)).all() == ["demo"]
    with pytest.raises(BrokenRule, match="base vide"):
        demo.load(engine, today=TODAY, now=NOW)
    assert session.scalar(sa.select(sa.func.count()).select_from(TrainingAction)) == 300


def test_the_command_says_why_it_refuses_instead_of_failing(engine, session, settings):
    session.add(TrainingAction(title="Une offre réelle", created_at=NOW, updated_at=NOW))
    session.commit()
    result = CliRunner().invoke(load_demo, obj=settings)
    assert result.exit_code == 1
    assert "Cette base contient déjà des offres" in result.output
    assert "Traceback" not in result.output


def test_every_state_kind_mode_and_funder_arrives_with_meetings_and_reviews(engine, session):
    demo.load(engine, today=TODAY, now=NOW)
    published = {PublicationState.PUBLISHED, PublicationState.EXPORT_ONLY}
    assert values(session, TrainingSession.recruitment_state) == set(RecruitmentState)
    assert values(session, TrainingSession.publication_state) == published
    assert values(session, TrainingSession.modality) == set(Modality)
    assert values(session, TrainingSession.starts_precision) == set(Precision)
    assert values(session, TrainingAction.kind) == {*ActionKind, None}
    assert values(session, SessionFunding.funder_id) == values(session, Funder.id)
    assert values(session, Organisation.country) == {"FR", "BE"}
    for row in (InfoMeeting, ReviewDate, EntryDate):
        assert session.scalar(sa.select(sa.func.count()).select_from(row)) > 100


def test_every_session_has_a_commune_and_somebody_to_call_or_write_to(engine, session):
    demo.load(engine, today=TODAY, now=NOW)
    sessions = session.scalars(sa.select(TrainingSession).options(selectinload(TrainingSession.contacts))).all()
    assert all(each.commune_code for each in sessions)
    assert all(each.contacts[0].phone and each.contacts[0].email for each in sessions)


def test_the_scenarios_find_two_visible_sessions_and_a_closed_one(engine, session):
    demo.load(engine, today=TODAY, now=NOW)
    action = session.scalars(sa.select(TrainingAction).where(TrainingAction.number == "DEMO-0001")).one()
    visible = {each.town for each in action.sessions if each.is_public(TODAY)}
    assert visible == {"Clermont-Ferrand", "Moulins"}
    assert all(each.is_exported for each in action.sessions)
