"""The addresses of the open formats: the same search as `/offres`, answered by a builder of `feeds/`.

What all of them carry: the licence and the documentation as links, what was ignored in `X-Remarques`, an ETag
from the revision, and leave for the scripts of any site to read them (they are the same for everybody).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import sqlalchemy as sa
from flask import Blueprint, Response, current_app, request

from portal import places
from portal.foundation import db
from portal.foundation.clock import day_number
from portal.foundation.guard import open_to
from portal.foundation.web import error_page, read_connection

from . import search_page
from .feeds import Publisher, atom, calendars, lheo_file, pages, recent, rows, sitemap, spreadsheet, streams
from .publicly import by_revision, present, today
from .search import queries
from .search.reading import Reading, read

bp = Blueprint("feeds", __name__)
JSON, CSV = "application/json; charset=utf-8", "text/csv; charset=utf-8; header=present"
ATOM, XML = "application/atom+xml; charset=utf-8", "application/xml; charset=utf-8"
ICS = "text/calendar; charset=utf-8"
HELP = "/aide/donnees"
SITE_PAGES = ("/", search_page.PATH, "/aide", HELP, "/assistance", "/accessibilite", "/vie-privee", "/mentions-legales")
"""The pages of the site map besides the offers."""


@bp.get("/offres.json")
@open_to(public=True)
@by_revision
def as_json() -> Response:
    """One page of results."""
    asked = _asked()
    if asked.ambiguous:
        return _answer(pages.written(pages.choice_page(asked, _publisher(), present())), JSON, asked)
    found = queries.search(read_connection(), asked.criteria, today(), limit=pages.PER_PAGE)
    sessions = rows.sessions(read_connection(), found.rows, today(), _publisher().base_url)
    page = pages.found_page(asked, found, sessions, _publisher(), present())
    return _answer(pages.written(page), JSON, asked, next_url=page["suivant"])


@bp.get("/offres.csv")
@open_to(public=True)
@by_revision
def as_csv() -> Response:
    """Every session of the search, as a file for a spreadsheet."""
    asked, base_url = _asked(), _publisher().base_url
    batches = () if asked.ambiguous else rows.all_sessions(_reader(), asked.criteria, today(), base_url)
    response = _streamed(spreadsheet.lines(batches), CSV, asked)
    response.headers["Content-Disposition"] = f'attachment; filename="formations-{today().isoformat()}.csv"'
    return response


@bp.get("/offres.atom")
@open_to(public=True)
@by_revision
def as_atom() -> Response:
    """What changed last among the sessions of the search."""
    asked, publisher = _asked(), _publisher()
    found = recent.nothing(read_connection())
    if not asked.ambiguous:
        found = recent.newest(read_connection(), asked.criteria, today(), publisher.base_url, atom.MOST_ENTRIES)
    return _answer(atom.feed(found, publisher, asked.criteria.query(), asked.notes), ATOM, asked)


@bp.get("/offres.lheo.xml")
@open_to(public=True)
@by_revision
def as_lheo() -> Response:
    """The actions of the search with their sessions that match, in LHEO 2.3."""
    asked = _asked()
    if asked.ambiguous:
        return _answer(lheo_file.nothing(today()), XML, asked)
    return _streamed(lheo_file.pieces(_reader(), asked.criteria, today(), _publisher().base_url), XML, asked)


@bp.get("/sitemap.xml")
@open_to(public=True)
@by_revision
def site_map() -> Response:
    """The site map, or the index of its files."""
    day, base_url = day_number(today()), _publisher().base_url
    numbers = sitemap.files(read_connection(), day)
    number = sitemap.chosen(numbers, request.args.get("page", ""))
    if not number:
        return _answer(sitemap.index(numbers, base_url), XML)
    return _answer(sitemap.addresses(number, _reader(), day=day, base_url=base_url, pages=SITE_PAGES), XML)


@bp.get("/offres/<public_id>/sessions/<session_public_id>.ics")
@open_to(public=True)
@by_revision
def as_calendar(public_id: str, session_public_id: str) -> Response:
    """The session in a diary, or with `reunion=N` its Nth information meeting."""
    offer, session = calendars.asked(read_connection(), public_id, session_public_id, today())
    meeting = request.args.get("reunion")
    if meeting is None:
        return _answer(calendars.of_session(offer, session, _publisher()), ICS)
    return _answer(calendars.of_meeting(offer, session, meeting, _publisher()), ICS)


@bp.errorhandler(streams.AllTaken)
def all_taken(error: streams.AllTaken) -> Response:
    """Say when to ask again."""
    response = error_page(error.http_status, str(error))
    response.headers["Retry-After"] = str(streams.RETRY_SECONDS)
    return response


def _asked() -> Reading:
    return read(request.args.to_dict(flat=False), places)


def _publisher() -> Publisher:
    settings = current_app.extensions["settings"]
    return Publisher(settings.name, settings.base_url, settings.data_licence, settings.data_licence_url)


def _reader() -> rows.Opened:
    """Opens connections that outlive the request: a stream is sent after its end."""
    engine: sa.Engine = current_app.extensions["read_engine"]
    return lambda: db.reading(engine)


def _streamed(pieces: Iterator[bytes], kind: str, asked: Reading) -> Response:
    """A whole search in one answer; a long one only while there is a place for it."""
    if not asked.ambiguous:
        found = queries.search(read_connection(), rows.by_date(asked.criteria), today(), limit=1)
        if found.total > streams.LONG:
            return _answer(streams.PLACES.hold(pieces), kind, asked)
    return _answer(pieces, kind, asked)


def _answer(
    body: bytes | Iterable[bytes], kind: str, asked: Reading | None = None, *, next_url: str | None = None
) -> Response:
    response = Response(body, content_type=kind)
    links = [(HELP, "describedby"), (_publisher().licence_url, "license"), (next_url, "next")]
    response.headers["Link"] = ", ".join(f'<{address}>; rel="{rel}"' for address, rel in links if address)
    response.headers["Access-Control-Allow-Origin"] = "*"
    if asked and asked.notes:
        response.headers["X-Remarques"] = quote(" ".join(asked.notes))
    return response
