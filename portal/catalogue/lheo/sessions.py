"""From a LHEO `<session>` to the facts of one session: dates, recruitment, contacts, meetings, our own extras."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from portal.catalogue.status import ContactRole, EntryMode, Modality, PublicationState, RecruitmentState, ReviewKind

from . import checks, parties
from .codes import INFO_MEETING, SELECTION
from .facts import ContactFacts, MeetingFacts, PlaceFacts, SessionFacts, SessionOffer
from .wording import Children, Reading, children, code_text, cut, extras, first, line, some

MODES = {str(mode.lheo): mode.value for mode in Modality}
STATES = {str(state.lheo): state.value for state in RecruitmentState if state.lheo is not None}
MAX_PARTS = 1_000
_REVIEWS = (("bilan-intermediaire", ReviewKind.INTERIM.value), ("bilan-final", ReviewKind.FINAL.value))


class Delivery(NamedTuple):
    """What a session takes from its action: mode, entries, place, funded seats, old-style meeting days."""

    modality: str
    permanent: bool
    place: PlaceFacts
    seats: int | None
    meeting_days: list[str]
    action: Children


def session_offer(reading: Reading, session: etree._Element, delivery: Delivery) -> SessionOffer:
    """One session; nothing in it can refuse the record."""
    found = children(session)
    own = extras(found, "liaison") if "extras" in found else {}
    facts = _facts(reading, session, found, own, delivery)
    return SessionOffer(
        facts,
        tuple(_contacts(reading, found)),
        tuple(_meetings(reading, found, delivery)),
        tuple(_exact_days(reading, own.get("date-entree", ()), "date-entree", session)),
        tuple((kind, day) for name, kind in _REVIEWS for day in _exact_days(reading, own.get(name, ()), name, session)),
    )


def _facts(
    reading: Reading, session: etree._Element, found: Children, own: dict[str, list[str]], delivery: Delivery
) -> SessionFacts:
    begin, end = _period(reading, found, "periode")
    window = children(found["periode-inscription"][0]) if "periode-inscription" in found else {}
    opens, closes = _period(reading, window, "periode")
    interval, reason = checks.whole(own.get("intervalle-entrees", [None])[0], 1, 2)
    if reason:
        reading.note("intervalle-entrees", reason, session)
    special = own.get("specificite", [None])[0]
    hidden = own.get("diffusion", [None])[0] == "export-only"
    return SessionFacts(
        cut(reading, "numero", (session.get("numero") or "").strip(), parties.NUMBER_LIMIT, session),
        begin.first,
        begin.precision,
        end.last,
        end.precision,
        EntryMode.PERMANENT.value if delivery.permanent else EntryMode.FIXED.value,
        interval,
        delivery.modality,
        *delivery.place,
        _seats(reading, found) or delivery.seats,
        special is not None,
        cut(reading, "specificite", special, 200, session),
        line(reading, found, "modalites-inscription", 255),
        opens.first,
        closes.last,
        parties.web_address(reading, found, "url-session"),
        _state(reading, found),
        PublicationState.EXPORT_ONLY.value if hidden else PublicationState.PUBLISHED.value,
    )


def _period(reading: Reading, found: Children, name: str) -> tuple[checks.Day, checks.Day]:
    """Both days of a `periode`; partial ones keep their precision (rule 11)."""
    if name not in found:
        return checks.UNKNOWN_DAY, checks.UNKNOWN_DAY
    inner = children(found[name][0])
    begin, end, reason = checks.period(first(inner, "debut"), first(inner, "fin"))
    for field, day_reason in (("debut", begin.reason), ("fin", end.reason), (name, reason)):
        if day_reason:
            reading.note(field, day_reason, found[name][0])
    return begin, end


def _state(reading: Reading, found: Children) -> str:
    """1 open, 2 closed, 3 suspended; missing or unknown is « non renseigné », never open (rule 14)."""
    text = code_text(found, "etat-recrutement")
    state = STATES.get(text or "")
    if state is None:
        if text is not None and not checks.is_filler(text):
            reading.note(
                "etat-recrutement", f"« {text[:40]} » : recrutement non renseigné", found["etat-recrutement"][0]
            )
        return RecruitmentState.UNKNOWN.value
    return state


def _seats(reading: Reading, found: Children) -> int | None:
    for cycle in some(reading, found, "cycle", MAX_PARTS):
        seats, reason = checks.whole(code_text(children(cycle), "capacite-simultanee"), 0, 100_000)
        if reason:
            reading.note("capacite-simultanee", reason, cycle)
        if seats:
            return seats
    return None


def _contacts(reading: Reading, found: Children) -> Iterator[ContactFacts]:
    """Session contacts; without any, the EDOF registration contact kept in the extras (2.2 and EDOF)."""
    met = False
    for holder in some(reading, found, "contact-session", MAX_PARTS):
        if who := parties.contact(reading, holder):
            met = True
            yield who
    if met or "extras" not in found:
        return
    for group in found["extras"]:
        for extra in group:
            registration = group.get("info") == "session" and extra.get("info") == "contact-inscription"
            if registration and (who := parties.contact(reading, extra)):
                yield who._replace(role=ContactRole.RECEIVES.value)


def _meetings(reading: Reading, found: Children, delivery: Delivery) -> Iterator[MeetingFacts]:
    """Collective information: `recrutement` of mode 9, and the older `date-information` of the action."""
    for element in some(reading, found, "recrutement", MAX_PARTS):
        inner = children(element)
        mode = code_text(inner, "modalite-recrutement")
        if mode == INFO_MEETING:
            if meeting := _meeting(reading, element, inner):
                yield meeting
        elif mode is not None and mode not in SELECTION:
            reading.note("modalite-recrutement", f"le code « {mode[:40]} » n’existe pas", element)
    if delivery.meeting_days:
        where = _place_of(reading, delivery.action.get("adresse-information"))
        for text in delivery.meeting_days:
            held = checks.day(text)
            if held.precision == "day" and held.first:
                yield MeetingFacts(held.first, None, None, where, None, None, None)
            elif held.reason:
                reading.note("date-information", held.reason, delivery.action["date-information"][0])


def _meeting(reading: Reading, element: etree._Element, inner: Children) -> MeetingFacts | None:
    """One meeting; without an exact day there is nothing to go to."""
    begin, _ = _period(reading, inner, "periode")
    starts, starts_reason = checks.time(first(inner, "heure-debut"))
    ends, ends_reason = checks.time(first(inner, "heure-fin"))
    seats, seats_reason = checks.whole(code_text(inner, "nb-places"), 0, 100_000)
    remote, url_reason = checks.url(first(inner, "urlweb"))
    for field, reason in (
        ("heure-debut", starts_reason),
        ("heure-fin", ends_reason),
        ("nb-places", seats_reason),
        ("urlweb", url_reason),
    ):
        if reason:
            reading.note(field, reason, element)
    if begin.first is None or begin.precision != "day":
        return None
    where = _place_of(reading, [element] if "adresse" in inner else None)
    return MeetingFacts(
        begin.first, starts, ends, where, remote, seats or None, line(reading, inner, "commentaire", 500)
    )


def _place_of(reading: Reading, holders: list[etree._Element] | None) -> str | None:
    addresses = children(holders[0]).get("adresse") if holders else None
    if not addresses:
        return None
    return cut(reading, "adresse", parties.one_line(parties.place(reading, addresses[0])), 300, addresses[0])


def _exact_days(reading: Reading, texts: list[str] | tuple[()], field: str, session: etree._Element) -> Iterator[str]:
    """The exact days of our own extras; others are noted."""
    if len(texts) > MAX_PARTS:
        reading.note(field, f"{len(texts)} jours\u00a0: ceux au-delà de {MAX_PARTS} sont laissés de côté", session)
    for text in texts[:MAX_PARTS]:
        held = checks.day(text)
        if held.precision == "day" and held.first:
            yield held.first
        else:
            reading.note(field, held.reason or f"« {text[:40]} » n’est pas un jour exact", session)
