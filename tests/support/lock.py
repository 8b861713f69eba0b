"""Resolves pyproject.toml into the three locks. `make lock` keeps known versions, `make lock UPGRADE=1` renews them.

The locks name versions and hashes but no address: which index serves them is the business of the machine. Lines that
can never apply (Django, which django-htmx asks for and the portal does not need) are left out, and the development
lock holds only what the others do not.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import DEV_LOCK, ROOT, RUN_LOCK, SCRIPTS, SETUP_LOCK

NEVER = "sys_platform == 'never'"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        everything, run, setup = (Path(folder) / f"{name}.lock" for name in ("all", "run", "setup"))
        known = {} if os.environ.get("UPGRADE") else blocks(RUN_LOCK, DEV_LOCK, SETUP_LOCK)
        everything.write_text("".join(f"{pin}\n" for pin in known))
        compile_lock(everything, "pyproject.toml", "--group", "dev", "--group", "setup")
        compile_lock(run, "pyproject.toml", "--constraint", everything)
        compile_lock(setup, "--group", "setup", "--constraint", everything)
        write(RUN_LOCK, blocks(run), without={})
        write(SETUP_LOCK, blocks(setup), without=blocks(run))
        write(DEV_LOCK, blocks(everything), without=blocks(run, setup))


def blocks(*locks: Path) -> dict[str, str]:
    """Each pin (`name==version ; marker`) with the lines of its hashes."""
    text = "".join(lock.read_text() for lock in locks if lock.exists())
    found = re.findall(r"^(\S.*?) ?\\?\n((?:[ \t].*\n)*)", text, re.M)
    return {pin: hashes for pin, hashes in found if NEVER not in pin}


def write(lock: Path, pins: dict[str, str], without: dict[str, str]) -> None:
    lock.write_text("".join(f"{pin} \\\n{hashes}" for pin, hashes in pins.items() if pin not in without))


def compile_lock(target: Path, *sources: object) -> None:
    options = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
    command = [SCRIPTS / "uv", "pip", "compile", *options, *sources, "--output-file", target]
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
