"""iCalendar files (RFC 5545) of one public session and of its information meetings.

Only what is known to the day becomes an event: a partial date has no place in a diary.
DTSTAMP is the last change: without METHOD it means the revision of the event, not the time of the download.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from icalendar import Calendar, Event

from portal.catalogue.cards import offer_path, place_lines
from portal.catalogue.offers import Meeting, OfferGone, PublicOffer, PublicSession, public_offer, require_session
from portal.catalogue.status import EntryMode, Precision, RecruitmentState
from portal.foundation.errors import NotFound
from portal.foundation.text import slug, without_controls

from . import Publisher

TIMEZONES = {"BE": "Europe/Brussels"}
USUAL_TIMEZONE = "Europe/Paris"
NO_DATE = "Cette session n’a pas de date de début au jour près. Il n’y a donc pas de fichier de calendrier."
NO_MEETING = "Cette information collective n’existe pas ou n’existe plus."
ZONE_YEARS = (date(2020, 1, 1), date(2038, 1, 1))


def asked(
    connection: sa.Connection, public_id: str, session_public_id: str, today: date
) -> tuple[PublicOffer, PublicSession]:
    """The public session behind an address. NotFound when it never was public, OfferGone when it is no more."""
    try:
        offer = public_offer(connection, public_id, today)
        return offer, next(session for session in offer.sessions if session.row.public_id == session_public_id)
    except (OfferGone, StopIteration):
        require_session(connection, public_id, session_public_id)
        raise NotFound from None


def of_session(offer: PublicOffer, session: PublicSession, publisher: Publisher) -> bytes:
    """The whole session, as days; NotFound when its first day is not known."""
    row = session.row
    if row.starts_on is None or row.starts_precision is not Precision.DAY:
        raise NotFound(NO_DATE)
    event = _event(offer, session, publisher, key=f"session-{row.public_id}")
    ends = row.ends_on if row.ends_on and row.ends_precision is Precision.DAY else None
    first_only = "" if ends else "Début\u00a0: "
    event.add("summary", without_controls(f"{first_only}{offer.action.title}"))
    event.add("dtstart", row.starts_on)
    event.add("dtend", max(ends or row.starts_on, row.starts_on) + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    _place(event, row, ", ".join(place_lines(row)))
    return _file(event, publisher)


def of_meeting(offer: PublicOffer, session: PublicSession, number: str, publisher: Publisher) -> bytes:
    """The information meeting of this rank, counted from 1; NotFound when there is none."""
    rank = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0
    if not 1 <= rank <= len(session.meetings):
        raise NotFound(NO_MEETING)
    meeting, row = session.meetings[rank - 1], session.row
    event = _event(offer, session, publisher, key=f"reunion-{meeting_key(session.meetings, rank - 1)}-{row.public_id}")
    event.add("summary", without_controls(f"Information collective\u00a0: {offer.action.title}"))
    zone = ZoneInfo(TIMEZONES.get(row.country or "", USUAL_TIMEZONE))
    starts, ends = _moment(meeting.held_on, meeting.starts_at, zone), _moment(meeting.held_on, meeting.ends_at, zone)
    event.add("dtstart", starts or meeting.held_on)
    if starts is None:
        event.add("dtend", meeting.held_on + timedelta(days=1))
    elif ends and ends > starts:
        event.add("dtend", ends)
    _place(event, row, meeting.place or meeting.remote_url or ", ".join(place_lines(row)), exact=not meeting.place)
    return _file(event, publisher)


def meeting_key(meetings: Sequence[Meeting], index: int) -> str:
    """What names a meeting whatever becomes of the others: its day and hour; its place too when two are at once."""
    meeting = meetings[index]
    at = (meeting.starts_at or "").replace(":", "")
    key = f"{meeting.held_on:%Y%m%d}{'T' if at else ''}{at}"
    at_once = [one for one in meetings if (one.held_on, one.starts_at) == (meeting.held_on, meeting.starts_at)]
    if len(at_once) == 1:
        return key
    key += f"-{crc32(_where(meeting).encode()):08x}"
    before = sum(_where(one) == _where(meeting) for one in meetings[:index] if one in at_once)
    return f"{key}-{before + 1}" if before else key


def _where(meeting: Meeting) -> str:
    return f"{meeting.place or ''}\n{meeting.remote_url or ''}"


def _event(offer: PublicOffer, session: PublicSession, publisher: Publisher, *, key: str) -> Event:
    action, row = offer.action, session.row
    suspended = row.recruitment_state is RecruitmentState.SUSPENDED
    changed = max(row.updated_at, action.updated_at)
    event = Event()
    event.add("uid", f"{key}@{urlsplit(publisher.base_url).hostname or 'portail'}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", row.version)
    event.add("status", "TENTATIVE" if suspended else "CONFIRMED")
    event.add("categories", ["Formation"])
    event.add("url", f"{publisher.base_url}{offer_path(action.public_id, slug(action.title))}#session-{row.public_id}")
    said = [row.recruitment_state.label, action.organisation or ""]
    said.append("Entrées permanentes" if row.entry_mode is EntryMode.PERMANENT else "")
    said.append(f"Source\u00a0: {publisher.name}, {publisher.licence}")
    event.add("description", without_controls("\n".join(line for line in said if line)))
    return event


def _place(event: Event, row: Any, words: str, *, exact: bool = True) -> None:
    event.add("location", without_controls(words))
    if exact and row.latitude is not None and row.longitude is not None:
        event.add("geo", (row.latitude, row.longitude))


def _moment(day: date, at: str | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time.fromisoformat(at), zone) if at else None


def _file(event: Event, publisher: Publisher) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//{without_controls(publisher.name)}//Formations//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(event)
    calendar.add_missing_timezones(*ZONE_YEARS)
    written: bytes = calendar.to_ical()
    return written
