"""How many requests a minute one address may make of the public search (trust.md: 300).

Counted in the memory of each process, a minute at a time; a shared count is the reverse proxy's business.
An unproxied loopback client is never limited: behind a proxy that the settings do not know of, everybody
would share that one address.
"""

from __future__ import annotations

import time
from collections import Counter

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

WINDOW_SECONDS = 60
MOST_ADDRESSES = 50_000
LOOPBACK = ("127.0.0.1", "::1")


class Throttle:
    """Counts hits per key for a minute from the first one, then forgets them all."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._since = float("-inf")
        self._hits: Counter[str] = Counter()

    def allows(self, key: str, at: float) -> bool:
        """Count one hit at `at` (monotonic seconds); False when `key` is over the limit."""
        if at - self._since >= WINDOW_SECONDS or len(self._hits) > MOST_ADDRESSES:
            self._since, self._hits = at, Counter()
        self._hits[key] += 1
        return self._hits[key] <= self.limit


def init_app(app: Flask, *, per_minute: int, trusted_proxies: int) -> None:
    """Limit the addresses under /offres; `per_minute` 0 switches it off."""
    throttle = Throttle(per_minute)

    @app.before_request
    def limit() -> None:
        if not per_minute or not request.path.startswith("/offres"):
            return
        address = request.remote_addr or ""
        if not trusted_proxies and address in LOOPBACK:
            return
        if not throttle.allows(address, time.monotonic()):
            raise TooManyRequests(retry_after=WINDOW_SECONDS)
