"""`make check`: every tool that reads the code, one after the other; says at the end which ones objected."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / ".venv" / "bin"
CHECKS = {
    "format": ("ruff", "format", "--check", "--quiet", "."),
    "lint": ("ruff", "check", "--quiet", "."),
    "types": ("mypy",),
    "imports": ("lint-imports", "--no-cache"),
    "templates": ("djlint", "--lint", "--quiet", "templates"),
    "migrations": ("portal", "db", "check"),
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PORTAL_ENV": "test", "PORTAL_DATABASE_URL": f"sqlite:///{folder}/check.sqlite3"}
        passed = {name: run(name, environment, command) for name, command in CHECKS.items()}
    objected = [name for name, fine in passed.items() if not fine]
    print("make check:", "failed: " + ", ".join(objected) if objected else "all passed")
    return 1 if objected else 0


def run(name: str, environment: dict[str, str], command: tuple[str, ...]) -> bool:
    print(f"--- {name}", flush=True)
    if name == "migrations":  # an empty database is first brought to the newest migration
        subprocess.run([SCRIPTS / "portal", "db", "upgrade"], cwd=ROOT, env=environment, check=False)
    return subprocess.run([SCRIPTS / command[0], *command[1:]], cwd=ROOT, env=environment, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
