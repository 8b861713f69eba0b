"""The read model behind `/offres`: one row for each session that the public sees (or saw: `listed_until`).

`position` is date order, key of the page and rowid of the search table at once (speed.md): the day of the
next entry shifted by 32 bits, plus the session's id.
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation.db import Base


class OfferListing(Base):
    """What a card shows, copied in the transaction that changes the offer (portal.catalogue.search.listing)."""

    __tablename__ = "offer_listing"
    position: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)
    session_id: Mapped[int] = mapped_column(unique=True)
    action_id: Mapped[int] = mapped_column(index=True)
    listed_until: Mapped[int] = mapped_column(sa.Integer())
    """Last day (days since 1970-01-01) on which the session is shown; 2 000 000 when it never ends, -1 when a
    trigger hid it."""
    state: Mapped[str] = mapped_column(sa.String(10))
    offer_public_id: Mapped[str] = mapped_column(sa.String(16))
    session_public_id: Mapped[str] = mapped_column(sa.String(16))
    slug: Mapped[str] = mapped_column(sa.String(80))
    title: Mapped[str] = mapped_column(sa.String(255))
    organisation: Mapped[str] = mapped_column(sa.String(250))
    town: Mapped[str | None] = mapped_column(sa.String(100))
    postcode: Mapped[str | None] = mapped_column(sa.String(10))
    department: Mapped[str | None] = mapped_column(sa.String(8))
    commune_code: Mapped[str | None] = mapped_column(sa.String(12))
    funder: Mapped[str | None] = mapped_column(sa.String(20))
    """Code of the first funder; `funders` holds every name, for people."""
    funders: Mapped[str] = mapped_column(sa.String(300))
    kind: Mapped[str | None] = mapped_column(sa.String(32))
    modality: Mapped[str] = mapped_column(sa.String(32))
    certifying: Mapped[bool]
    entry_mode: Mapped[str] = mapped_column(sa.String(32))
    starts_on: Mapped[date | None]
    starts_precision: Mapped[str] = mapped_column(sa.String(32))
    ends_on: Mapped[date | None]
    ends_precision: Mapped[str] = mapped_column(sa.String(32))
    next_entry: Mapped[date | None]
    hours: Mapped[int | None]
    next_meeting: Mapped[str | None] = mapped_column(sa.String(20))
    """« YYYY-MM-DD HH:MM » or « YYYY-MM-DD »: the next information meeting on the day of the projection."""
    siblings: Mapped[int] = mapped_column(sa.Integer())
    version: Mapped[int]
    terms: Mapped[str] = mapped_column(sa.Text)
    """The stems and tags in the search table, needed to delete its row again (FTS5 without content)."""


class ListingCount(Base):
    """How many listed sessions carry each value of each filter: maintained, not counted on the fly."""

    __tablename__ = "listing_count"
    facet: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    value: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    sessions: Mapped[int] = mapped_column(sa.Integer())


class SearchTerm(Base):
    """The vocabulary of the listing: completes prefixes and repairs one wrong letter."""

    __tablename__ = "search_term"
    term: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    word: Mapped[str] = mapped_column(sa.String(60), server_default="")
    """A way people write it, accents included: what a hint shows."""
    sessions: Mapped[int] = mapped_column(sa.Integer())
