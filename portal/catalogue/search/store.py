"""Writes the tables of the listing in bulk, in the way each engine does fastest; decides nothing."""

# ruff: noqa: S608 - the statements below are made of this file's constants only
from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.catalogue.listing_model import OfferListing

from .ddl import SQLITE_MIRROR, sqlite_triggers
from .projection import COLUMNS, shown

_NAMES = ", ".join(COLUMNS)
_LISTING = OfferListing.__table__
_DATES = tuple(index for index, column in enumerate(_LISTING.columns) if isinstance(column.type, sa.Date))
_KEPT = sa.select(
    OfferListing.session_id,
    OfferListing.position,
    OfferListing.listed_until,
    OfferListing.version,
    OfferListing.terms,
).where(OfferListing.action_id.in_(sa.bindparam("ids", expanding=True)))
_COUNT_SQLITE = "VALUES (?, ?, ?)"
_COUNT_POSTGRESQL = "SELECT * FROM unnest(%s::text[], %s::text[], %s::int[])"
_COUNT_FACETS = """INSERT INTO listing_count (facet, value, sessions) {values}
    ON CONFLICT (facet, value) DO UPDATE SET sessions = listing_count.sessions + excluded.sessions"""
_COUNT_WORDS = """INSERT INTO search_term (term, word, sessions) {values}
    ON CONFLICT (term) DO UPDATE SET sessions = search_term.sessions + excluded.sessions"""


class Kept(NamedTuple):
    """What is compared of a row already listed."""

    position: int
    listed_until: int
    version: int
    terms: str


def is_sqlite(connection: sa.Connection) -> bool:
    return connection.dialect.name == "sqlite"


def rows_of(connection: sa.Connection, action_ids: Sequence[int]) -> dict[int, Kept]:
    """The listed rows of some actions, by session."""
    return {found[0]: Kept(*found[1:]) for found in connection.execute(_KEPT, {"ids": action_ids})}


def add(connection: sa.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows (values of COLUMNS); triggers or generated columns index them.

    In order of position: the search table of SQLite writes a segment each time a key is smaller than the one before.
    """
    if not rows:
        return
    rows = sorted(rows, key=itemgetter(0))
    if is_sqlite(connection):
        marks = ", ".join("?" * len(COLUMNS))
        connection.exec_driver_sql(f"INSERT INTO offer_listing ({_NAMES}) VALUES ({marks})", [*map(_plain, rows)])
        return
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY offer_listing ({_NAMES}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same values for SQLite's driver, which knows no dates."""
    values = list(row)
    for index in _DATES:
        if values[index] is not None:
            values[index] = values[index].isoformat()
    return tuple(values)


def remove(connection: sa.Connection, positions: Sequence[int]) -> None:
    """Delete rows with their search terms."""
    if not positions:
        return
    if is_sqlite(connection):
        keys = [(key,) for key in sorted(positions)]
        connection.exec_driver_sql("DELETE FROM offer_listing WHERE position = ?", keys)
    else:
        connection.exec_driver_sql("DELETE FROM offer_listing WHERE position = ANY(%s)", (list(positions),))


def count_facets(connection: sa.Connection, changes: Mapping[tuple[str, str], int]) -> None:
    """Add to the counts beside the filters."""
    _upsert(connection, _COUNT_FACETS, [(name, value, change) for (name, value), change in sorted(changes.items())])


def count_words(connection: sa.Connection, changes: Mapping[str, int]) -> None:
    """Add to the vocabulary."""
    _upsert(connection, _COUNT_WORDS, [(term, shown(term)[:60], change) for term, change in sorted(changes.items())])


def _upsert(connection: sa.Connection, statement: str, rows: list[tuple[str, str, int]]) -> None:
    if not rows:
        return
    if is_sqlite(connection):
        connection.exec_driver_sql(statement.format(values=_COUNT_SQLITE), rows)
    else:
        columns = tuple(list(column) for column in zip(*rows, strict=True))
        connection.exec_driver_sql(statement.format(values=_COUNT_POSTGRESQL), columns)


def due(connection: sa.Connection, today: str, day: int) -> list[int]:
    """The actions of which a listed session is over or hidden, has begun, has had its meeting or its last day."""
    statement = (
        sa.select(OfferListing.action_id)
        .where(
            sa.or_(
                OfferListing.listed_until < day,
                OfferListing.position.between((1 - day) << 32, (day << 32) - 1),  # negative: a last day
                OfferListing.next_meeting < today,
            )
        )
        .distinct()
        .order_by(OfferListing.action_id)
    )
    return list(connection.scalars(statement))


def forget_unused(connection: sa.Connection) -> None:
    """Words and values that no listed session carries any more."""
    for table in ("search_term", "listing_count"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE sessions <= 0")


def clear(connection: sa.Connection) -> None:
    """Empty the listing, its counts and its vocabulary."""
    if is_sqlite(connection):
        for name in SQLITE_MIRROR:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("INSERT INTO offer_words(offer_words) VALUES ('delete-all')")
    for table in ("offer_listing", "listing_count", "search_term"):
        connection.exec_driver_sql(f"DELETE FROM {table}")
    if is_sqlite(connection):
        made = sqlite_triggers()
        for name in SQLITE_MIRROR:
            connection.exec_driver_sql(made[name])


def settle(connection: sa.Connection) -> None:
    """After much writing: one search segment on SQLite, fresh statistics on PostgreSQL."""
    if is_sqlite(connection):
        connection.exec_driver_sql("INSERT INTO offer_words(offer_words) VALUES ('optimize')")
    else:
        connection.exec_driver_sql("ANALYZE offer_listing")
