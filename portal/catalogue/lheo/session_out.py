"""From the model to LHEO, below the action: places, fundings, contacts, dates, meetings and our own extras."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from lxml import etree

from portal.catalogue.models import InfoMeeting, SessionFunding, TrainingSession
from portal.catalogue.status import EntryMode, Precision, PublicationState, ReviewKind

from .codes import BELGIAN_FUNDER_LABELS, INFO_MEETING
from .leaves import UNKNOWN_END, UNKNOWN_START
from .overlay import EXPORT_ONLY, write_state
from .places_out import child_text, insert, put
from .schema import NAMESPACE

Q = f"{{{NAMESPACE}}}"
OWN = "liaison"
_PATTERNS = {Precision.DAY: "%Y%m%d", Precision.MONTH: "%Y%m00", Precision.YEAR: "%Y0000"}
_REVIEWS = {ReviewKind.INTERIM: "bilan-intermediaire", ReviewKind.FINAL: "bilan-final"}


def place_of(session: TrainingSession) -> tuple[Any, ...]:
    """What makes two sessions happen in the same place."""
    return (session.place_name, session.address, session.postcode, session.town, session.commune_code, session.country)


def day(value: date | None, precision: Precision, filler: str) -> str:
    """A date as LHEO writes what is known of it."""
    if value is None or precision is Precision.UNKNOWN:
        return filler
    return value.strftime(_PATTERNS[precision]).rjust(8, "0")


def put_url(parent: etree._Element, name: str, address: str | None) -> None:
    """`url-*` and `web`: one address, or none."""
    for old in parent.findall(Q + name):
        parent.remove(old)
    if address:
        etree.SubElement(insert(parent, name), Q + "urlweb").text = address


def put_own(parent: etree._Element, values: Sequence[tuple[str, str | None]]) -> None:
    """Our own extras, in the place of those there were."""
    for old in parent.findall(f"{Q}extras[@info='{OWN}']"):
        parent.remove(old)
    told = [(key, text) for key, text in values if text]
    if told:
        group = etree.SubElement(parent, Q + "extras", info=OWN)
        for key, text in told:
            etree.SubElement(group, Q + "extra", info=key).text = text


def write_reach(details: etree._Element, phone: str | None, email: str | None, web: str | None) -> None:
    """How to reach someone, into a `coordonnees`."""
    if phone:
        etree.SubElement(insert(details, "telfixe"), Q + "numtel").text = phone
    if email:
        put(details, "courriel", email)
    put_url(details, "web", web)


def put_contacts(parent: etree._Element, name: str, people: Iterable[tuple[Any, ...]]) -> None:
    """(type, name, phone, email, web) of each contact, in the place of those there were."""
    for old in parent.findall(Q + name):
        parent.remove(old)
    for kind, person, phone, email, web in people:
        contact = etree.SubElement(parent, Q + name)
        if kind is not None:
            put(contact, "type-contact", str(kind))
        details = insert(contact, "coordonnees")
        put(details, "nom", person or None)
        write_reach(details, phone, email, web)


def write_address(
    parent: etree._Element,
    name: str | None,
    lines: str | None,
    postcode: str | None,
    town: str | None,
    commune_code: str | None,
    country: str | None,
    point: tuple[float, float] | None,
) -> None:
    """An `adresse` into `parent`; the writer gives Belgian ones their profile."""
    address = insert(parent, "adresse")
    put(address, "denomination", name or None)
    for line in (lines or "").splitlines():
        if line.strip():
            insert(address, "ligne").text = line.strip()
    if address.find(Q + "ligne") is None:
        put(address, "ligne", "-")
    put(address, "codepostal", postcode or None)
    put(address, "ville", town or None)
    if commune_code:
        put(address, "code-INSEE-commune", commune_code[1:])
    put(address, "pays", country or "FR")
    if point is not None:
        geo = insert(address, "geolocalisation")
        put(geo, "latitude", f"{point[0]:.6f}")
        put(geo, "longitude", f"{point[1]:.6f}")


def _session_address(parent: etree._Element, session: TrainingSession) -> None:
    point = None
    if session.latitude is not None and session.longitude is not None:
        point = (session.latitude, session.longitude)
    write_address(
        parent,
        session.place_name,
        session.address,
        session.postcode,
        session.town,
        session.commune_code,
        session.country,
        point,
    )


def put_places(action: etree._Element, session: TrainingSession, others: Iterable[dict[str, Any]]) -> None:
    """The place of the sessions first, then the other ones of the action; unchanged places keep what else they say."""
    there = action.find(f"{Q}lieu-de-formation/{Q}coordonnees/{Q}adresse")
    if there is not None and _says(there, session):
        return
    for old in action.findall(Q + "lieu-de-formation"):
        action.remove(old)
    if session.postcode or session.town or session.place_name or session.address:
        main = etree.SubElement(action, Q + "lieu-de-formation", tag="principal")
        _session_address(etree.SubElement(main, Q + "coordonnees"), session)
    for place in others:
        other = etree.SubElement(etree.SubElement(action, Q + "lieu-de-formation"), Q + "coordonnees")
        code = place.get("commune_code")
        country = "BE" if str(code or "").startswith("B") else None
        words = place.get("name"), place.get("address"), place.get("postcode"), place.get("town")
        write_address(other, *words, code, country, None)


def _says(address: etree._Element, session: TrainingSession) -> bool:
    """Whether a document's address is still the session's."""
    postcode = child_text(address, "codepostal").removeprefix("B")
    return (postcode, child_text(address, "ville"), child_text(address, "denomination")) == (
        session.postcode or "",
        session.town or "",
        session.place_name or "",
    )


def put_fundings(action: etree._Element, fundings: Sequence[SessionFunding]) -> None:
    """Who pays, with programme and market in the extras that feeds already use."""
    for old in action.findall(Q + "organisme-financeur"):
        action.remove(old)
    for funding in fundings:
        element = etree.SubElement(action, Q + "organisme-financeur")
        put(element, "code-financeur", str(funding.funder.lheo_code))
        put(element, "nb-places-financees", None if funding.seats_funded is None else str(funding.seats_funded))
        label = funding.label or BELGIAN_FUNDER_LABELS.get(funding.funder.code)
        _extras(element, "financeur", [("libelle", label)])
        _extras(
            element,
            "specificites",
            [("programme-financeur", funding.programme), ("ref-action-marche-financeur", funding.market_number)],
        )


def _extras(parent: etree._Element, info: str, values: Sequence[tuple[str, str | None]]) -> None:
    told = [(key, text) for key, text in values if text]
    if told:
        group = etree.SubElement(parent, Q + "extras", info=info)
        for key, text in told:
            etree.SubElement(group, Q + "extra", info=key).text = text


def session(model: TrainingSession, base: etree._Element | None) -> etree._Element:
    """One `session`; `base` is its element in the document it came with."""
    made = base if base is not None else etree.Element(Q + "session")
    made.set("numero", model.number or model.public_id)
    made.set("datemaj", f"{model.updated_at:%Y%m%d}")
    period = made.find(f"{Q}periode")
    if period is None:
        period = insert(made, "periode")
    put(period, "debut", day(model.starts_on, model.starts_precision, UNKNOWN_START))
    put(period, "fin", day(model.ends_on, model.ends_precision, UNKNOWN_END))
    if made.find(Q + "adresse-inscription") is None and (model.postcode or model.town):
        _session_address(insert(made, "adresse-inscription"), model)
    put(made, "modalites-inscription", model.registration_text or None)
    _window(made, model)
    write_state(made, model.recruitment_state.value)
    _meetings(made, model.meetings)
    put_url(made, "url-session", model.url)
    put_contacts(made, "contact-session", [(c.type_code, c.name, c.phone, c.email, c.web) for c in model.contacts])
    _seats(made, model)
    _own_extras(made, model)
    return made


def _window(made: etree._Element, model: TrainingSession) -> None:
    for old in made.findall(Q + "periode-inscription"):
        made.remove(old)
    if model.registration_from or model.registration_until:
        period = etree.SubElement(insert(made, "periode-inscription"), Q + "periode")
        put(period, "debut", day(model.registration_from, Precision.DAY, UNKNOWN_START))
        put(period, "fin", day(model.registration_until, Precision.DAY, UNKNOWN_END))


def _meetings(made: etree._Element, meetings: Iterable[InfoMeeting]) -> None:
    """Information meetings, as recruitments of kind 9; other kinds of recruitment stay."""
    for old in made.findall(Q + "recrutement"):
        if child_text(old, "modalite-recrutement") == INFO_MEETING:
            made.remove(old)
    for meeting in meetings:
        element = insert(made, "recrutement")
        put(element, "modalite-recrutement", INFO_MEETING)
        put(element, "urlweb", meeting.remote_url or None)
        put(element, "nb-places", None if meeting.seats is None else str(meeting.seats))
        period = insert(element, "periode")
        for name in ("debut", "fin"):
            put(period, name, f"{meeting.held_on:%Y%m%d}")
        put(element, "heure-debut", _hour(meeting.starts_at))
        put(element, "heure-fin", _hour(meeting.ends_at))
        words = [part for part in (meeting.comment, meeting.place and f"Lieu\u00a0: {meeting.place}") if part]
        put(element, "commentaire", ". ".join(words) or None)


def _hour(text: str | None) -> str | None:
    """« 14:15 » as LHEO writes it: 14h15."""
    return text.replace(":", "h") if text else None


def _seats(made: etree._Element, model: TrainingSession) -> None:
    """Capacity goes into a cycle, unless the funded seats already say it."""
    cycle = made.find(Q + "cycle")
    if cycle is not None:
        put(cycle, "capacite-simultanee", None if model.seats is None else str(model.seats))
    elif model.seats is not None and model.seats != max((f.seats_funded or 0 for f in model.fundings), default=0):
        cycle = insert(made, "cycle")
        put(cycle, "type-cycle", "0")
        put(cycle, "capacite-simultanee", str(model.seats))


def _own_extras(made: etree._Element, model: TrainingSession) -> None:
    permanent = model.entry_mode is EntryMode.PERMANENT
    hidden = model.publication_state is PublicationState.EXPORT_ONLY
    interval = str(model.entry_interval_weeks) if permanent and model.entry_interval_weeks else None
    put_own(
        made,
        [
            ("diffusion", EXPORT_ONLY if hidden else None),
            *((_REVIEWS[review.kind], f"{review.on:%Y%m%d}") for review in model.review_dates),
            *(("date-entree", f"{entry.on:%Y%m%d}") for entry in model.entry_dates),
            ("intervalle-entrees", interval),
            ("specificite", model.specificity if model.complementary else None),
        ],
    )
