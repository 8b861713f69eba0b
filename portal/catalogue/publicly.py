"""How public pages are served: validated against the catalogue's revision, and kept in memory by it.

Everything the public sees depends on three things only: the revision, the local day and the code that runs.
So they make the ETag, and a change made now is seen by the next request, while an unchanged page costs one
small query. Nothing is kept for a person who is logged in.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, request

from portal.foundation import clock
from portal.foundation.db import driver_connection
from portal.foundation.web import read_connection, variant

from .search import listing

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

View = TypeVar("View", bound=Callable[..., Any])


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
            if key in self._pages or _weight(key, body) > self._most // 20:
                return
            self._pages[key] = (body, headers)
            self._bytes += _weight(key, body)
            while self._bytes > self._most:
                oldest, (dropped, _) = self._pages.popitem(last=False)
                self._bytes -= _weight(oldest, dropped)


def _weight(key: str, body: bytes) -> int:
    """Bytes that a kept page takes, its address and headers (about a kilobyte) included."""
    return len(body) + len(key) + 1_000


def init_app(app: Flask, *, memory_mb: int) -> None:
    """Give the application its memory of pages; 0 keeps none."""
    app.extensions["build"] = _build_of(app)
    app.extensions["pages"] = PageCache(memory_mb * 1_000_000)
    if not app.extensions["settings"].maintenance_until:
        app.wsgi_app = Validation(app, app.wsgi_app)  # type: ignore[method-assign]


def _build_of(app: Flask) -> str:
    """A name for the code and settings that make the pages: the same in every process, another after an upgrade."""
    digest = hashlib.blake2b(digest_size=5)
    settings = app.extensions["settings"]
    shown = replace(settings, secret_key="", database_url="", read_database_url="")
    digest.update(repr(shown).encode())
    folders = (Path(app.root_path), Path(str(app.template_folder)), Path(str(app.static_folder)))
    for folder in folders:
        for path in sorted(folder.rglob("*.*")):
            if path.suffix in (".py", ".html", ".css", ".js", ".tsv", ".gz", ".psv"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


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
        g.revision = _revision_now(current_app)
    found: int = g.revision
    return found


def _revision_now(app: Flask) -> int:
    """Read by the driver itself: every public request asks, most ask nothing else. OperationalError when away."""
    engine: sa.Engine = app.extensions["read_engine"]
    try:
        with driver_connection(engine) as connection:
            return int(connection.execute("SELECT revision FROM catalogue_revision").fetchone()[0])
    except (engine.dialect.loaded_dbapi.Error, sa.exc.DBAPIError) as error:
        raise sa.exc.OperationalError("revision", None, error) from error


def facets() -> dict[tuple[str, str], int]:
    """How many listed sessions carry each filter value, read once per revision and process."""
    kept: tuple[int, dict[tuple[str, str], int]] | None = current_app.extensions.get("facets")
    if kept is None or kept[0] != revision():
        kept = (revision(), listing.facets(read_connection()))
        current_app.extensions["facets"] = kept  # one assignment: a slower thread cannot mix counts and revision
    return kept[1]


def tag_of(environ: WSGIEnvironment, stamp: str) -> str:
    """The validator of this address, in this variant, at this stamp."""
    address = f"{variant(environ)}{environ.get('PATH_INFO', '')}?{environ.get('QUERY_STRING', '')}"
    return f"{stamp}.{crc32(address.encode('latin-1', 'replace')):x}"


def stamp_of(revision_now: int, day: date, build: str) -> str:
    """What all public pages depend on, in one short text."""
    return f"{revision_now}.{day.toordinal()}.{build}"


def by_revision(view: View) -> View:
    """Answer 304 or the kept page when nothing changed since; else run the view and keep what it says."""

    @wraps(view)
    def serve(*args: Any, **kwargs: Any) -> Any:
        if not g.actor.is_public:
            return view(*args, **kwargs)
        stamp = stamp_of(revision(), today(), current_app.extensions["build"])
        tag = tag_of(request.environ, stamp)
        g.cacheable = True
        if request.if_none_match.contains_weak(tag):
            return _tagged(Response(status=304), tag)
        pages: PageCache = current_app.extensions["pages"]
        address = f"{variant(request.environ)}{request.full_path}"
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


class Validation:
    """Answers 304 before Flask is asked, when the visitor's validator is the very one this address has now.

    Only `by_revision` gives such a validator, with a public 200; so nothing else can be answered here. A visitor
    who carries the session's cookie is always sent on.
    """

    def __init__(self, app: Flask, following: WSGIApplication) -> None:
        self._app, self._following = app, following
        self._cookie = f"{app.config['SESSION_COOKIE_NAME']}="
        self._headers = app.extensions["fixed_headers"]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """One request."""
        offered = environ.get("HTTP_IF_NONE_MATCH")
        if (
            offered
            and environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and self._cookie not in environ.get("HTTP_COOKIE", "")
        ):
            tag = f'W/"{tag_of(environ, self._stamp())}"'
            if offered == tag:
                start_response("304 NOT MODIFIED", [*self._headers, ("ETag", tag)])
                return ()
        return self._following(environ, start_response)

    def _stamp(self) -> str:
        day = clock.local_day(clock.now(), self._app.extensions["settings"].timezone)
        try:
            return stamp_of(_revision_now(self._app), day, self._app.extensions["build"])
        except sa.exc.DBAPIError:
            return ""


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.vary.add("HX-Request")
    return response
