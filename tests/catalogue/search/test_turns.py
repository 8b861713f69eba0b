"""An import, the daily step and statements typed by hand at the same moment, on a real PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from portal.catalogue.lheo.importer import Order, run
from portal.catalogue.models import TrainingSession
from portal.catalogue.search import listing, turns
from portal.foundation.db import create_engine
from tests.catalogue.lheo.feeds import NOW, TODAY, dated, feed, formation, organisation
from tests.catalogue.lheo.feeds import action as terms
from tests.catalogue.search.generated import empty

ROUNDS = 6
OFFERS = 60


@pytest.fixture
def server(postgresql_url: str) -> Iterator[sa.Engine]:
    made = create_engine(postgresql_url)
    with made.begin() as connection:
        empty(connection)
    yield made
    with made.begin() as connection:
        empty(connection)
    made.dispose()


def file_of(source: str, version: int, *, backwards: bool = False) -> bytes:
    """Offers of two organisations for each offer, whose facts change with the version."""
    order = range(OFFERS)
    offers = [
        formation(
            f"{source}{n}",
            f"Soudeur {version}",
            actions=terms(dated(f"S{n}", end=f"202701{5 + n % 20:02}")),
            lead=organisation(f"3000000{n:02}00000", f"Centre {n} {version}", attributes=f'numero="O{n}"'),
        )
        for n in (reversed(order) if backwards else order)
    ]
    return feed(*offers)


def importing(server: sa.Engine, source: str, *, backwards: bool = False) -> Callable[[int], None]:
    def work(round_: int) -> None:
        asked = Order(source, "feed.xml", NOW, TODAY)
        report = run(server, BytesIO(file_of(source, round_, backwards=backwards)), asked)
        assert report.refused == 0

    return work


def rolling(server: sa.Engine) -> Callable[[int], None]:
    return lambda round_: (listing.rollover(server, TODAY + timedelta(40 + round_ * 5), NOW), None)[1]


def closing(server: sa.Engine) -> Callable[[int], None]:
    states = ("closed", "open")

    def work(round_: int) -> None:
        for some in (0, 1):
            with server.begin() as connection:
                change = sa.text("UPDATE training_session SET recruitment_state = :state WHERE id % 2 = :some")
                connection.execute(change, {"state": states[round_ % 2], "some": some})

    return work


def together(*works: Callable[[int], None]) -> list[BaseException]:
    """Each work round after round, all at once; what went wrong."""
    wrong: list[BaseException] = []
    start = threading.Barrier(len(works))

    def repeat(work: Callable[[int], None]) -> None:
        start.wait(10)
        try:
            for round_ in range(1, ROUNDS + 1):
                work(round_)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=repeat, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return wrong


def deadlocks(server: sa.Engine) -> int:
    with server.connect() as connection:
        connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")
        query = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        return int(connection.exec_driver_sql(query).scalar_one())


def test_an_import_the_daily_step_and_a_person_never_wait_for_each_other(server: sa.Engine) -> None:
    importing(server, "a")(0)
    before = deadlocks(server)
    assert together(importing(server, "a"), rolling(server), closing(server), closing(server)) == []
    assert deadlocks(server) == before


def test_two_sources_that_share_organisations_never_wait_for_each_other(server: sa.Engine) -> None:
    before = deadlocks(server)
    assert together(importing(server, "a"), importing(server, "b", backwards=True)) == []
    assert deadlocks(server) == before


def test_the_listing_is_right_after_a_crowd_of_writers(server: sa.Engine) -> None:
    importing(server, "a")(0)
    together(importing(server, "a"), importing(server, "b"), rolling(server), closing(server))
    listing.rollover(server, TODAY, NOW)
    with server.begin() as connection:
        actions = list(connection.scalars(sa.select(TrainingSession.action_id).distinct()))
        listing.refresh(connection, actions, today=TODAY, now=NOW)
        kept = {key: count for key, count in listing.facets(connection).items() if count}
        listing.rebuild(connection, TODAY, NOW)
        assert listing.facets(connection) == kept


def test_a_transaction_that_met_another_writer_is_tried_once_more(server: sa.Engine) -> None:
    tries = []

    def work(connection: sa.Connection) -> int:
        tries.append(1)
        if len(tries) == 1:
            raised = "DO $$ BEGIN RAISE EXCEPTION 'met' USING ERRCODE = '40P01'; END $$"
            connection.exec_driver_sql(raised)
        return len(tries)

    assert turns.transaction(server, work) == 2


def test_another_fault_is_not_tried_again(engine: sa.Engine) -> None:
    tries = []

    def work(connection: sa.Connection) -> None:
        tries.append(1)
        connection.exec_driver_sql("SELECT * FROM nowhere")

    with pytest.raises(sa.exc.DBAPIError):
        turns.transaction(engine, work)
    assert len(tries) == 1
