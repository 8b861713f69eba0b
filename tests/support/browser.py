"""A real Chromium, whichever the machine has, and what axe-core says of a page."""

from __future__ import annotations

import os

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright

from tests.support import machine

# Without these a headless browser keeps asking its maker's servers, which a closed network refuses noisily.
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")


def launch(playwright: Playwright) -> Browser:
    """The browser found by `machine`; its sandbox is off only for root, who may not use it."""
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    return playwright.chromium.launch(
        executable_path=machine.chromium(), args=arguments, chromium_sandbox=os.geteuid() != 0
    )


def listen(page: Page) -> list[str]:
    """The complaints of the page from now on: console errors (a blocked script or style is one) and failures.

    The browser also logs each answer of 400 and above that it was sent: those are the server's business.
    """
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of" not in message.text:
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))
    return complaints


def axe(page: Page) -> list[str]:
    """The violations of WCAG 2.2 A and AA that axe-core finds, one line for each element."""
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(WCAG)}})
    return [
        f"{violation['id']} ({violation['help']}): {' '.join(map(str, node['target']))}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
