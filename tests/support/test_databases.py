"""Each test starts from what the migrations wrote, whatever the one before did."""

from __future__ import annotations

import subprocess
import sys

import psycopg
import pytest
import sqlalchemy as sa

from portal.organisations.models import Funder, Organisation
from tests.support import postgres

FUNDERS = sa.select(sa.func.count()).select_from(Funder)


@pytest.mark.parametrize("turn", [1, 2])
def test_nothing_stays_from_one_test_to_the_next(session, turn):
    assert session.scalar(sa.select(sa.func.count()).select_from(Organisation)) == 0
    assert session.scalar(FUNDERS) > 10
    session.add(Organisation(name="Un organisme"))
    session.execute(sa.delete(Funder))
    session.commit()
    assert session.scalar(sa.select(Organisation.id)) == 1


def test_the_queries_of_a_block_are_listed(session, queries):
    with queries() as seen:
        session.scalar(FUNDERS)
        session.scalar(FUNDERS)
    session.scalar(FUNDERS)
    assert len(seen) == 2


def test_a_real_postgresql_is_there_even_when_the_run_is_on_sqlite(postgresql_url):
    engine = sa.create_engine(postgresql_url)
    with engine.connect() as connection:
        assert connection.scalar(FUNDERS) > 10
        assert connection.dialect.name == "postgresql"
    engine.dispose()


def test_a_server_whose_run_was_killed_is_ended_by_the_next_one():
    abandoned = postgres.start()
    with psycopg.connect(abandoned.url("postgres")) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    postgres.end_abandoned()
    assert abandoned.folder.exists(), "its owner lives"
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (abandoned.folder / postgres.OWNER_FILE).write_text(str(gone.pid))
    postgres.end_abandoned()
    assert not abandoned.folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(abandoned.url("postgres"))
