"""Each test starts from what the migrations wrote, whatever the one before did."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from portal.organisations.models import Funder, Organisation

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
