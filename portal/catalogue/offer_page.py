"""What the page of an offer says: the public offer put into French words for templates/catalogue/show.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from portal import places
from portal.foundation import french
from portal.foundation.richtext import shown
from portal.foundation.text import slug, without_controls
from portal.places.commune import Commune

from . import cards, jsonld
from .lheo import codes
from .offers import Meeting, PublicOffer, PublicSession
from .search.order import Dates, standing
from .status import ContactRole, EntryMode

SHOWN_AT_FIRST = 10
ROLE_LABELS = {
    ContactRole.RECEIVES: "Reçoit les candidatures",
    ContactRole.ANSWERS: "Répond aux questions",
    ContactRole.BOTH: "Répond aux questions et reçoit les candidatures",
}
PUBLIC_LABELS = {
    "80001": "personnes sans emploi",
    "80006": "demandeurs d’emploi",
    "80007": "demandeurs d’emploi de longue durée",
    "80009": "demandeurs d’emploi de moins de 26 ans",
    "80010": "bénéficiaires du RSA",
    "81019": "personnes en situation d’illettrisme",
    "81020": "personnes handicapées",
    "81022": "personnes immigrées",
    "81023": "personnes arrivées récemment",
    "81033": "jeunes de 16 à 29 ans",
    "81042": "personnes réfugiées",
    "81043": "personnes en difficulté avec le numérique",
    "82044": "salariés",
    "83056": "tout public",
}
"""Only the codes of version V14 whose meaning is certain (lheo.md: a code means something else in V10)."""
SCHEMES = {
    "formacode": "Formacode",
    "rome": "ROME",
    "nsf": "NSF",
    "rncp": "RNCP",
    "rs": "Répertoire spécifique",
    "cpf": "CPF",
    "certifinfo": "Certif Info",
}


@dataclass(frozen=True)
class Asked:
    """How a visitor wants to see an offer: from where, nearest first or next entry first, all sessions or ten."""

    today: date
    place: Commune | None = None
    place_text: str = ""
    nearest_first: bool = False
    everything: bool = False


def asked_by(values: Mapping[str, str], today: date) -> Asked:
    """Read the address of an offer: `lieu`, `tri=distance`, `sessions=toutes`; what is not understood is ignored."""
    text = without_controls(values.get("lieu", "")[:120]).strip()
    coded = places.by_code(text)
    found = [coded] if coded else list(places.find(text)) if text else []
    place = found[0] if len(found) == 1 else None
    return Asked(
        today,
        place,
        place.label if place else text,
        nearest_first=place is not None and values.get("tri") == "distance",
        everything=values.get("sessions") == "toutes",
    )


def context(offer: PublicOffer, asked: Asked, *, base_url: str, portal_name: str) -> dict[str, Any]:
    """The variable `offer` of show.html."""
    action, today = offer.action, asked.today
    distances = {session.row.id: _distance(session.row, asked.place) for session in offer.sessions}
    sessions = _in_order(offer.sessions, asked, distances)
    path = cards.offer_path(action.public_id, slug(action.title))
    listed = sessions if asked.everything else sessions[:SHOWN_AT_FIRST]
    return {
        "title": action.title,
        "organisation": action.organisation or "un organisme de formation",
        "objective": _rich(action.objective),
        "programme": _rich(action.programme),
        "expected_results": _rich(action.expected_results),
        "facts": _facts(action, sessions),
        "sessions": [_session(action, session, today, distances[session.row.id]) for session in listed],
        "more_sessions_url": _address(path, replace(asked, everything=True)) if len(listed) < len(sessions) else None,
        "place": _place(path, asked),
        "contacts": _contacts(action, sessions),
        "how_to_apply": _how_to_apply(sessions, today),
        "call": _call(action, sessions[0]),
        "today": french.day(today),
        "share": {
            "url": f"{base_url}{path}",
            "mailto": _mailto("", f"Une formation : {action.title}", f"{action.title}\n{base_url}{path}"),
        },
        "updated": french.day(action.source_updated_on or action.updated_at.date()),
        "source": action.organisation,
        "codes": _codes(action.codes),
        "jsonld": jsonld.course(offer, url=f"{base_url}{path}", portal_name=portal_name),
    }


def _rich(html: str | None) -> Markup | None:
    return shown(html) if html else None


def _session(action: Any, session: PublicSession, today: date, distance: float | None) -> dict[str, Any]:
    row = session.row
    calendar = f"/offres/{action.public_id}/sessions/{row.public_id}.ics"
    entries = [on for on in session.entry_dates if on >= today]
    dated = row.starts_on is not None and row.starts_precision.value == "day"
    return {
        "anchor": f"session-{row.public_id}",
        "dates": _capital(french.period(row.starts_on, row.starts_precision, row.ends_on, row.ends_precision)),
        "entry": _entry(session, today),
        "entry_dates": [french.day(on) for on in entries] if len(entries) > 1 else [],
        "place_lines": cards.place_lines(row),
        "distance": distance,
        "state": row.recruitment_state,
        "modality": row.modality.label,
        "seats": french.plural(row.seats, "place") if row.seats else "",
        "funders": ", ".join(session.funders),
        "meetings": [
            _meeting(calendar, index, meeting, row)
            for index, meeting in enumerate(session.meetings)
            if meeting.held_on >= today
        ],
        "contacts": [_contact(contact, action.title) for contact in session.contacts],
        "ics_url": calendar if dated else None,
        "registration": row.registration_text or "",
        "specificity": row.specificity or "",
    }


def _in_order(
    sessions: Sequence[PublicSession], asked: Asked, distances: Mapping[int, float | None]
) -> list[PublicSession]:
    """Next entry first, as in the listing; or nearest first."""
    ordered = sorted(sessions, key=lambda session: _standing(session, asked.today)[0])
    if asked.nearest_first:
        ordered.sort(key=lambda session: _far(distances[session.row.id]))
    return ordered


def _place(path: str, asked: Asked) -> dict[str, Any]:
    """The little form that asks from where, and the other order."""
    by_date = asked.place is not None and not asked.nearest_first
    return {
        "text": asked.place_text,
        "unknown": bool(asked.place_text) and asked.place is None,
        "nearest_url": _address(path, replace(asked, nearest_first=True)) if by_date else None,
        "soonest_url": _address(path, replace(asked, nearest_first=False)) if asked.nearest_first else None,
        "path": path,
    }


def _distance(row: Any, place: Commune | None) -> float | None:
    """Kilometres from the place asked to the commune of the session; None when either is not known."""
    commune = places.by_code(row.commune_code) if place and row.commune_code else None
    return places.distance_km(place, commune) if place and commune else None


def _far(distance: float | None) -> float:
    return float("inf") if distance is None else distance


def _address(path: str, asked: Asked) -> str:
    """The address of the page seen this way."""
    pairs = {"lieu": asked.place.code} if asked.place else {}
    if asked.nearest_first:
        pairs["tri"] = "distance"
    if asked.everything:
        pairs["sessions"] = "toutes"
    return f"{path}?{urlencode(pairs)}#sessions" if pairs else f"{path}#sessions"


def _standing(session: PublicSession, today: date) -> tuple[int, date | None]:
    """Where the session stands in the order of the listing, and its next entry: the same rule for both."""
    row = session.row
    return standing(Dates(row.entry_mode, row.starts_on, row.starts_precision, row.ends_on), session.entry_dates, today)


def _entry(session: PublicSession, today: date) -> str:
    """When people enter; a permanent entry whose period is past is said to be confirmed by the organisation."""
    row, following = session.row, _standing(session, today)[1]
    past = following is None and row.ends_on is not None and row.ends_on < today
    if row.entry_mode is EntryMode.PERMANENT and past:
        return f"Entrées permanentes{french.NBSP}: dates à confirmer auprès de l’organisme"
    return cards.entry(row.entry_mode, row.starts_on, following)


def _meeting(calendar: str, index: int, meeting: Meeting, row: Any) -> dict[str, Any]:
    """One information meeting; its place is named when it is not the place of the session."""
    at = f" à {french.clock(meeting.starts_at)}" if meeting.starts_at else ""
    until = f" (jusqu’à {french.clock(meeting.ends_at)})" if meeting.starts_at and meeting.ends_at else ""
    elsewhere = meeting.place and not all(line in meeting.place for line in (row.address or "?").split("\n"))
    where = f", {meeting.place}" if elsewhere else ""
    words = f"Information collective le {french.weekday(meeting.held_on)}{at}{until}{where}"
    said = f"{words}. {meeting.comment}" if meeting.comment else words
    return {"text": said, "ics_url": f"{calendar}?reunion={index + 1}"}


def _contact(row: Any, title: str) -> dict[str, str]:
    return person(row.name, row.phone, row.email, title, ROLE_LABELS[row.role])


def person(name: str | None, phone: str | None, email: str | None, title: str, role: str) -> dict[str, str]:
    """A contact with its phone as a link and its mail ready to write (R-002-37)."""
    return {
        "name": name or "l’organisme",
        "phone": phone or "",
        "phone_href": f"tel:{''.join(c for c in phone or '' if c.isdigit() or c == '+')}",
        "email": email or "",
        "mailto": _mailto(email, f"Demande d’information – {title}") if email else "",
        "role_label": role,
    }


def _mailto(address: str | None, subject: str, body: str = "") -> str:
    text = f"mailto:{quote(address or '', safe='@')}?subject={quote(subject)}"
    return f"{text}&body={quote(body)}" if body else text


def _contacts(action: Any, sessions: Sequence[PublicSession]) -> list[dict[str, str]]:
    """The action's own contacts; none when every session already gives its own."""
    given = [
        person(c.get("name"), c.get("phone"), c.get("email"), action.title, "")
        for c in action.contacts
        if c.get("phone") or c.get("email")
    ]
    if all(session.contacts for session in sessions):
        return []
    if given:
        return given[:3]
    if action.organisation_phone or action.organisation_email:
        return [person(action.organisation, action.organisation_phone, action.organisation_email, action.title, "")]
    return []


def _call(action: Any, session: PublicSession) -> dict[str, str] | None:
    """Whom to call first: the contact of the first session shown, else the organisation."""
    for contact in session.contacts:
        if contact.phone:
            return person(contact.name, contact.phone, contact.email, action.title, "")
    if action.organisation_phone:
        return person(action.organisation, action.organisation_phone, None, action.title, "")
    return None


def _how_to_apply(sessions: Sequence[PublicSession], today: date) -> list[str]:
    meeting = any(meeting.held_on >= today for session in sessions for meeting in session.meetings)
    steps = [
        "Appelez ou écrivez au contact de la session qui vous convient. Il vous dira s’il reste des places.",
        "Parlez-en à votre conseiller (France Travail, mission locale, Cap emploi, CPAS, Forem…). "
        "C’est souvent lui qui propose votre candidature.",
    ]
    if meeting:
        steps.insert(1, "Venez à une information collective. On vous y explique la formation et comment y entrer.")
    return steps


def _facts(action: Any, sessions: Sequence[PublicSession]) -> list[tuple[str, str]]:
    terms = sessions[0].terms
    providers = dict.fromkeys(name for session in sessions for name in session.providers)
    funders = dict.fromkeys(name for session in sessions for name in session.funders)
    pairs = (
        ("Type", action.kind.label if action.kind else None),
        ("Certification", "Oui, la formation mène à une certification" if action.certifying else None),
        ("Pour qui", _publics(terms)),
        ("Prérequis", terms.prerequisites),
        ("Niveau d’entrée", codes.LEVEL.get(str(action.entry_level)) if action.entry_level else None),
        ("Niveau de sortie", codes.LEVEL.get(str(action.exit_level)) if action.exit_level else None),
        ("Durée", _duration(terms)),
        ("Rythme", terms.rhythm),
        ("Alternance", terms.alternation),
        ("Financement", ", ".join(funders) or None),
        ("Coût", _cost(terms)),
        ("Formation assurée par", ", ".join(name for name in providers if name != action.organisation) or None),
        ("Accès des personnes handicapées", terms.accessibility),
        ("Repas", terms.meals),
        ("Hébergement", terms.lodging),
        ("Transport", terms.transport),
    )
    return [(label, _capital(value)) for label, value in pairs if value]


def _publics(terms: Any) -> str | None:
    known = [PUBLIC_LABELS.get(p["code"]) for p in terms.publics if p.get("version") == "V14"]
    words = ", ".join(dict.fromkeys(label for label in known if label))
    return _sentences(words, terms.publics_info)


def _duration(terms: Any) -> str | None:
    parts = [
        f"{_hours(value)} {where}".strip()
        for value, where in (
            (terms.hours_total, "au total"),
            (terms.hours_centre, "en centre"),
            (terms.hours_company, "en entreprise"),
        )
        if value
    ]
    return ", ".join(parts) or terms.duration_text


def _hours(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",") + f"{french.NNBSP}h"


def _cost(terms: Any) -> str | None:
    paid = "Formation financée" if terms.conventioned else "Prise en charge possible" if terms.costs_covered else None
    price = f"Prix{french.NBSP}: {_price(terms.price_total)}" if terms.price_total else None
    return _sentences(paid, price, terms.costs_detail, terms.remaining_costs)


def _price(text: str) -> str:
    """« 2660.00 » as « 2 660 € », « 12.50 » as « 12,50 € »; anything else as it came."""
    try:
        amount = Decimal(text.replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        return text
    whole = french.number(int(amount))
    cents = "" if amount == int(amount) else f",{amount % 1:.2f}".replace("0.", "")
    return f"{whole}{cents}{french.NNBSP}€"


def _sentences(*parts: str | None) -> str | None:
    """The parts as sentences: capitals, one full stop between them."""
    return ". ".join(_capital(part.strip().rstrip(".")) for part in parts if part and part.strip()) or None


def _codes(entries: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (label, ", ".join(entry["code"] for entry in entries if entry["scheme"] == scheme))
        for scheme, label in SCHEMES.items()
        if any(entry["scheme"] == scheme for entry in entries)
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
