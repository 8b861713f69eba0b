"""`make demo`: the portal on fictitious data, a web server and a worker side by side, everything under var/demo.

The data are made in a folder beside and moved in place once complete, so that an interrupted first run leaves
nothing half loaded and a second run keeps what is there. Settings of the caller that name a place (`PORTAL_…_URL`)
are dropped: a demo never writes to the caller's own database.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from click import echo

from portal import demo, migrate
from portal.config import Settings, SettingsError
from portal.foundation import clock
from portal.foundation.db import create_engine
from portal.foundation.errors import Refusal

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "demo"
SCRIPTS = Path(sys.executable).parent
HOST = "127.0.0.1"
GUNICORN = (
    "--worker-class=gthread",
    "--workers=2",
    "--preload",
    "--threads=4",
    "--graceful-timeout=2",
    "--log-level=warning",
    "--no-control-socket",
    "--limit-request-line=0",  # a long address gets our own answer, not the server's English one
)
STOP_SECONDS = 5
START_SECONDS = 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Load the data when there are none, then serve until stopped; the exit code says whether something failed."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="forget the data of the last demo first")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the data are kept (var/demo)")
    given = parser.parse_args(arguments)
    if in_use(given.port):
        echo(f"Port {given.port} is taken; choose another one: PORT=8001 make demo", err=True)
        return 2
    if given.reset:
        shutil.rmtree(given.folder, ignore_errors=True)
    try:
        prepare(given.folder.resolve(), given.port)
    except (SettingsError, Refusal) as refused:
        echo(str(refused), err=True)
        return 1
    return serve(given.folder.resolve(), given.port)


def in_use(port: int) -> bool:
    """Whether another program already listens there."""
    with socket.socket() as attempt:
        return attempt.connect_ex((HOST, port)) == 0


def environment(folder: Path, port: int) -> dict[str, str]:
    """The caller's settings with every place replaced by one of the demo."""
    kept = {name: value for name, value in os.environ.items() if not is_place(name)}
    return kept | {
        "PORTAL_ENV": "demo",
        "PORTAL_BASE_URL": f"http://{HOST}:{port}",
        "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "PORTAL_SMTP_URL": f"file:{folder / 'mail'}",
        "PORTAL_FILES_URL": f"file:{folder / 'files'}",
    }


def is_place(name: str) -> bool:
    """Settings that say where something is kept."""
    return name.startswith("PORTAL_") and name.endswith("_URL")


def prepare(folder: Path, port: int) -> None:
    """Bring the database to the newest migration; make and fill it first when there is none."""
    if folder.exists():
        migrate.upgrade(engine_of(settings(folder, port)))
        return
    draft = folder.with_name(f"{folder.name}.loading")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    echo("Loading the demo data …")
    chosen, now = settings(draft, port), clock.now()
    engine = engine_of(chosen)
    migrate.upgrade(engine)
    echo(demo.load(engine, today=clock.local_day(now, chosen.timezone), now=now))
    engine.dispose()
    draft.rename(folder)


def settings(folder: Path, port: int) -> Settings:
    """What the web server and the worker will read."""
    return Settings.from_env(environment(folder, port))


def engine_of(chosen: Settings) -> sa.Engine:
    """The demo's database."""
    return create_engine(chosen.database_url)


def serve(folder: Path, port: int) -> int:
    """Web server and worker until a signal, or until one of them dies."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    environ, bind = environment(folder, port), f"--bind={HOST}:{port}"
    commands = ([str(SCRIPTS / "gunicorn"), "wsgi:app", bind, *GUNICORN], [str(SCRIPTS / "portal"), "worker"])
    processes = [subprocess.Popen(command, cwd=ROOT, env=environ) for command in commands]  # noqa: S603
    try:
        announce(port, stop, processes)
        while not stop.wait(0.2) and all(process.poll() is None for process in processes):
            pass
    finally:
        failed = [process.returncode for process in processes if process.poll() is not None]
        end(processes)
    return 0 if stop.is_set() else max(failed, key=abs, default=1) or 1


def announce(port: int, stop: threading.Event, processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Print the address once the site really answers there."""
    address, deadline = f"http://{HOST}:{port}", time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not stop.is_set() and all(process.poll() is None for process in processes):
        if answers(f"{address}/sante"):
            echo(f"\nThe demo answers at {address}  (Ctrl-C stops it; make demo-reset starts afresh)\n")
            return
        stop.wait(0.1)


def answers(address: str) -> bool:
    """Whether the address gives a good answer now."""
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 - our own http address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask each one to stop, then insist."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    sys.exit(main())
