"""Makes the virtual environment `.venv` from the locks. Runs on a bare Python: standard library only.

`environment.py` installs what the portal runs on; `environment.py dev` adds what tests, checks and the bench need.
Every package comes from a lock with hashes, the installer (uv) and the build backend included, so that the same
commit gives the same environment. A stamp makes a second run a matter of milliseconds.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
SCRIPTS = VENV / "bin"
SETUP_LOCK, RUN_LOCK, DEV_LOCK = (ROOT / f"requirements{name}.lock" for name in ("-setup", "", "-dev"))
OLDEST = (3, 11)


def main(profile: str) -> int:
    if sys.version_info < OLDEST:
        return start_again_on_a_newer_python()
    locks = [SETUP_LOCK, RUN_LOCK] + ([DEV_LOCK] if profile == "dev" else [])
    stamp, wanted = VENV / f".installed-{profile}", fingerprint(locks)
    if stamp.exists() and stamp.read_text() == wanted:
        return 0
    try:
        make_venv()
        install(locks)
    except subprocess.CalledProcessError as failure:
        print(f"make setup: this command failed ({failure.returncode}): {' '.join(map(str, failure.cmd))}")
        return 1
    stamp.write_text(wanted)
    return 0


def start_again_on_a_newer_python() -> int:
    """Debian and macOS may keep an old `python3` beside newer ones."""
    for minor in range(20, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    print("make setup: Python 3.11 or newer is needed; this is", sys.version.split()[0])
    return 1


def fingerprint(locks: list[Path]) -> str:
    """What the environment depends on; its own path too, because a moved environment has wrong scripts."""
    digest = hashlib.sha256(f"{VENV}\n{sys.version}\n".encode())
    for path in [*locks, ROOT / "pyproject.toml"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    if VENV.exists() and (not belongs_here() or not (SCRIPTS / "pip").exists()):
        shutil.rmtree(VENV)
    if not VENV.exists():
        try:
            run(sys.executable, "-m", "venv", VENV)
        except subprocess.CalledProcessError:
            shutil.rmtree(VENV, ignore_errors=True)
            print("make setup: this Python cannot make virtual environments; on Debian: apt-get install python3-venv")
            raise


def belongs_here() -> bool:
    """False for an environment that was copied from another folder or made by another Python."""
    config = VENV / "pyvenv.cfg"
    facts = config.read_text() if config.exists() else ""
    version = ".".join(map(str, sys.version_info[:3]))
    pip = SCRIPTS / "pip"
    return f"version = {version}" in facts and pip.exists() and str(VENV) in pip.read_text(errors="replace")


def install(locks: list[Path]) -> None:
    print("make setup: installing", ", ".join(path.name for path in locks), flush=True)
    exact = ["--quiet", "--no-deps", "--require-hashes"]
    run(SCRIPTS / "python", "-m", "pip", "install", *exact, "-r", SETUP_LOCK)
    uv_install = [SCRIPTS / "uv", "pip", "install", "--python", SCRIPTS / "python"]
    for lock in locks[1:]:
        run(*uv_install, *exact, "-r", lock)
    run(*uv_install, "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    for copied in VENV.glob("lib/python*/site-packages/portal"):
        shutil.rmtree(
            copied
        )  # templates and migrations as a wheel holds them: here the checkout's own are the right ones


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))
