"""Where a session stands in date order, and which stretches of that order a choice of dates means.

The order is one number, days since 1970-01-01 for most, in four bands one after the other:
permanent entries under way (negative: one may enter today, the longest open first), next entries to come,
sessions without a known date, and fixed sessions that have already begun (the latest first).
`position` = day << 32 | session id is the key of the listing, of its pages and of the search table.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from portal.catalogue.status import EntryMode, Precision
from portal.foundation.clock import day_number

FIRST_DAY, NO_KNOWN_END = -2_960_000, 2_950_000
UNDATED = 3_000_000
_BEGUN = 10_000_000
"""A session begun on day d stands at _BEGUN - d."""
LAST_DAY = _BEGUN + 800_000
Span = tuple[int, int]
EVERYTHING: tuple[Span, ...] = ((FIRST_DAY << 32, (LAST_DAY + 1) << 32),)


class Dates(NamedTuple):
    """What is known of when people enter a session; codes of EntryMode and Precision."""

    mode: str
    starts_on: date | None
    starts_precision: str
    ends_on: date | None


def standing(dates: Dates, entries: Iterable[date], today: date) -> tuple[int, date | None]:
    """The day of the order, and the date of the next entry when there is one to name."""
    to_come = min((day for day in entries if day >= today), default=None)
    if to_come:
        return day_number(to_come), to_come
    start = None if dates.starts_precision == Precision.UNKNOWN else dates.starts_on
    if dates.mode == EntryMode.PERMANENT:
        if start and start > today:
            return day_number(start), start
        if dates.ends_on and dates.ends_on < today:
            return UNDATED, None  # still listed (lheo.md rule 11: often a filler), but after what is sure
        return min(-(day_number(dates.ends_on) if dates.ends_on else NO_KNOWN_END), -1), None
    if start is None:
        return UNDATED, None
    last = last_day(start, dates.starts_precision)
    if last >= today:
        return day_number(last), start
    return _BEGUN - day_number(start), None


def last_day(first: date, precision: str) -> date:
    """The last day of the month or year of which only the first is known."""
    if precision == Precision.YEAR:
        return date(first.year, 12, 31)
    if precision == Precision.MONTH:
        return date(first.year, first.month, monthrange(first.year, first.month)[1])
    return first


def position(day: int, session_id: int) -> int:
    """The key of a session in the listing."""
    return (day << 32) + session_id


def spans(starts_from: date | None, starts_before: date | None, today: date) -> tuple[Span, ...]:
    """The stretches of positions, in order, whose sessions one may enter between two dates (both included).

    A permanent entry under way fits when it is open long enough and the last date is not past; a session without a
    date fits no date at all.
    """
    if starts_from is None and starts_before is None:
        return EVERYTHING
    first = day_number(starts_from) if starts_from else None
    last = day_number(starts_before) if starts_before else None
    now = day_number(today)
    days = []
    if last is None or last >= now:
        days.append((FIRST_DAY, -max(first or now, now, 1)))
    days.append((max(first or 0, 0), UNDATED - 1 if last is None else last))
    days.append((UNDATED + 1 if last is None else _BEGUN - last, LAST_DAY if first is None else _BEGUN - first))
    return tuple((low << 32, ((high + 1) << 32) - 1) for low, high in days if low <= high)


def after(wanted: Iterable[Span], key: int) -> tuple[Span, ...]:
    """What is left of the stretches beyond a position already shown."""
    return tuple((max(low, key + 1), high) for low, high in wanted if high > key)
