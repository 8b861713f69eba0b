"""The site map for crawlers (sitemaps.org): one file, or an index of files when there are many offers.

A file holds the offers of one range of identifiers: it never has more addresses than the protocol allows, an
offer never moves from one file to another, and no page has to be counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any
from xml.sax.saxutils import escape

import sqlalchemy as sa

from portal.catalogue.cards import offer_path
from portal.catalogue.listing_model import OfferListing
from portal.catalogue.models import TrainingAction, TrainingSession
from portal.foundation.errors import NotFound

PER_FILE = 49_000
"""Identifiers in one file (50 000 addresses are allowed, and the first file has the other pages too)."""
BATCH = 1_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
NO_FILE = "Ce fichier du plan du site n’existe pas."
Opened = Callable[[], AbstractContextManager[sa.Connection]]

_LISTED = OfferListing.listed_until >= sa.bindparam("day")
NEXT_ID = sa.select(sa.func.min(OfferListing.action_id)).where(
    OfferListing.action_id >= sa.bindparam("from_id"), _LISTED
)
OFFERS = (
    sa.select(
        OfferListing.action_id,
        sa.func.min(OfferListing.offer_public_id).label("public_id"),
        sa.func.min(OfferListing.slug).label("slug"),
        sa.func.max(TrainingSession.updated_at).label("session_updated_at"),
        sa.func.max(TrainingAction.updated_at).label("action_updated_at"),
    )
    .join(TrainingSession, TrainingSession.id == OfferListing.session_id)
    .join(TrainingAction, TrainingAction.id == OfferListing.action_id)
    .where(OfferListing.action_id >= sa.bindparam("from_id"), OfferListing.action_id < sa.bindparam("before_id"))
    .where(_LISTED)
    .group_by(OfferListing.action_id)
    .order_by(OfferListing.action_id)
    .limit(BATCH)
)


def files(connection: sa.Connection, day: int) -> list[int]:
    """The numbers of the files that hold an offer listed on this day (days since 1970-01-01); the first is always 1."""
    numbers = [1]
    while (found := connection.scalar(NEXT_ID, {"from_id": numbers[-1] * PER_FILE, "day": day})) is not None:
        numbers.append(found // PER_FILE + 1)
    return numbers


def chosen(numbers: list[int], page: str) -> int:
    """The number of the file asked for by `page`, 0 for the index; NotFound when there is no such file."""
    if not page:
        return 0 if len(numbers) > 1 else 1
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 12 else 0
    if number not in numbers:
        raise NotFound(NO_FILE)
    return number


def index(numbers: Iterable[int], base_url: str) -> Iterator[bytes]:
    """The index: one address per file."""
    yield HEAD.format("sitemapindex").encode()
    for number in numbers:
        yield f"<sitemap><loc>{escape(base_url)}/sitemap.xml?page={number}</loc></sitemap>\n".encode()
    yield b"</sitemapindex>\n"


def addresses(number: int, opened: Opened, *, day: int, base_url: str, pages: Iterable[str]) -> Iterator[bytes]:
    """One file; `pages` are the paths of the other public pages, for the first one."""
    base = escape(base_url)
    yield HEAD.format("urlset").encode()
    if number == 1:
        yield "".join(f"<url><loc>{base}{escape(path)}</loc></url>\n" for path in pages).encode()
    for rows in _batches(number, opened, day):
        yield "".join(_url(base, row) for row in rows).encode()
    yield b"</urlset>\n"


def _batches(number: int, opened: Opened, day: int) -> Iterator[list[Any]]:
    from_id, before_id = (number - 1) * PER_FILE, number * PER_FILE
    while from_id < before_id:
        with opened() as connection:
            rows = list(connection.execute(OFFERS, {"from_id": from_id, "before_id": before_id, "day": day}))
        if rows:
            yield rows
        if len(rows) < BATCH:
            return
        from_id = rows[-1].action_id + 1


def _url(base: str, row: Any) -> str:
    path = escape(offer_path(row.public_id, row.slug))
    changed = max(row.session_updated_at, row.action_updated_at)
    return f"<url><loc>{base}{path}</loc><lastmod>{changed:%Y-%m-%d}</lastmod></url>\n"
