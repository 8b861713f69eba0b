"""One session of the demo as a LHEO `<session>`, with the extras of our own exchange profile (docs/exchange.md)."""

from __future__ import annotations

from datetime import timedelta

from lxml import etree

from portal.demo.dates import Meeting, stamp
from portal.demo.people import Address
from portal.demo.plan import Offer
from portal.demo.sessions import SessionPlan
from portal.demo.xml import add, add_address, add_contact, add_each, add_extras, website


def add_session(parent: etree._Element, offer: Offer, plan: SessionPlan, registration_place: Address) -> None:
    """Append the session; a state the source does not give is left out."""
    created, updated = stamp(offer.created), stamp(offer.updated)
    found = add(parent, "session", numero=plan.number, datecrea=created, datemaj=updated)
    _add_period(found, plan.starts, plan.ends)
    add_address(add(found, "adresse-inscription"), registration_place)
    if plan.registration:
        add(found, "modalites-inscription", plan.registration)
        _add_registration_period(found, plan)
    add_each(found, "etat-recrutement", [plan.state])
    for meeting in plan.meetings:
        _add_meeting(found, meeting, plan, website(offer.lead))
    for contact in plan.contacts:
        add_contact(found, "contact-session", contact)
    cycle = add(found, "cycle")
    add(cycle, "type-cycle", 0)
    add(cycle, "effectif-minimal", max(4, plan.seats // 2))
    add(cycle, "capacite-simultanee", plan.seats)
    _add_own_extras(found, plan)


def _add_period(parent: etree._Element, starts: str, ends: str) -> None:
    period = add(parent, "periode")
    add(period, "debut", starts)
    add(period, "fin", ends)


def _add_registration_period(found: etree._Element, plan: SessionPlan) -> None:
    """Open from three months before to one week before, for sessions whose days are known."""
    if plan.interval == 0 and plan.starts == stamp(plan.days[0]):
        first = plan.days[0]
        opens, closes = first - timedelta(days=90), first - timedelta(days=7)
        _add_period(add(found, "periode-inscription"), stamp(opens), stamp(closes))


def _add_meeting(found: etree._Element, meeting: Meeting, plan: SessionPlan, site: str) -> None:
    """An « information collective » (dict-modalite-recrutement 9)."""
    holder = add(found, "recrutement")
    add(holder, "modalite-recrutement", 9)
    add(holder, "a-distance", int(meeting.remote))
    if meeting.remote:
        add(holder, "urlweb", f"{site}reunion/{plan.number.lower()}")
    else:
        add_address(holder, plan.place)
    add(holder, "nb-places", meeting.seats)
    _add_period(holder, stamp(meeting.on), stamp(meeting.on))
    add(holder, "heure-debut", meeting.starts)
    add(holder, "heure-fin", meeting.ends)
    add_each(holder, "commentaire", [meeting.comment])


def _add_own_extras(found: etree._Element, plan: SessionPlan) -> None:
    reviews = zip(("bilan-intermediaire", "bilan-final"), map(stamp, plan.reviews), strict=False)
    entries = (("date-entree", stamp(day)) for day in plan.entries)
    pairs: list[tuple[str, object]] = [("diffusion", "export-only" if plan.export_only else ""), *reviews, *entries]
    pairs += [("intervalle-entrees", plan.interval or ""), ("specificite", plan.specificity)]
    add_extras(found, "liaison", pairs)
