"""Sessions that their formation no longer has: always counted; in a full import withdrawn at its end or not at all."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.catalogue.listing_model import OfferListing
from portal.catalogue.models import ImportRun, SourceRecord, TrainingAction, TrainingSession
from portal.catalogue.status import PublicationState

from .feeds import NOW, action, dated, feed, formation, load


def offers(*sessions: int, title: str = "Soudeur", begin: str = "20270104", end: str = "20270630") -> str:
    """One formation for each count, with as many sessions."""
    return "".join(
        formation(f"F{n}", title, actions=action(*(dated(f"S{n}-{m}", begin, end) for m in range(count))))
        for n, count in enumerate(sessions)
    )


def published(session_: Session) -> int:
    session_.expire_all()
    query = sa.select(sa.func.count()).select_from(TrainingSession)
    return session_.scalar(query.where(TrainingSession.publication_state == PublicationState.PUBLISHED)) or 0


def listed(session_: Session) -> int:
    query = sa.select(sa.func.count()).select_from(OfferListing).where(OfferListing.listed_until > 0)
    return session_.scalar(query) or 0


def test_sessions_that_disappeared_are_counted(engine: sa.Engine, session: Session) -> None:
    load(engine, offers(5, 5))
    report, _ = load(engine, offers(5, 1))
    assert (report.updated, report.withdrawn, report.sessions_withdrawn, report.exit_code) == (1, 0, 4, 0)
    assert (published(session), listed(session)) == (6, 6)
    kept = session.scalars(sa.select(ImportRun).order_by(ImportRun.id.desc())).first()
    assert kept is not None
    assert kept.counts["sessions_withdrawn"] == 4


def test_a_full_import_counts_the_sessions_of_its_formations(engine: sa.Engine, session: Session) -> None:
    load(engine, offers(*[2] * 10))
    report, _ = load(engine, offers(*[2] * 8, 1), full=True)
    assert (report.withdrawn, report.sessions_withdrawn, report.exit_code) == (1, 3, 0)
    assert (published(session), listed(session)) == (17, 17)
    assert load(engine, offers(*[2] * 8, 1), full=True)[0].unchanged == 9


def test_a_full_import_that_would_lose_too_many_sessions_withdraws_none(engine: sa.Engine, session: Session) -> None:
    load(engine, offers(5, 5))
    report, _ = load(engine, offers(5, 1, title="Soudeuse"), full=True)
    assert (report.withdrawn, report.sessions_withdrawn, report.exit_code) == (0, 0, 1)
    assert "4 sessions à venir ou en cours sur 10 (40\u00a0%)" in report.guard
    assert (published(session), listed(session)) == (10, 10)
    assert set(session.scalars(sa.select(TrainingAction.title))) == {"Soudeuse"}
    report, _ = load(engine, offers(5, 1, title="Soudeuse"), full=True, force=True)
    assert (report.unchanged, report.sessions_withdrawn, report.exit_code) == (1, 4, 0)
    assert (published(session), listed(session)) == (6, 6)
    assert load(engine, offers(5, 1, title="Soudeuse"), full=True)[0].unchanged == 2


def test_sessions_that_are_over_may_all_disappear(engine: sa.Engine, session: Session) -> None:
    past = offers(5, 5, begin="20260105", end="20260630")
    load(engine, past)
    report, _ = load(engine, past.replace("S0-", "T0-").replace("2026", "2027"), full=True)
    assert (report.guard, report.sessions_withdrawn) == ("", 5)


def test_a_full_import_that_stops_on_its_way_is_completed_by_the_next(engine: sa.Engine, session: Session) -> None:
    load(engine, offers(5, 5, 5, 5))
    data = feed(offers(5, 4, 5, 5))
    report, _ = load(engine, data[:-20], full=True)
    assert (report.exit_code, report.sessions_withdrawn, published(session)) == (2, 0, 20)
    assert session.scalars(sa.select(SourceRecord.digest).where(SourceRecord.key == "F1")).one() == ""
    report, _ = load(engine, data, full=True)
    assert (report.unchanged, report.updated, report.sessions_withdrawn, published(session)) == (3, 1, 1, 19)
    assert load(engine, data, full=True)[0].unchanged == 4


def test_what_a_person_edited_meanwhile_keeps_its_sessions(engine: sa.Engine, session: Session) -> None:
    load(engine, offers(5, 5))
    load(engine, offers(5, 1), full=True)
    session.execute(sa.update(TrainingAction).values(edited_at=NOW))
    session.commit()
    report, _ = load(engine, offers(5, 1), full=True, force=True)
    assert (report.sessions_withdrawn, published(session)) == (0, 10)
    assert load(engine, offers(5, 1), full=True)[0].unchanged == 2


@pytest.mark.parametrize("full", [False, True])
def test_a_dry_run_says_how_many_sessions_would_go(engine: sa.Engine, session: Session, full: bool) -> None:
    load(engine, offers(*[5] * 10))
    changed = offers(*[5] * 8, 4)
    said, _ = load(engine, changed, full=full, dry_run=True)
    assert published(session) == 50
    report, _ = load(engine, changed, full=full)
    assert said.sessions_withdrawn == report.sessions_withdrawn == (6 if full else 1)
    assert said.guard == report.guard == ""
