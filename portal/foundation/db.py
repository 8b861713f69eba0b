"""The one place that knows how rows become objects, and how each engine is opened.

SQLite: WAL, foreign keys on, BEGIN IMMEDIATE for writing transactions (a deferred one that reads then
writes fails at once with "database is locked", whatever the busy timeout; measured). PostgreSQL: lock and
statement timeouts, custom plans (generic plans ruin word search; measured).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from .clock import now

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_SECONDS = 5
READ_ONLY = "portal_read_only"
SQLITE_ARGUMENTS = {"timeout": BUSY_SECONDS, "check_same_thread": False}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """Aware datetimes only; stored as naive UTC so that SQLite and PostgreSQL agree."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store UTC without its zone; TypeError for a naive value."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("naive datetime refused")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give the zone back."""
        return value and value.replace(tzinfo=UTC)


def code_column(enum: type[Enum]) -> sa.Enum:
    """A short text column holding the codes of `enum`; pair it with `code_check` in the table's arguments."""
    return sa.Enum(
        enum,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda e: [m.value for m in e],
    )


def code_check(column: str, enum: type[Enum]) -> sa.CheckConstraint:
    """The database refuses a code that is not in `enum` (written apart so that Alembic renders it)."""
    codes = ", ".join(f"'{member.value}'" for member in enum)
    return sa.CheckConstraint(f"{column} IN ({codes})", name=column)


class Base(DeclarativeBase):
    """Declarative base: naming convention from day one, aware datetimes, 64-bit keys."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: UtcDateTime(),
        int: sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        dict[str, Any]: sa.JSON(),
        list[Any]: sa.JSON(),
    }


class Row(Base):
    """Every table a person's act can change: an integer key and its two dates."""

    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-3)
    created_at: Mapped[datetime] = mapped_column(default=now, sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now, sort_order=91)


def create_engine(url: str, *, pool_size: int = 8) -> sa.Engine:
    """An engine set up for the portal; the folder of a SQLite file is made when missing."""
    parsed = sa.engine.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(parsed, hide_parameters=True, connect_args=SQLITE_ARGUMENTS)
        _open_sqlite(engine)
        return engine
    return sa.create_engine(
        parsed,
        hide_parameters=True,  # what people search must not reach the log with a failure
        pool_size=pool_size,
        pool_pre_ping=True,
        connect_args={
            "options": "-c lock_timeout=5s -c statement_timeout=60s -c plan_cache_mode=force_custom_plan "
            "-c timezone=UTC"
        },
    )


def _open_sqlite(engine: sa.Engine) -> None:
    """Set the PRAGMAs of every new connection and start transactions ourselves."""

    @sa.event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin by itself: see begin() below
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "cache_size=-32000",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        read_only = connection.get_execution_options().get(READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection on which every write is refused by the database, seeing one state of it throughout."""
    with reader_of(engine).connect() as connection:
        yield connection


@lru_cache(maxsize=64)
def reader_of(engine: sa.Engine) -> sa.Engine:
    """The engine that only reads. On SQLite it has connections of its own, opened without the right to write:
    asking for that at each request would cost two more statements."""
    if engine.dialect.name == "sqlite":
        own = sa.create_engine(engine.url, hide_parameters=True, connect_args=SQLITE_ARGUMENTS)
        _open_sqlite(own)
        sa.event.listen(own, "connect", _forbid_writing)
        return own.execution_options(**{READ_ONLY: True})
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return engine.execution_options(**options)


def _forbid_writing(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only=ON")


@contextmanager
def driver_connection(engine: sa.Engine) -> Iterator[Any]:
    """The driver's own connection, for one small reading statement on the hottest path; nothing stays open."""
    pooled = engine.raw_connection()
    try:
        yield pooled.driver_connection
    finally:
        pooled.close()
