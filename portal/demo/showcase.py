"""The offer that the project's scenarios speak of (AC-01, AC-06, AC-07): three towns, three recruitment states.

Its dates stand as the scenarios give them until the last session is over; then they move by whole years.
"""

from __future__ import annotations

from datetime import date, timedelta

from portal.demo.bodies import GRETA, commune
from portal.demo.content import TRADES
from portal.demo.dates import CLOSED, OPEN, SUSPENDED, Meeting, stamp
from portal.demo.funding import AFC, Financing
from portal.demo.people import Address, Person
from portal.demo.plan import Offer, Terms
from portal.demo.sessions import SessionPlan

MARKET = "M1451401"
CONTACT = Person("Madame", "Charlotte", "Martin", "04 73 00 00 00", "c.martin@greta.example", 3)
_TOWNS = (
    ("F63113", "12 rue des Métiers"),
    ("F03190", "4 place du Savoir-Faire"),
    ("F15014", "30 chemin des Compagnons"),
)
_STATES = (OPEN, SUSPENDED, CLOSED)
_PERIODS = (
    (date(2026, 11, 30), date(2027, 3, 12)),
    (date(2027, 1, 11), date(2027, 5, 7)),
    (date(2026, 10, 5), date(2027, 2, 5)),
)
_REVIEWS = (date(2026, 12, 15), date(2027, 2, 26))
_MEETING = date(2026, 11, 24)


def showcase(today: date) -> Offer:
    """« Assistant de vie aux familles », led by GRETA Auvergne for the Conseil régional."""
    shift = _shift(today)
    trade = next(trade for trade in TRADES if trade.key == "assistant-vie")
    created = date(2026, 9, 14) + shift
    offer = Offer(
        number=1,
        trade=trade,
        title=trade.titles[0],
        lead=GRETA,
        financing=Financing(AFC, ("CRA",)),
        contacts=(CONTACT,),
        created=min(created, today),
        updated=min(created + timedelta(days=30), today),
    )
    for rank in range(3):
        offer.terms.append(_terms(offer, rank, shift))
    return offer


def _shift(today: date) -> timedelta:
    """Whole years of 52 weeks, so that weekdays stay."""
    years = 0
    while _PERIODS[0][1] + timedelta(weeks=52 * years) < today:
        years += 1
    return timedelta(weeks=52 * years)


def _terms(offer: Offer, rank: int, shift: timedelta) -> Terms:
    code, street = _TOWNS[rank]
    place = commune(code)
    address = Address(f"GRETA Auvergne, site de {place.name}", street, place, place.postcode)
    first, last = _PERIODS[rank][0] + shift, _PERIODS[rank][1] + shift
    session = SessionPlan(
        number=f"{offer.code}-S{rank + 1}1",
        starts=stamp(first),
        ends=stamp(last),
        days=(first, last),
        state=_STATES[rank],
        entries=(first,),
        interval=0,
        meetings=(Meeting(_MEETING + shift, "9h30", "12h", 20, False, "Présentation et tests."),) if rank == 0 else (),
        reviews=tuple(day + shift for day in _REVIEWS) if rank == 0 else (),
        contacts=(CONTACT,),
        seats=12,
        place=address,
        registration="Par votre conseiller ou par courriel auprès du contact indiqué.",
    )
    return Terms(f"{offer.code}-A{rank + 1}", (address,), "0", False, None, (session,), (MARKET,))
