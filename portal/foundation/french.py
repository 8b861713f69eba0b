"""Dates, numbers and lists in French typography (ux.md section 6)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

NBSP = "\u00a0"
NNBSP = "\u202f"
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@lru_cache(maxsize=4096)
def day(on: date, *, year: bool = True, month: bool = True) -> str:
    """« 3 décembre 2026 », « 1er mars » (glued so that a day is never parted from its month)."""
    number = "1er" if on.day == 1 else str(on.day)
    words = [number]
    if month:
        words.append(MONTHS[on.month - 1])
    if year:
        words.append(str(on.year))
    return NBSP.join(words)


def weekday(on: date) -> str:
    """« jeudi 3 décembre 2026 »."""
    return f"{DAYS[on.weekday()]} {day(on)}"


def at_precision(on: date, precision: str) -> str:
    """« 3 décembre 2026 », « décembre 2026 » or « 2026 », as much as is known."""
    if precision == "month":
        return f"{MONTHS[on.month - 1]} {on.year}"
    if precision == "year":
        return str(on.year)
    return day(on)


def period(starts: date | None, starts_precision: str, ends: date | None, ends_precision: str) -> str:
    """« du 12 janvier au 27 mars 2027 », with what is known of partial dates."""
    if starts is None and ends is None:
        return "dates à préciser"
    if starts is None:
        return f"jusqu’{_in('au', ends, ends_precision)}"
    if ends is None:
        return _from(starts, starts_precision)
    if starts_precision == ends_precision == "day":
        return _between(starts, ends)
    if at_precision(starts, starts_precision) == at_precision(ends, ends_precision):
        return f"en {at_precision(starts, starts_precision)}"
    return f"{_from(starts, starts_precision).replace('à partir ', '')} {_in('au', ends, ends_precision)}"


def _from(starts: date, precision: str) -> str:
    word = at_precision(starts, precision)
    if precision == "day":
        return f"à partir du {word}"
    elided = word[0] in "aeéio"
    return f"à partir d’{word}" if elided else f"à partir de {word}"


def _in(preposition: str, ends: date | None, precision: str) -> str:
    if ends is None:
        return ""
    return f"{preposition} {day(ends)}" if precision == "day" else f"à {at_precision(ends, precision)}"


def _between(starts: date, ends: date) -> str:
    if starts == ends:
        return f"le {day(starts)}"
    same_year = starts.year == ends.year
    same_month = same_year and starts.month == ends.month
    return f"du {day(starts, year=not same_year, month=not same_month)} au {day(ends)}"


def clock(time: str) -> str:
    """« 9 h » or « 14 h 30 » from « 09:00 » or « 14:30 »."""
    hours, _, minutes = time.partition(":")
    said = f"{int(hours)}{NBSP}h"
    return said if minutes in ("", "00") else f"{said}{NBSP}{minutes}"


def number(value: int) -> str:
    """« 12 345 », thousands parted by U+202F."""
    return f"{value:,}".replace(",", NNBSP)


def plural(count: int, word: str, words: str | None = None) -> str:
    """« 1 session », « 2 sessions », « 0 session » (zero is singular in French)."""
    return f"{number(count)} {word if count < 2 else words or word + 's'}"
