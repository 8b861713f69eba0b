"""A clean, migrated database for each test, quickly, on the engine that PORTAL_TEST_ENGINE names.

SQLite: one migrated file per run, copied for each test (under a millisecond). PostgreSQL: one server and one migrated
template per run, one clone per xdist worker; between tests a function in the clone empties every table that holds
rows, puts back what the migrations had written, and restarts the sequences (a few milliseconds, against fifty for
a new clone).
"""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from portal import migrate
from portal.foundation.db import create_engine
from tests.support import postgres

ENGINES = ("sqlite", "postgresql")
SERVER_FILE = "postgresql.folder"


def engine_name() -> str:
    """The engine of this run."""
    name = os.environ.get("PORTAL_TEST_ENGINE", "sqlite")
    if name not in ENGINES:
        raise ValueError(f"PORTAL_TEST_ENGINE must be one of {ENGINES}, not {name!r}")
    return name


class Databases(ABC):
    """Where a test gets its database from."""

    @abstractmethod
    def clean(self) -> str:
        """The address of the database of the test that starts now, holding what the migrations wrote."""

    @abstractmethod
    def separate(self) -> str:
        """The address of one more migrated database, that lives as long as the run."""

    def close(self) -> None:  # noqa: B027 - only a server has something to close
        """The worker ends."""


class SqliteDatabases(Databases):
    def __init__(self, run: Path, worker: Path) -> None:
        self._worker, self._numbers = worker, itertools.count()
        self._template = run / "template.sqlite3"
        with only_one(run / "sqlite.lock"):
            if not self._template.exists():
                draft = run / "draft.sqlite3"
                upgrade(f"sqlite:///{draft}")
                draft.rename(self._template)

    def clean(self) -> str:
        for old in self._worker.glob("test.sqlite3*"):
            old.unlink()
        return self._copy("test.sqlite3")

    def separate(self) -> str:
        return self._copy(f"separate{next(self._numbers)}.sqlite3")

    def _copy(self, name: str) -> str:
        return f"sqlite:///{shutil.copyfile(self._template, self._worker / name)}"


class PostgresDatabases(Databases):
    def __init__(self, run: Path, worker: str) -> None:
        self._server, self._numbers = shared_server(run), itertools.count()
        self._name, self._lock = f"test_{worker}", run / "template.lock"
        with only_one(self._lock), self._server_session() as server:
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = 'template_migrated'").fetchone():
                server.execute("CREATE DATABASE draft")
                upgrade(self._server.url("draft"))
                self._add_put_back("draft")
                server.execute("ALTER DATABASE draft RENAME TO template_migrated")
        self._clone(self._name)
        self._session = psycopg.connect(self._server.url(self._name), autocommit=True)
        self._session.execute("SET session_replication_role = replica; SET lock_timeout = '10s'")

    def clean(self) -> str:
        self._session.execute("SELECT pristine.put_back()")
        return self._server.url(self._name)

    def separate(self) -> str:
        name = f"{self._name}_{next(self._numbers)}"
        self._clone(name)
        return self._server.url(name)

    def close(self) -> None:
        self._session.close()

    def _clone(self, name: str) -> None:
        with only_one(self._lock), self._server_session() as server:
            strategy = "STRATEGY file_copy" if server.info.server_version >= 150000 else ""  # the older ones' only way
            server.execute(f"CREATE DATABASE {name} TEMPLATE template_migrated {strategy}".encode())

    def _server_session(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self._server.url("postgres"), autocommit=True)

    def _add_put_back(self, database: str) -> None:
        with psycopg.connect(self._server.url(database), autocommit=True) as session:
            session.execute((Path(__file__).parent / "put_back.sql").read_bytes())


def upgrade(url: str) -> None:
    """Migrate by the portal's own path."""
    engine = create_engine(url)
    try:
        migrate.upgrade(engine)
    finally:
        engine.dispose()


def shared_server(run: Path) -> postgres.Server:
    """The server of this run: the first worker that asks starts it, `stop_shared_server` ends it."""
    known = run / SERVER_FILE
    with only_one(run / "postgresql.lock"):
        if not known.exists():
            known.write_text(str(postgres.start().folder))
        return postgres.Server(Path(known.read_text()))


def stop_shared_server(run: Path) -> None:
    if (run / SERVER_FILE).exists():
        shared_server(run).stop()
        (run / SERVER_FILE).unlink(missing_ok=True)


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """One process at a time."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
