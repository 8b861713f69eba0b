"""schema.org Course and CourseInstance for an offer (lheo.md section 6); never a person's name, never a
session that the public may not see: it is made from the public offer only."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from portal.foundation.richtext import shown

from .offers import PublicOffer, PublicSession
from .status import EntryMode, Modality, Precision, RecruitmentState

COURSE_MODE = {Modality.ONSITE: "Onsite", Modality.MIXED: "Blended", Modality.REMOTE: "Online"}


def course(offer: PublicOffer, *, url: str, portal_name: str) -> Markup:
    """The JSON-LD text, safe inside a script element (every « < », « > » and « & » escaped)."""
    action = offer.action
    provider = {"@type": "Organization", "name": action.organisation or portal_name}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": url,
        "url": url,
        "name": action.title,
        "description": _plain(action.objective) or action.title,
        "inLanguage": "fr",
        "provider": provider,
        "offers": _offer(offer.sessions[0]),
        "hasCourseInstance": [_instance(session, url) for session in offer.sessions],
    }
    if action.number:
        data["courseCode"] = action.number
    if prerequisites := offer.sessions[0].terms.prerequisites:
        data["coursePrerequisites"] = _plain(prerequisites)
    return _escaped(data)


def _instance(session: PublicSession, url: str) -> dict[str, Any]:
    row, terms = session.row, session.terms
    data: dict[str, Any] = {
        "@type": "CourseInstance",
        "@id": f"{url}#session-{row.public_id}",
        "courseMode": COURSE_MODE[row.modality],
        "eventStatus": "https://schema.org/EventScheduled",
        "offers": _offer(session),
    }
    if row.starts_on and row.starts_precision is Precision.DAY:
        data["startDate"] = row.starts_on.isoformat()
    if row.ends_on and row.ends_precision is Precision.DAY:
        data["endDate"] = row.ends_on.isoformat()
    if terms.hours_total:
        data["courseWorkload"] = f"PT{int(terms.hours_total)}H"
    if row.town:
        data["location"] = _place(row)
    if row.seats:
        data["maximumAttendeeCapacity"] = row.seats
    if row.entry_mode is EntryMode.PERMANENT:
        data["description"] = "Entrées permanentes"
    return data


def _place(row: Any) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": ", ".join((row.address or "").split("\n")) or None,
        "postalCode": row.postcode,
        "addressLocality": row.town,
        "addressCountry": row.country or "FR",
    }
    return {
        "@type": "Place",
        "name": row.place_name or row.town,
        "address": {key: value for key, value in address.items() if value},
    }


def _offer(session: PublicSession) -> dict[str, Any]:
    free = bool(session.terms.conventioned)
    suspended = session.row.recruitment_state is RecruitmentState.SUSPENDED
    data: dict[str, Any] = {
        "@type": "Offer",
        "category": "Free" if free else "Partially Free",
        "availability": f"https://schema.org/{'OutOfStock' if suspended else 'InStock'}",
    }
    if free:
        data |= {"price": 0, "priceCurrency": "EUR"}
    return data


def _plain(html: str | None) -> str:
    if not html:
        return ""
    words = shown(html.replace("<", " <")).striptags() if "<" in html else html
    return " ".join(words.split())


def _escaped(data: dict[str, Any]) -> Markup:
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - no character that HTML reads is left
