"""Writers of the listing take turns: who changes offers in bulk holds the revision first, whatever it writes next.

Without one order, an import (organisations, sessions, listing, revision) and a rollover (revision, listing) would each
wait for what the other holds. What no order can prevent (a person's statement in between) is tried once more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa

from portal.catalogue.models import CatalogueRevision

T = TypeVar("T")
_TURN = sa.select(CatalogueRevision.revision).with_for_update()
_PASSING = {"40001", "40P01", "55P03"}
"""PostgreSQL: serialization failure, deadlock, lock not available in time."""


def hold(connection: sa.Connection) -> None:
    """Wait for our turn, until the end of the transaction; SQLite's writers have it from their beginning."""
    if connection.dialect.name != "sqlite":
        connection.execute(_TURN)


def once_more(work: Callable[[], T]) -> T:
    """Do `work`, a whole transaction, and again if it only met other writers the first time."""
    try:
        return work()
    except sa.exc.OperationalError as error:
        if not _is_passing(error):
            raise
        return work()


def transaction(engine: sa.Engine, work: Callable[[sa.Connection], T]) -> T:
    """Do `work` in a transaction in our turn, and once more if it must be."""

    def whole() -> T:
        with engine.begin() as connection:
            hold(connection)
            return work(connection)

    return once_more(whole)


def _is_passing(error: sa.exc.OperationalError) -> bool:
    sqlite = getattr(error.orig, "sqlite_errorname", "")
    return getattr(error.orig, "sqlstate", None) in _PASSING or sqlite.startswith("SQLITE_BUSY")
