"""The only place that reads the clock; rules take the date as a parameter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

EPOCH = date(1970, 1, 1)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def local_day(instant: datetime, timezone: str = "Europe/Brussels") -> date:
    """The calendar day of an instant where the portal's people live."""
    return instant.astimezone(ZoneInfo(timezone)).date()


def day_number(day: date) -> int:
    """Days since 1970-01-01, the unit of every sort key."""
    return (day - EPOCH).days
