"""Two people change sessions of one action at the same moment, on a real PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from portal.catalogue.models import TrainingSession
from portal.catalogue.search import listing, queries
from portal.catalogue.search.criteria import Criteria
from portal.catalogue.status import EntryMode, PublicationState, RecruitmentState
from portal.foundation.db import create_engine
from tests.catalogue.search.generated import NOW, TODAY, Generator, empty


@pytest.fixture
def server(postgresql_url: str) -> Iterator[sa.Engine]:
    made = create_engine(postgresql_url)
    with made.begin() as connection:
        empty(connection)
    yield made
    made.dispose()


def close(connection: sa.Connection, session: int) -> None:
    """What the action behind « fermer » does."""
    closed = sa.update(TrainingSession).values(recruitment_state=RecruitmentState.CLOSED)
    connection.execute(closed.where(TrainingSession.id == session))
    action = connection.scalar(sa.select(TrainingSession.action_id).where(TrainingSession.id == session))
    listing.refresh(connection, [action or 0], today=TODAY, now=NOW)


def test_neither_of_two_writers_brings_back_what_the_other_closed(server: sa.Engine) -> None:
    with server.begin() as connection:
        ids = Generator(connection, places=5, words=20).fill(30, public_share=1.0)
        action = connection.scalar(
            sa.select(TrainingSession.action_id)
            .group_by(TrainingSession.action_id)
            .having(sa.func.count() >= 3)
            .limit(1)
        )
        mine = TrainingSession.action_id == action
        state = {"recruitment_state": RecruitmentState.OPEN, "publication_state": PublicationState.PUBLISHED}
        connection.execute(sa.update(TrainingSession).where(mine).values(**state, entry_mode=EntryMode.PERMANENT))
        connection.execute(sa.text("UPDATE training_action SET publication_state = 'published'"))
        listing.refresh(connection, ids, today=TODAY, now=NOW)
        sessions = list(connection.scalars(sa.select(TrainingSession.id).where(mine).order_by(TrainingSession.id)))
        before = listing.revision(connection)

    def other() -> None:
        with server.begin() as connection:
            close(connection, sessions[1])

    second = threading.Thread(target=other)
    with server.begin() as first:
        close(first, sessions[0])
        second.start()
        second.join(0.3)
        assert second.is_alive()  # it waits for the revision
    second.join(10)
    assert not second.is_alive()
    with server.connect() as connection:
        shown = queries.search(connection, Criteria(), TODAY, 500).rows
        assert {row.session_id for row in shown if row.action_id == action} == set(sessions[2:])
        assert {row.siblings for row in shown if row.action_id == action} == {len(sessions) - 3}
        assert listing.revision(connection) >= before + 2
        kept = listing.facets(connection)
    with server.begin() as connection:
        listing.rebuild(connection, TODAY, NOW)
        assert listing.facets(connection) == kept
