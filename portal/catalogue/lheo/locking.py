"""One import of a source at a time, whoever started it; a process that dies holds nothing."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import sqlalchemy as sa


class AlreadyRunning(Exception):
    """This source is being imported by another process."""


@contextmanager
def only_one(engine: sa.Engine, source: str) -> Iterator[None]:
    """Hold the source's lock: of the server on PostgreSQL, of the file system beside a SQLite file."""
    if engine.dialect.name == "postgresql":
        with _on_server(engine, source):
            yield
    elif engine.url.database and engine.url.database != ":memory:":
        with _beside_file(Path(engine.url.database), source):
            yield
    else:
        yield  # a database in memory has one process


@contextmanager
def _on_server(engine: sa.Engine, source: str) -> Iterator[None]:
    number = int.from_bytes(blake2b(f"import:{source}".encode(), digest_size=8).digest(), "big", signed=True)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(number))):
            raise AlreadyRunning(f"un import de la source « {source} » est déjà en cours.")
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(number)))


@contextmanager
def _beside_file(database: Path, source: str) -> Iterator[None]:
    safe = re.sub(r"[^A-Za-z0-9]", "_", source)[:40] + blake2b(source.encode(), digest_size=4).hexdigest()
    with database.with_name(f"{database.name}.import-{safe}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyRunning(f"un import de la source « {source} » est déjà en cours.") from error
        yield
