"""How public pages are served: validated against the catalogue's revision, and kept in memory by it.

Everything the public sees depends on three things only: the revision, the local day and the code that runs.
So they make the ETag, and a change made now is seen by the next request, while an unchanged page costs one
small query. Nothing is kept for a person who is logged in.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from threading import Lock
from typing import Any, TypeVar
from zlib import crc32

from flask import Flask, Response, current_app, g, request

from portal.foundation import clock
from portal.foundation.web import read_connection, wants_fragment

from .search import listing

View = TypeVar("View", bound=Callable[..., Any])
BUILD = format(int(time.time()), "x")
"""Changes at each start: a new version of the templates must not be taken for the old one."""


Headers = tuple[tuple[str, str], ...]
Kept = tuple[bytes, Headers]


class PageCache:
    """Rendered public pages by (address, variant); emptied when the revision or the day changes."""

    def __init__(self, most_bytes: int) -> None:
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0
        self._most = most_bytes
        self._stamp = ""
        self._lock = Lock()

    def get(self, stamp: str, key: str) -> Kept | None:
        """The body and the headers its view gave, when kept for this very stamp."""
        with self._lock:
            if stamp != self._stamp:
                return None
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, stamp: str, key: str, body: bytes, headers: Headers) -> None:
        """Keep one page; the least recently used ones make room."""
        with self._lock:
            if stamp != self._stamp:
                self._pages.clear()
                self._bytes, self._stamp = 0, stamp
            if key in self._pages or len(body) > self._most // 20:
                return
            self._pages[key] = (body, headers)
            self._bytes += len(body)
            while self._bytes > self._most:
                self._bytes -= len(self._pages.popitem(last=False)[1][0])


def init_app(app: Flask, *, memory_mb: int) -> None:
    """Give the application its memory of pages; 0 keeps none."""
    app.extensions["pages"] = PageCache(memory_mb * 1_000_000)


def today() -> date:
    """The local day of this request (one reading of the clock for the whole request)."""
    if "today" not in g:
        g.now = clock.now()
        g.today = clock.local_day(g.now, current_app.extensions["settings"].timezone)
    found: date = g.today
    return found


def present() -> datetime:
    """The instant of this request."""
    today()
    found: datetime = g.now
    return found


def revision() -> int:
    """The catalogue's revision, read once a request."""
    if "revision" not in g:
        g.revision = listing.revision(read_connection())
    found: int = g.revision
    return found


def facets() -> dict[tuple[str, str], int]:
    """How many listed sessions carry each filter value, read once per revision and process."""
    known = current_app.extensions.setdefault("facets", {"revision": None, "counts": {}})
    if known["revision"] != revision():
        known["counts"] = listing.facets(read_connection())
        known["revision"] = revision()
    counts: dict[tuple[str, str], int] = known["counts"]
    return counts


def by_revision(view: View) -> View:
    """Answer 304 or the kept page when nothing changed since; else run the view and keep what it says."""

    @wraps(view)
    def serve(*args: Any, **kwargs: Any) -> Any:
        if not g.actor.is_public:
            return view(*args, **kwargs)
        variant = "f" if wants_fragment() else "p"
        address = f"{variant}{request.full_path}"
        stamp = f"{revision()}.{today().toordinal()}.{BUILD}"
        tag = f"{stamp}.{crc32(address.encode(errors='replace')):x}"
        g.cacheable = True
        if request.if_none_match.contains_weak(tag):
            return _tagged(Response(status=304), tag)
        pages: PageCache = current_app.extensions["pages"]
        kept = pages.get(stamp, address)
        if kept is not None:
            return _tagged(Response(kept[0], headers=kept[1]), tag)
        response: Response = current_app.make_response(view(*args, **kwargs))
        if response.status_code != 200:
            return response
        if not response.is_streamed:
            headers = tuple((name, value) for name, value in response.headers if name != "Content-Length")
            pages.put(stamp, address, response.get_data(), headers)
        return _tagged(response, tag)

    return serve  # type: ignore[return-value]


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.vary.add("HX-Request")
    return response
