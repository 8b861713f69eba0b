"""`make bench`: generate catalogues, import them, ask them for pages, export them, and write docs/performance.md.

Everything that is compared is measured in this one run, alternating with its baseline.
ARGS="--sizes 10000 100000" chooses the sizes, ARGS="--postgresql 10000 100000" measures those on that engine too.
"""

from __future__ import annotations

import argparse
import platform
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from portal import migrate
from portal.foundation.db import create_engine

from . import files, generator, pages, report
from .serving import Figure

OUT = Path(__file__).resolve().parent / "out"
SIZES = (10_000, 100_000, 1_000_000)


@dataclass
class Measured:
    """All figures of one catalogue on one engine."""

    engine: str
    sessions: int
    formations: int
    file_mb: float
    empty: Figure
    pages: dict[str, Figure]
    runs: dict[str, files.Run] = field(default_factory=dict)


def main() -> None:
    """Measure each size on each engine, then write the report."""
    options = _options()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    measured = []
    with ExitStack() as stack:
        for size in options.sizes:
            path = OUT / f"{size}.xml"
            formations = generator.write(size, path)
            for engine, url in _databases(stack, size, postgresql=size in options.postgresql):
                _say(f"{size} sessions on {engine}")
                measured.append(_measure(engine, url, size, formations, path))
            if not options.keep:
                path.unlink()
    report.write(measured, machine=f"Python {platform.python_version()}, {platform.machine()}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of sessions")
    parser.add_argument("--postgresql", type=int, nargs="*", default=[], help="sizes to measure on PostgreSQL as well")
    parser.add_argument("--keep", action="store_true", help="keep the generated files in bench/out")
    return parser.parse_args()


def _databases(stack: ExitStack, size: int, *, postgresql: bool) -> list[tuple[str, str]]:
    made = [("SQLite", f"sqlite:///{OUT / f'{size}.sqlite3'}")]
    if postgresql:
        made.append(("PostgreSQL", _postgresql(stack, f"bench_{size}")))
    return made


def _postgresql(stack: ExitStack, name: str) -> str:
    """A server of our own, as in the tests (no durability: compare engines with care)."""
    from tests.support import postgres

    server = postgres.start()
    stack.callback(server.stop)
    admin = sa.create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    return server.url(name)


def _measure(name: str, url: str, size: int, formations: int, path: Path) -> Measured:
    engine = create_engine(url)
    migrate.upgrade(engine)
    runs = {
        "parser alone": files.parser_alone(path),
        "import": files.portal("import", "lheo", str(path), "--source", "bench", database_url=url),
        "import, unchanged": files.portal("import", "lheo", str(path), "--source", "bench", database_url=url),
        "writer alone": files.writer_alone(path),
        "export": files.portal("export", "aude", "--to", str(OUT / "aude.xml"), database_url=url),
    }
    with engine.begin() as connection:
        connection.execute(sa.text("ANALYZE"))
    empty = pages.empty_page()
    found = pages.portal_pages(engine, url)
    engine.dispose()
    return Measured(name, size, formations, path.stat().st_size / 1e6, empty, found, runs)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
