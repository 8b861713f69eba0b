"""Migrations keep what the tables hold, and `portal db check` sees whatever differs from the code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations

from portal import migrate
from portal.catalogue.search import ddl, listing, queries
from portal.catalogue.search.criteria import Criteria
from portal.foundation.db import create_engine
from portal.tables import metadata
from tests.catalogue.search.generated import NOW, TODAY, Generator
from tests.support.databases import Databases


@pytest.fixture
def filled(databases: Databases) -> Iterator[sa.Engine]:
    """A database of its own with offers: its tables change."""
    made = create_engine(databases.separate())
    with made.begin() as connection:
        Generator(connection, places=30, words=100).fill(60, public_share=0.8)
        listing.rebuild(connection, TODAY, NOW)
    yield made
    made.dispose()


def counts(connection: sa.Connection) -> dict[str, int]:
    return {
        table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in metadata.sorted_tables
    }


def found(connection: sa.Connection) -> list[int]:
    return [row.session_id for row in queries.search(connection, Criteria(q="formation"), TODAY).rows]


@pytest.mark.parametrize("table", ["training_session", "training_action", "offer_listing", "action_terms"])
def test_a_migration_that_copies_a_table_loses_nothing_and_no_trigger(filled: sa.Engine, table: str) -> None:
    with filled.connect() as connection:
        before, listed = counts(connection), found(connection)
    assert min(before["session_funding"], before["info_meeting"], len(listed)) > 3
    with migrate.changing(filled) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table(table, recreate="auto") as batch:
            batch.add_column(sa.Column("remark", sa.String(10)))
            batch.create_check_constraint("remark", "remark IS NULL OR remark <> ''")
    with filled.begin() as connection:
        assert counts(connection) == before
        assert found(connection) == listed
        connection.exec_driver_sql("UPDATE training_session SET recruitment_state = 'closed'")
        assert found(connection) == []
    (difference,) = migrate.check(filled)
    assert "remark" in difference


def test_a_migration_that_would_break_a_reference_is_refused_whole(filled: sa.Engine) -> None:
    with filled.connect() as connection:
        before = counts(connection)
    with pytest.raises((ValueError, sa.exc.IntegrityError)), migrate.changing(filled) as connection:
        connection.exec_driver_sql("DELETE FROM action_terms")
    with filled.connect() as connection:
        assert counts(connection) == before
    assert migrate.check(filled) == []


def test_foreign_keys_are_watched_again_after_a_migration(filled: sa.Engine) -> None:
    migrate.upgrade(filled)
    with pytest.raises(sa.exc.IntegrityError), filled.begin() as connection:
        connection.exec_driver_sql("DELETE FROM action_terms")


def test_every_migration_can_be_undone_and_applied_again(filled: sa.Engine) -> None:
    made = migrate.config()
    with migrate.changing(filled) as connection:
        made.attributes["connection"] = connection
        command.downgrade(made, "0001")
    with filled.connect() as connection:
        assert not migrate.is_current(connection)
    migrate.upgrade(filled)
    assert migrate.check(filled) == []
    with filled.begin() as connection:
        listing.rebuild(connection, TODAY, NOW)
        assert found(connection)


def test_a_trigger_of_another_text_is_reported_and_made_again_by_an_upgrade(filled: sa.Engine) -> None:
    with filled.begin() as connection:
        for statement in _another_trigger(connection.dialect.name):
            connection.exec_driver_sql(statement)
    assert migrate.check(filled) == ["trigger listing_session_end: differs", "trigger listing_session_state: missing"]
    migrate.upgrade(filled)
    assert migrate.check(filled) == []


def _another_trigger(dialect: str) -> list[str]:
    if dialect == "sqlite":
        text = ddl.sqlite_triggers()["listing_session_end"].replace("2000000", "3000000")
        return ["DROP TRIGGER listing_session_state", "DROP TRIGGER listing_session_end", text]
    trigger = ddl.postgresql_triggers()["listing_session_end"]
    return [
        "DROP TRIGGER listing_session_state ON training_session",
        "DROP TRIGGER listing_session_end ON training_session",
        trigger.statement.split(" WHEN ")[0] + " EXECUTE FUNCTION listing_session_end()",
    ]


def test_a_trigger_that_nobody_wrote_down_is_reported(filled: sa.Engine) -> None:
    text = {
        "sqlite": "CREATE TRIGGER stray AFTER DELETE ON source BEGIN SELECT 1; END",
        "postgresql": """CREATE TRIGGER stray BEFORE UPDATE ON source
            FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()""",
    }
    with filled.begin() as connection:
        connection.exec_driver_sql(text[connection.dialect.name])
    assert migrate.check(filled) == ["trigger stray: unknown"]


def test_an_index_of_one_engine_that_is_missing_is_reported(postgresql_url: str) -> None:
    engine = create_engine(postgresql_url)
    with engine.connect() as connection, connection.begin() as transaction:
        connection.exec_driver_sql("DROP INDEX gin_offer_listing_words")
        assert migrate.drift.differences(connection) == ["index gin_offer_listing_words: missing"]
        transaction.rollback()
    assert migrate.check(engine) == []
    engine.dispose()


def test_a_migration_asks_nothing_of_the_code_that_may_change() -> None:
    versions = migrate.config().get_main_option("script_location")
    assert versions
    for file in sorted((migrate.Path(versions) / "versions").glob("*.py")):
        assert "portal" not in [line.split()[1].split(".")[0] for line in file.read_text().splitlines()
                                if line.startswith(("from ", "import "))], file.name  # fmt: skip
