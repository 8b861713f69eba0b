"""What the demo offers: which organisation teaches what, where, when, paid by whom. No text and no XML here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.demo import sieg
from portal.demo.bodies import AFPA, AUVERGNE, BODIES, GRETA, Body, body, commune
from portal.demo.chance import deck, stream, weighted
from portal.demo.content import FAMILIES, TRADES, Trade
from portal.demo.funding import AFC, EXPERIMENTAL, LANGUAGE_TRADES, SIEG, Financing, choose, market_number
from portal.demo.people import Address, Person, address, desk, person
from portal.demo.sessions import SessionPlan, sessions

ACTIONS = 300
FAMILY_OF = {trade.key: family for family, trades in FAMILIES.items() for trade in trades} | {
    trade.key: "socle" for trade in sieg.SEGMENTS
}
SESSIONS_PER_ACTION = {1: 20.0, 2: 31.0, 3: 24.0, 4: 13.0, 5: 7.0, 6: 3.0, 7: 2.0}
AREAS = {"auvergne": 40.0, "france": 46.0, "wallonie": 14.0}


@dataclass(frozen=True)
class Terms:
    """One LHEO `<action>`: a place, a way of teaching, and the sessions that share them."""

    number: str
    places: tuple[Address, ...]
    mode: str
    permanent: bool
    provider: Body | None
    sessions: tuple[SessionPlan, ...]
    markets: tuple[str, ...]
    """One number per funder of the offer, '' where there is none."""


@dataclass(frozen=True)
class Offer:
    """One LHEO `<formation>`."""

    number: int
    trade: Trade
    title: str
    lead: Body
    financing: Financing
    contacts: tuple[Person, ...]
    created: date
    updated: date
    segment: int = 0
    terms: list[Terms] = field(default_factory=list)

    @property
    def code(self) -> str:
        return f"DEMO-{self.number:04}"

    @property
    def family(self) -> str:
        return FAMILY_OF[self.trade.key]


def offers(today: date, seed: int) -> Iterator[Offer]:
    """Every offer of the demo except the showcase, in a stable order: same seed and day, same offers."""
    number = 1
    for number, (segment, lead, department) in enumerate(_sieg_segments(), start=2):
        trade = sieg.SEGMENTS[segment - 1]
        financing = Financing(SIEG, ("CRA",))
        offer = _offer(seed, today, number, trade, sieg.title(segment, department), lead, financing, segment)
        codes = tuple(code for code in lead.towns if commune(code).department == department)
        yield _with_terms(seed, today, offer, codes)
    yield from _ordinary(today, seed, first=number + 1)


def _sieg_segments() -> Iterator[tuple[int, Body, str]]:
    """Segments 1 and 3 in each department of Auvergne, segment 2 where workshops exist."""
    for department in sorted(AUVERGNE):
        yield 1, GRETA, department
        yield 3, body("deuxieme-chance"), department
    for lead in (AFPA, GRETA, body("passerelles43"), body("horizon-cantal"), body("bocage-competences")):
        yield 2, lead, lead.seat.department


def _ordinary(today: date, seed: int, first: int) -> Iterator[Offer]:
    """One offer per title of a trade until there are enough."""
    draw = stream(seed, "plan")
    titles = [(trade, title) for trade in TRADES for title in trade.titles if title != "Assistant de vie aux familles"]
    chosen = draw.sample(titles, ACTIONS - first + 1)
    areas = deck(draw, AREAS, len(chosen))
    load: Counter[Body] = Counter()
    used: Counter[Financing] = Counter()
    for number, ((trade, title), area) in enumerate(zip(chosen, areas, strict=True), start=first):
        dice = stream(seed, "lead", number)
        lead = min(_able(trade, area), key=lambda each: (load[each] / len(each.families), dice.random()))
        load[lead] += 1
        financing = choose(dice, lead, trade, used)
        offer = _offer(seed, today, number, trade, _full_title(title, financing), lead, financing)
        yield _with_terms(seed, today, offer, lead.towns)


def _able(trade: Trade, area: str) -> list[Body]:
    """Who teaches this family in that area; anywhere in the same country when nobody there does."""
    able = [each for each in BODIES if FAMILY_OF[trade.key] in each.families]
    here = [each for each in able if area_of(each) == area]
    return here or [each for each in able if area_of(each) != "wallonie"]


def area_of(lead: Body) -> str:
    """The part of the demo where an organisation works."""
    if lead.is_belgian:
        return "wallonie"
    return "auvergne" if lead.seat.department in AUVERGNE else "france"


def _full_title(title: str, financing: Financing) -> str:
    return f"{title} (POE collective)" if financing.kind == "POEC" else title


def _offer(
    seed: int, today: date, number: int, trade: Trade, title: str, lead: Body, financing: Financing, segment: int = 0
) -> Offer:
    draw = stream(seed, "offer", number)
    created = today - timedelta(days=draw.randint(60, 700))
    updated = created + timedelta(days=draw.randint(0, (today - created).days - 1))
    contacts = (
        [person(draw, lead, 3), desk(lead)] if draw.random() < 0.5 else [person(draw, lead, draw.choice((3, 4, 0)))]
    )
    if draw.random() < 0.35:
        contacts.append(person(draw, lead, 1))
    return Offer(number, trade, title, lead, financing, tuple(contacts), created, updated, segment)


def _with_terms(seed: int, today: date, offer: Offer, codes: tuple[str, ...]) -> Offer:
    """Share the sessions of the offer between some of the towns."""
    draw = stream(seed, "terms", offer.number)
    count = weighted(draw, SESSIONS_PER_ACTION)
    towns = draw.sample(codes, min(len(codes), count, weighted(draw, {1: 5.0, 2: 4.0, 3: 1.0})))
    hidden = offer.financing.kind == EXPERIMENTAL and offer.number % 5 < 3
    for rank, code in enumerate(towns):
        share = count // len(towns) + (1 if rank < count % len(towns) else 0)
        offer.terms.append(_terms(seed, today, offer, rank, code, share, hidden=hidden and rank == 0))
    return offer


def _terms(seed: int, today: date, offer: Offer, rank: int, code: str, count: int, *, hidden: bool) -> Terms:
    draw = stream(seed, "terms", offer.number, rank)
    mode = draw.choice(offer.trade.modes[0] + offer.trade.modes)
    permanent = offer.trade.permanent and (bool(offer.segment) or draw.random() < 0.75)
    places = [address(draw, offer.lead, commune(code))]
    if draw.random() < 0.08 and len(offer.lead.towns) > 1:
        other = draw.choice([town for town in offer.lead.towns if town != code])
        places.append(address(draw, offer.lead, commune(other)))
    provider = _provider(seed, offer, rank)
    plans = sessions(seed, today, offer, rank, places[0], provider or offer.lead, count, permanent, hidden)
    number = f"{offer.code}-A{rank + 1}"
    serial = 1000 + offer.number * 7 + rank
    markets = tuple(market_number(funder, offer.created.year, serial) for funder in offer.financing.funders)
    return Terms(number, tuple(places), mode, permanent, provider, plans, markets)


def _provider(seed: int, offer: Offer, rank: int) -> Body | None:
    """Another organisation of the same area that delivers for the lead, one time in five."""
    draw = stream(seed, "provider", offer.number, rank)
    if offer.segment or draw.random() > 0.2:
        return None
    able = [each for each in BODIES if offer.family in each.families and area_of(each) == area_of(offer.lead)]
    others = [each for each in able if each is not offer.lead]
    return draw.choice(others) if others else None


def public_key(offer: Offer) -> str:
    """Which of the lists of publics fits the offer."""
    if offer.lead.is_belgian:
        return "wallonie"
    if offer.financing.kind == "POEC":
        return "POEC"
    if offer.financing.funders[0] == "AGEFIPH":
        return "AGEFIPH"
    if offer.trade.key in LANGUAGE_TRADES:
        return "langue"
    return AFC if offer.financing.kind else "emploi"
