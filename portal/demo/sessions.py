"""The sessions of one offer in one place: dates, entries, recruitment state, meetings, contacts, seats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from portal.demo import dates, phrases
from portal.demo.bodies import Body
from portal.demo.chance import stream, weighted
from portal.demo.dates import Meeting, Moment
from portal.demo.funding import AFC, EXPERIMENTAL, SIEG
from portal.demo.people import Address, Person, desk, person

if TYPE_CHECKING:
    from portal.demo.plan import Offer

WEEKLY_HOURS = 30
MEETINGS = {Moment.COMING: 0.6, Moment.RUNNING: 0.15, Moment.ENDED: 0.15, Moment.VAGUE: 0.0}
"""How often a session is announced at a meeting."""


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """One LHEO `<session>`. `starts` and `ends` are stamps and may be partial; `days` are what they stand for."""

    number: str
    starts: str
    ends: str
    days: tuple[date, date]
    state: str
    entries: tuple[date, ...]
    interval: int
    meetings: tuple[Meeting, ...]
    reviews: tuple[date, ...]
    contacts: tuple[Person, ...]
    seats: int
    place: Address
    export_only: bool = False
    specificity: str = ""
    registration: str = ""


def sessions(
    seed: int,
    today: date,
    offer: Offer,
    rank: int,
    place: Address,
    contact_body: Body,
    count: int,
    permanent: bool,
    hidden: bool,
) -> tuple[SessionPlan, ...]:
    """`count` sessions; when `hidden`, the first one is closed and goes to the applications only (R-002-15)."""
    found = []
    for turn in range(count):
        draw = stream(seed, "session", offer.number, rank, turn)
        make = _rolling if permanent and turn == 0 else _dated
        number = f"{offer.code}-S{rank + 1}{turn + 1}"
        found.append(make(draw, today, offer, number, place, contact_body, hidden=hidden and turn == 0))
    return tuple(found)


def _rolling(
    draw: Random, today: date, offer: Offer, number: str, place: Address, body: Body, *, hidden: bool
) -> SessionPlan:
    """Permanent entries: a long window and the next effective entry dates (R-002-27, R-002-31)."""
    first = today - timedelta(days=draw.randint(30, 200))
    last = today + timedelta(days=draw.randint(90, 330))
    interval = draw.choice((1, 2)) if offer.segment == 2 or draw.random() < 0.5 else 0
    state = dates.CLOSED if hidden else dates.state(draw, None)
    vague = draw.random() < 0.08 and not offer.segment
    return SessionPlan(
        number=number,
        starts="00000000" if vague else dates.stamp(first),
        ends="99999999" if vague else dates.stamp(last),
        days=(first, last),
        state=state,
        entries=dates.entries(draw, today, last, interval or 4),
        interval=interval,
        meetings=dates.meetings(draw, today, today + timedelta(days=45), 0.4),
        reviews=(),
        contacts=_contacts(draw, body),
        seats=draw.choice((12, 14, 16, 20, 30)),
        place=place,
        export_only=hidden,
        registration=draw.choice(phrases.REGISTRATION),
    )


def _dated(
    draw: Random, today: date, offer: Offer, number: str, place: Address, body: Body, *, hidden: bool
) -> SessionPlan:
    moment = Moment.RUNNING if hidden else weighted(draw, dates.MOMENTS)
    weeks = dates.weeks_for(sum(offer.trade.hours), draw.choice((WEEKLY_HOURS, 35, 24)))
    first, last = dates.period(draw, today, moment, weeks)
    state = dates.CLOSED if hidden else dates.state(draw, moment)
    starts, ends = _stamps(draw, moment, first, last)
    wanted = offer.financing.kind in (AFC, EXPERIMENTAL, SIEG) and moment is not Moment.VAGUE
    return SessionPlan(
        number=number,
        starts=starts,
        ends=ends,
        days=(first, last),
        state=state,
        entries=(first,) if wanted and draw.random() < 0.2 else (),
        interval=0,
        meetings=dates.meetings(draw, today, first, MEETINGS[moment]),
        reviews=dates.reviews(first, last) if wanted and weeks >= 3 and draw.random() < 0.6 else (),
        contacts=_contacts(draw, body),
        seats=draw.choice((8, 10, 10, 12, 12, 12, 14, 15, 16)),
        place=place,
        export_only=hidden,
        specificity=_specificity(draw, offer),
        registration=draw.choice(phrases.REGISTRATION) if draw.random() < 0.7 else "",
    )


def _stamps(draw: Random, moment: Moment, first: date, last: date) -> tuple[str, str]:
    """Whole dates, or what a lead that does not know them yet writes: month only, year only, nothing."""
    if moment is not Moment.VAGUE:
        return dates.stamp(first), dates.stamp(last)
    month = first.strftime("%Y%m00"), last.strftime("%Y%m00")
    return draw.choice((month, month, (first.strftime("%Y0000"), "99999999"), ("00000000", "99999999")))


def _specificity(draw: Random, offer: Offer) -> str:
    """Why a complementary session differs from the action (R-002-32)."""
    likely = 0.6 if offer.segment == 2 else 0.06 if offer.financing.kind == AFC else 0.0
    return draw.choice(phrases.SPECIFICITIES) if draw.random() < likely else ""


def _contacts(draw: Random, body: Body) -> tuple[Person, ...]:
    """One to three contacts: who answers, who receives the prescriptions, who knows about handicaps."""
    found = [person(draw, body, draw.choice((3, 3, 0, 4)))]
    if draw.random() < 0.3:
        found.append(desk(body, draw.randrange(20)))
    if draw.random() < 0.2:
        found.append(person(draw, body, 1))
    return tuple(found)
