"""Where a database and `ddl.py` differ: triggers, search table, indexes that Alembic does not compare.

`restore` makes the triggers again: a migration that copies a table (SQLite) drops those that stood on it.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from . import ddl

_SQLITE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL_TRIGGERS = """SELECT t.tgname, concat_ws(' ', c.relname, t.tgenabled, obj_description(t.oid), p.prosrc)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"""
_POSTGRESQL_INDEXES = """SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND (indexname LIKE 'pg\\_%%' OR indexname LIKE 'gin\\_%%')"""
_POSTGRESQL_COLUMNS = """SELECT column_name, is_generated FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = 'offer_listing' AND column_name LIKE 'pg\\_%%'"""


def differences(connection: sa.Connection) -> list[str]:
    """One line for each object that is missing, unknown, or not as `ddl.py` says; the database is at its newest."""
    found = trigger_differences(connection)
    if connection.dialect.name == "sqlite":
        tables = _rows(connection, "SELECT name, sql FROM sqlite_master WHERE name = 'offer_words'")
        return found + _compare("table", {"offer_words": ddl.SQLITE_WORDS}, tables)
    indexes = {statement.split()[2]: statement for statement in ddl.POSTGRESQL_INDEXES}
    found += _compare("index", indexes, _rows(connection, _POSTGRESQL_INDEXES))
    columns = dict.fromkeys(ddl.POSTGRESQL_WORDS, "ALWAYS")
    return found + _compare("column", columns, _rows(connection, _POSTGRESQL_COLUMNS))


def trigger_differences(connection: sa.Connection) -> list[str]:
    """The same for triggers alone."""
    if connection.dialect.name == "sqlite":
        return _compare("trigger", ddl.sqlite_triggers(), _rows(connection, _SQLITE_TRIGGERS))
    wanted = {name: f"{t.table} O {t.digest} {t.code}" for name, t in ddl.postgresql_triggers().items()}
    return _compare("trigger", wanted, _rows(connection, _POSTGRESQL_TRIGGERS))


def restore(connection: sa.Connection) -> None:
    """Make every trigger as `ddl.py` says; nothing when they are (on PostgreSQL it would lock the tables)."""
    if trigger_differences(connection):
        for statement in ddl.triggers(connection.dialect.name):
            connection.exec_driver_sql(statement)


def _rows(connection: sa.Connection, text: str) -> dict[str, str]:
    return {row[0]: row[1] or "" for row in connection.exec_driver_sql(text)}


def _compare(kind: str, wanted: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    return [
        f"{kind} {name}: {'missing' if name not in found else 'unknown' if name not in wanted else 'differs'}"
        for name in sorted({*wanted, *found})
        if _plain(wanted.get(name)) != _plain(found.get(name))
    ]


def _plain(text: str | None) -> str | None:
    """Without what the server adds or takes away when it prints."""
    return None if text is None else "".join(text.replace("public.", "").replace('"', "").split())
