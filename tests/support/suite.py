"""`make test`: the whole suite on SQLite, then on a real PostgreSQL all that touches a database.

Tests that touch no database would run twice for nothing, and a browser sees the same pages on both engines: the second
run deselects them by marker (see tests/conftest.py). Nothing is skipped. Arguments go to pytest, both times.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support import machine

ROOT = Path(__file__).resolve().parents[2]
AGAIN_ON_POSTGRESQL = "database and not browser and not postgresql"
NO_TEST_COLLECTED = 5


def main(arguments: list[str]) -> int:
    try:
        machine.prepare()
    except machine.Missing as missing:
        print(missing)
        return 2
    results = [run("sqlite", arguments), run("postgresql", ["-m", AGAIN_ON_POSTGRESQL, *arguments])]
    if arguments:  # a chosen part of the suite may hold nothing for the second engine
        results[1] = 0 if results[1] == NO_TEST_COLLECTED else results[1]
    return max(results)


def run(engine: str, arguments: list[str]) -> int:
    print(f"\n=== {engine} ===", flush=True)
    command = [sys.executable, "-m", "pytest", "--numprocesses=2", "--dist=worksteal", "--quiet", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "PORTAL_TEST_ENGINE": engine}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
