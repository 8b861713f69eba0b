"""The rule « over », wherever it is written: the model, its SQL, the listing, the triggers, the exports."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.catalogue.lheo.stored import Wanted
from portal.catalogue.models import TrainingAction, TrainingSession
from portal.catalogue.search import listing, queries
from portal.catalogue.search.criteria import Criteria
from portal.catalogue.status import EntryMode, Precision
from portal.foundation import clock
from tests.catalogue.builders import a_session, an_action, show, today

LAST_DAYS = (
    None,
    date(2018, 7, 31),
    date(2024, 2, 29),
    date(2026, 11, 19),
    date(2026, 11, 20),
    date(2026, 11, 30),
    date(2026, 12, 31),
    date(2027, 3, 1),
)
DAYS = (date(2018, 7, 31), date(2018, 8, 1), date(2026, 11, 20), date(2026, 12, 1), date(2027, 1, 1))


def said_by_sql(session: Session, day: date) -> bool:
    return bool(session.scalar(sa.select(TrainingSession.over_on(day))))


def shown(session: Session, day: date) -> bool:
    return bool(queries.search(session.connection(), Criteria(), day).rows)


@pytest.mark.parametrize("mode", EntryMode)
def test_every_writing_of_the_rule_says_the_same(session: Session, mode: EntryMode) -> None:
    action = an_action(session)
    run = a_session(session, action, starts_on=None, ends_on=None, starts_precision=Precision.UNKNOWN)
    show(session, action)
    for ends, precision in itertools.product(LAST_DAYS, Precision):
        # The triggers answer first, from a listing that knew nothing of this end.
        values = {"ends_on": ends, "ends_precision": precision, "entry_mode": mode}
        session.execute(sa.update(TrainingSession).values(values))
        session.expire_all()
        by_triggers = [not shown(session, day) for day in DAYS]
        if not run.is_over(DAYS[0]):
            listing.refresh(session.connection(), [action.id], today=DAYS[0], now=clock.now())
        by_listing = [not shown(session, day) for day in DAYS]
        by_model = [run.is_over(day) for day in DAYS]
        by_export = [
            bool(session.scalar(sa.select(Wanted(day + timedelta(30), ended_days=30).ended()))) for day in DAYS
        ]
        assert by_model == [said_by_sql(session, day) for day in DAYS] == by_export, values
        assert by_triggers == by_listing == by_model, values
        expected = mode is EntryMode.FIXED and ends is not None
        assert by_model == [expected and ends < day for day in DAYS]


@pytest.mark.parametrize("precision", [Precision.MONTH, Precision.YEAR])
def test_a_session_over_for_years_is_not_public_because_its_end_is_partial(
    session: Session, precision: Precision
) -> None:
    action = an_action(session)
    facts = {"starts_on": date(2018, 1, 1), "starts_precision": precision}
    run = a_session(session, action, ends_on=date(2018, 7, 31), ends_precision=precision, **facts)
    show(session, action)
    assert not run.is_public(today())
    assert not shown(session, today())
    public = sa.select(TrainingSession.id).join(TrainingAction).where(TrainingSession.public_on(today()))
    assert session.scalar(public) is None


def test_a_partial_end_lasts_to_the_end_of_what_it_allows(session: Session) -> None:
    action = an_action(session)
    facts = {"starts_on": date(2026, 9, 1), "starts_precision": Precision.MONTH}
    a_session(session, action, ends_on=date(2026, 11, 30), ends_precision=Precision.MONTH, **facts)
    show(session, action)
    assert shown(session, date(2026, 11, 30))
    assert not shown(session, date(2026, 12, 1))


def test_a_permanent_entry_is_never_past(session: Session) -> None:
    action = an_action(session)
    facts = {"starts_on": date(2018, 1, 1), "entry_mode": EntryMode.PERMANENT}
    a_session(session, action, ends_on=date(2018, 7, 31), **facts)
    show(session, action)
    assert shown(session, today())
