"""The listing follows the catalogue: by `refresh`, by the daily `rollover`, and by the database's own triggers."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal.catalogue.models import InfoMeeting, TrainingAction, TrainingSession
from portal.catalogue.search import listing, queries
from portal.catalogue.search.criteria import Criteria
from portal.catalogue.status import EntryMode, Precision, PublicationState, RecruitmentState
from tests.catalogue.search.generated import NOW, TODAY, Generator

TABLES = {
    "offer_listing": "SELECT position, session_id, listed_until, state, version, terms FROM offer_listing ORDER BY 1",
    "listing_count": "SELECT facet, value, sessions FROM listing_count WHERE sessions <> 0 ORDER BY 1, 2",
    "search_term": "SELECT term, sessions FROM search_term WHERE sessions <> 0 ORDER BY 1",
}


@pytest.fixture
def connection(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.connect() as made:
        yield made
        made.commit()


def everything(connection: sa.Connection) -> dict[str, Any]:
    return {name: connection.execute(sa.text(text)).all() for name, text in TABLES.items()}


def rolled(connection: sa.Connection, today: date) -> int:
    connection.commit()
    return listing.rollover(connection.engine, today, NOW)


def rebuilt(connection: sa.Connection, today: date = TODAY) -> dict[str, Any]:
    listing.rebuild(connection, today, NOW)
    return everything(connection)


def one_offer(connection: sa.Connection, **facts: Any) -> None:
    """One action with one public session, listed; `facts` change the session."""
    ids = Generator(connection, places=5, words=50).fill(1, public_share=1.0)
    keep = connection.scalar(sa.select(sa.func.min(TrainingSession.id)))
    for table in ("session_funding", "entry_date", "info_meeting"):
        connection.execute(sa.text(f"DELETE FROM {table}"))
    connection.execute(sa.delete(TrainingSession).where(TrainingSession.id != keep))
    usual = {
        "recruitment_state": RecruitmentState.OPEN,
        "publication_state": PublicationState.PUBLISHED,
        "entry_mode": EntryMode.FIXED,
        "starts_on": TODAY + timedelta(10),
        "starts_precision": Precision.DAY,
        "ends_on": TODAY + timedelta(100),
        "ends_precision": Precision.DAY,
    }
    connection.execute(sa.update(TrainingAction).values(publication_state=PublicationState.PUBLISHED))
    connection.execute(sa.update(TrainingSession).values(**(usual | facts)))
    listing.refresh(connection, ids, today=TODAY, now=NOW)


def shown(connection: sa.Connection, today: date = TODAY) -> list[Any]:
    return queries.search(connection, Criteria(), today).rows


def test_many_small_refreshes_give_what_one_rebuild_gives(connection: sa.Connection) -> None:
    generator, draw = Generator(connection, places=30, words=100), random.Random(2)
    ids = generator.fill(300, public_share=0.6)
    for _ in range(12):
        some = draw.sample(ids, 40)
        listing.refresh(connection, some, today=TODAY, now=NOW)
        for action in some[:20]:
            change = {
                "recruitment_state": draw.choice(list(RecruitmentState)),
                "publication_state": draw.choice([PublicationState.PUBLISHED, PublicationState.WITHDRAWN]),
            }
            connection.execute(sa.update(TrainingSession).where(TrainingSession.action_id == action).values(change))
    listing.refresh(connection, ids, today=TODAY, now=NOW)
    grown = everything(connection)
    assert len(grown["offer_listing"]) > 50
    assert grown == rebuilt(connection)


def test_a_refresh_that_changes_nothing_writes_no_row(connection: sa.Connection) -> None:
    ids = Generator(connection, places=30, words=100).fill(50)
    listing.refresh(connection, ids, today=TODAY, now=NOW)
    before = everything(connection)
    listing.refresh(connection, ids, today=TODAY, now=NOW)
    assert everything(connection) == before


def test_an_action_that_nobody_could_see_leaves_the_revision_alone(connection: sa.Connection) -> None:
    one_offer(connection, recruitment_state=RecruitmentState.CLOSED)
    before = listing.revision(connection)
    assert not listing.refresh(connection, [1], today=TODAY, now=NOW)
    assert listing.revision(connection) == before


def test_every_rollover_in_turn_gives_what_a_rebuild_of_that_day_gives(connection: sa.Connection) -> None:
    Generator(connection, places=30, words=100).fill(300, public_share=0.7)
    listing.rebuild(connection, TODAY, NOW)
    for days in (1, 2, 3, 30, 31, 90, 400):
        today = TODAY + timedelta(days)
        rolled(connection, today)
        after = everything(connection)
        assert after == rebuilt(connection, today), days


def test_a_second_rollover_of_the_day_finds_nothing_to_do(connection: sa.Connection) -> None:
    Generator(connection, places=30, words=100).fill(100, public_share=0.7)
    listing.rebuild(connection, TODAY, NOW)
    rolled(connection, TODAY + timedelta(40))
    assert rolled(connection, TODAY + timedelta(40)) == 0


def test_a_session_over_since_this_morning_is_not_shown_even_before_the_daily_step(connection: sa.Connection) -> None:
    one_offer(connection, starts_on=TODAY - timedelta(9), ends_on=TODAY)
    assert len(shown(connection, TODAY)) == 1
    assert shown(connection, TODAY + timedelta(1)) == []


def test_a_meeting_that_was_held_leaves_the_card(connection: sa.Connection) -> None:
    one_offer(connection)
    connection.execute(sa.insert(InfoMeeting).values(session_id=1, held_on=TODAY, starts_at="09:30"))
    listing.refresh(connection, [1], today=TODAY, now=NOW)
    assert shown(connection)[0].next_meeting == f"{TODAY} 09:30"
    rolled(connection, TODAY + timedelta(1))
    assert shown(connection)[0].next_meeting is None


STATEMENTS = [
    "UPDATE training_session SET recruitment_state = 'closed'",
    "UPDATE training_session SET recruitment_state = 'unknown', version = version + 1",
    "UPDATE training_session SET publication_state = 'withdrawn'",
    "UPDATE training_session SET publication_state = 'export_only'",
    "UPDATE training_action SET publication_state = 'draft'",
    "DELETE FROM training_session",
    "UPDATE training_session SET starts_on = '2020-01-01', ends_on = '2020-01-02'",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_any_statement_that_ends_publicity_hides_the_session_at_once(connection: sa.Connection, statement: str) -> None:
    one_offer(connection)
    before = listing.revision(connection)
    assert len(shown(connection)) == 1
    connection.commit()  # PostgreSQL moves the revision once in a transaction
    connection.execute(sa.text(statement))
    assert shown(connection) == []
    assert listing.revision(connection) > before
    hidden = listing.revision(connection)
    rolled(connection, TODAY)
    assert listing.revision(connection) > hidden
    assert everything(connection) == {name: [] for name in TABLES}


def test_the_daily_step_counts_what_the_triggers_hid(connection: sa.Connection) -> None:
    ids = Generator(connection, places=30, words=100).fill(80, public_share=0.8)
    listing.refresh(connection, ids, today=TODAY, now=NOW)
    total = queries.search(connection, Criteria(), TODAY).total
    connection.execute(sa.text("UPDATE training_session SET recruitment_state = 'closed' WHERE action_id < 20"))
    assert rolled(connection, TODAY) > 0
    found = queries.search(connection, Criteria(), TODAY, 500)
    assert found.total == len(found.rows) == listing.facets(connection)["total", ""] < total
    assert everything(connection) == rebuilt(connection)


def test_a_state_changed_by_hand_is_the_state_shown(connection: sa.Connection) -> None:
    one_offer(connection)
    before, revision = shown(connection)[0], listing.revision(connection)
    connection.commit()
    connection.execute(sa.text("UPDATE training_session SET recruitment_state = 'suspended'"))
    after = shown(connection)[0]
    assert (before.state, after.state) == ("open", "suspended")
    assert after.version != before.version
    assert listing.revision(connection) > revision
    listing.refresh(connection, [1], today=TODAY, now=NOW)
    assert everything(connection) == rebuilt(connection)


def test_statements_that_change_nothing_public_move_no_revision(connection: sa.Connection) -> None:
    one_offer(connection)
    before = listing.revision(connection)
    connection.commit()
    connection.execute(sa.text("UPDATE training_session SET recruitment_state = 'open', seats_taken = 1"))
    connection.execute(sa.text("UPDATE training_action SET publication_state = 'published', edited_at = NULL"))
    connection.execute(sa.text("UPDATE training_session SET ends_on = ends_on"))
    assert listing.revision(connection) == before


def test_the_triggers_hide_exactly_what_the_public_predicate_refuses(connection: sa.Connection) -> None:
    """Every combination of the two states, of the mode and of the end, reached by plain statements."""
    one_offer(connection)
    yesterday = TODAY - timedelta(1)
    ends = [(yesterday, "day"), (TODAY, "day"), (yesterday, "month"), (TODAY, "year"), (None, "unknown")]
    combined = itertools.product(
        ["published", "draft", "withdrawn"], ["published", "export_only"], [s.value for s in RecruitmentState], ends,
        ["fixed", "permanent"],
    )  # fmt: skip
    predicate = sa.select(TrainingSession.id).join(TrainingAction).where(TrainingSession.public_on(TODAY))
    for action, session, state, (end, precision), mode in combined:
        connection.execute(sa.text("UPDATE training_action SET publication_state = 'published'"))
        usual = "publication_state = 'published', recruitment_state = 'open', starts_on = NULL, ends_on = NULL"
        connection.execute(sa.text(f"UPDATE training_session SET {usual}"))
        listing.refresh(connection, [1], today=TODAY, now=NOW)
        assert len(shown(connection)) == 1
        connection.execute(
            sa.update(TrainingSession).values(
                publication_state=session,
                recruitment_state=state,
                ends_on=end,
                ends_precision=precision,
                entry_mode=mode,
            )
        )
        connection.execute(sa.update(TrainingAction).values(publication_state=action))
        assert bool(shown(connection)) == bool(connection.scalar(predicate)), (action, session, state, end, mode)
