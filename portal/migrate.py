"""Migrations from Python: `upgrade` applies them, `check` tells where models and database differ."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import autogenerate, command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from portal.catalogue.search import drift
from portal.tables import metadata

SEARCH_TABLES = "offer_words"
"""Name (and prefix of the shadow tables) of what only one engine has: the FTS5 table of SQLite."""


def own_objects(name: str | None, kind: str, parents: Any) -> bool:
    """Leave the search table of one engine, its shadows, columns and indexes out of the comparison."""
    table = name if kind == "table" else parents.get("table_name")
    if (table or "").startswith(SEARCH_TABLES):
        return False
    return not (kind in ("index", "column") and (name or "").startswith(("gin_", "pg_")))


def config() -> Config:
    """The Alembic settings, found beside the package in a checkout and inside it in a wheel."""
    here = Path(__file__).resolve().parent
    folder = here / "migrations" if (here / "migrations").is_dir() else here.parent / "migrations"
    made = Config()
    made.set_main_option("script_location", str(folder))
    made.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    return made


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Apply every missing migration in one transaction (both engines have transactional DDL)."""
    made = config()
    with changing(engine) as connection:
        made.attributes["connection"] = connection
        command.upgrade(made, revision)


@contextmanager
def changing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction for migrations. It ends with every foreign key kept and, at the newest migration, our triggers.

    SQLite changes a table by copying it and dropping the old one. With foreign keys on, that deletes the rows that
    hang on it; and a trigger elsewhere that names the table stops it. So keys are off, and triggers away, meanwhile.
    """
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                yield connection
                _settle(connection)
            return
        _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                away = _take_triggers(connection)
                yield connection
                _put_back(connection, away)
                _settle(connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise ValueError(f"{len(broken)} rows would refer to rows that are gone, first {broken[0]}")
        finally:
            _foreign_keys(connection, "ON")


def _foreign_keys(connection: sa.Connection, state: str) -> None:
    """Only outside a transaction does SQLite hear this, and asking SQLAlchemy would begin one."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={state}")


def _take_triggers(connection: sa.Connection) -> dict[str, tuple[str, str]]:
    """Drop every trigger; what made it, and its table, by name."""
    rows = connection.exec_driver_sql("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _table, _text in rows:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    return {name: (table, text) for name, table, text in rows}


def _put_back(connection: sa.Connection, away: dict[str, tuple[str, str]]) -> None:
    """Make the triggers again that no migration made anew, as long as their table is there."""
    there = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    for name, (table, text) in away.items():
        if name not in there and table in there:
            connection.exec_driver_sql(text)


def _settle(connection: sa.Connection) -> None:
    if is_current(connection):
        drift.restore(connection)


def check(engine: sa.Engine) -> list[str]:
    """What differs between models and migrated database, one line each; empty when nothing does."""
    with engine.connect() as connection:
        if not is_current(connection):
            return ["the database is not at the newest migration: run `portal db upgrade`"]
        context = MigrationContext.configure(
            connection, opts={"target_metadata": metadata, "compare_type": True, "include_name": own_objects}
        )
        differences = [str(difference) for difference in autogenerate.compare_metadata(context, metadata)]
        return differences + drift.differences(connection)


def is_current(connection: sa.Connection) -> bool:
    """Whether the database stands at the newest migration (the readiness address asks)."""
    head = ScriptDirectory.from_config(config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def revision(engine: sa.Engine, message: str) -> None:
    """Write a new migration from the difference between models and database (for developers)."""
    made = config()
    with engine.begin() as connection:
        made.attributes["connection"] = connection
        command.revision(made, message, autogenerate=True)
