"""When things happen, relative to the day the demo is built: periods, entries, information meetings, reviews."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from portal.demo.chance import weighted

WEEK = timedelta(weeks=1)


class Moment(Enum):
    """Where a session stands on the day of the build."""

    COMING = "coming"
    RUNNING = "running"
    ENDED = "ended"
    VAGUE = "vague"


MOMENTS = {Moment.COMING: 66.0, Moment.RUNNING: 21.0, Moment.ENDED: 9.0, Moment.VAGUE: 4.0}
# LHEO dict-etat-recrutement, "" = the source says nothing.
OPEN, CLOSED, SUSPENDED, UNSAID = "1", "2", "3", ""
STATES = {
    Moment.COMING: {OPEN: 67.0, SUSPENDED: 15.0, CLOSED: 12.0, UNSAID: 6.0},
    Moment.RUNNING: {OPEN: 18.0, SUSPENDED: 14.0, CLOSED: 62.0, UNSAID: 6.0},
    Moment.ENDED: {OPEN: 25.0, SUSPENDED: 10.0, CLOSED: 55.0, UNSAID: 10.0},
    Moment.VAGUE: {OPEN: 70.0, SUSPENDED: 15.0, CLOSED: 5.0, UNSAID: 10.0},
}
ROLLING_STATES = {OPEN: 76.0, SUSPENDED: 13.0, CLOSED: 6.0, UNSAID: 5.0}


@dataclass(frozen=True, slots=True)
class Meeting:
    """An « information collective »: times as LHEO writes them (9h30)."""

    on: date
    starts: str
    ends: str
    seats: int
    remote: bool
    comment: str


def stamp(day: date) -> str:
    """YYYYMMDD, as LHEO writes a day."""
    return day.strftime("%Y%m%d")


def monday(day: date) -> date:
    """The Monday on or after that day, outside the closing weeks of August and of the end of the year."""
    day += timedelta(days=-day.weekday() % 7)
    while (day.month, day.day) >= (12, 19) or (day.month == 8 and day.day < 21) or (day.month, day.day) < (1, 3):
        day += WEEK
    return day


def period(draw: random.Random, today: date, moment: Moment, weeks: int) -> tuple[date, date]:
    """First and last day of a session of so many weeks that stands at that moment."""
    if moment in (Moment.COMING, Moment.VAGUE):
        first = monday(today + timedelta(days=round(6 + draw.betavariate(1.1, 2.6) * 330)))
        return first, last_day(first, weeks)
    if moment is Moment.RUNNING:
        done = draw.uniform(0.05, 0.8)
        first = _past_monday(today - timedelta(days=max(3, round(weeks * 7 * done))))
        return first, max(last_day(first, weeks), today + timedelta(days=2))
    end = today - timedelta(days=draw.randint(3, 210))
    return min(_past_monday(end - timedelta(weeks=weeks - 1)), end), end


def _past_monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def last_day(first: date, weeks: int) -> date:
    """A Friday, so many weeks later."""
    return first + timedelta(weeks=weeks) - timedelta(days=3)


def weeks_for(hours: int, weekly: int) -> int:
    """How many weeks the hours take, with one week of holidays per three months."""
    weeks = max(1, math.ceil(hours / weekly))
    return weeks + weeks // 13


def entries(draw: random.Random, today: date, until: date, interval: int) -> tuple[date, ...]:
    """The next effective entry dates of a session with permanent entries."""
    first = monday(today + timedelta(days=draw.randint(1, 9)))
    days = [first + WEEK * interval * step for step in range(draw.randint(3, 6))]
    return tuple(day for day in days if day <= until)


def state(draw: random.Random, moment: Moment | None) -> str:
    """A recruitment state that is likely at that moment; None for permanent entries."""
    return weighted(draw, STATES[moment] if moment else ROLLING_STATES)


_TIMES = (
    ("9h", "11h30"),
    ("9h30", "12h"),
    ("10h", "12h"),
    ("13h30", "16h"),
    ("14h", "16h30"),
    ("14h15", "16h"),
    ("17h30", "19h"),
)
_COMMENTS = (
    "Présentation de la formation, visite des ateliers et échange avec des stagiaires.",
    "Merci de venir avec un curriculum vitæ et une pièce d'identité.",
    "Réunion suivie d'un test de positionnement de quarante-cinq minutes.",
    "Inscription conseillée par téléphone ou par courriel.",
    "Un café d'accueil, une heure de présentation, puis des entretiens individuels.",
    "Une personne peut vous accompagner : conseiller, proche, interprète.",
    "",
)


def meetings(draw: random.Random, today: date, first: date, likely: float) -> tuple[Meeting, ...]:
    """Up to three meetings in the six weeks before the session, on working days."""
    if draw.random() > likely:
        return ()
    days = [first - timedelta(days=draw.randint(7, 42)) for _ in range(draw.choice((1, 1, 2, 2, 3)))]
    found = []
    for day in sorted({day - timedelta(days=max(0, day.weekday() - 4)) for day in days}):
        starts, ends = draw.choice(_TIMES)
        remote, seats = draw.random() < 0.15, draw.choice((8, 10, 12, 15, 20, 25))
        if day >= today - timedelta(days=60):
            found.append(Meeting(day, starts, ends, seats, remote, draw.choice(_COMMENTS)))
    return tuple(found)


def reviews(first: date, last: date) -> tuple[date, date]:
    """Interim review about halfway and final review in the last days, on working days."""
    interim = first + (last - first) * 9 // 20
    interim -= timedelta(days=max(0, interim.weekday() - 4))
    return max(interim, first), last
