"""From the model to LHEO: the fields that the portal owns, written over a document or into an empty record.

Used for actions a person edited or entered. LHEO says place, mode, entries, fundings and providers once per `<action>`,
the portal once per session: sessions that agree on them share an `<action>`, the others get a copy of it (rule 15).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from portal.catalogue.models import ActionTerms, TrainingAction, TrainingSession
from portal.organisations.models import Organisation

from . import session_out
from .overlay import number_of
from .places_out import add_extras, put
from .plain import words_of
from .schema import NAMESPACE

Q = f"{{{NAMESPACE}}}"
_NSMAP: Any = {None: NAMESPACE}
_DOMAINS = (("formacode", "code-FORMACODE"), ("nsf", "code-NSF"), ("rome", "code-ROME"))
_CERTIFICATIONS = {"rncp": "code-RNCP", "certifinfo": "code-CERTIFINFO", "rs": "code-RS", "cpf": "code-CPF"}
_TERMS = (
    ("rythme-formation", "rhythm"),
    ("info-public-vise", "publics_info"),
    ("modalites-alternance", "alternation"),
    ("conditions-specifiques", "prerequisites"),
    ("restauration", "meals"),
    ("hebergement", "lodging"),
    ("transport", "transport"),
    ("acces-handicapes", "accessibility"),
    ("modalites-recrutement", "recruitment_text"),
    ("modalites-pedagogiques", "teaching_text"),
    ("frais-restants", "remaining_costs"),
    ("prix-total-TTC", "price_total"),
    ("duree-indicative", "duration_text"),
    ("detail-conditions-prise-en-charge", "costs_detail"),
)
_TERMS_FLAGS = (
    ("niveau-entree-obligatoire", "entry_level_required"),
    ("prise-en-charge-frais-possible", "costs_covered"),
    ("conventionnement", "conventioned"),
)
_HOURS = (
    ("nombre-heures-centre", "hours_centre"),
    ("nombre-heures-entreprise", "hours_company"),
    ("nombre-heures-total", "hours_total"),
)


def formation(
    action: TrainingAction, sessions: Sequence[TrainingSession], base: etree._Element | None, base_url: str
) -> etree._Element:
    """The record of `action` with these sessions; `base` is the document it came with, changed in place."""
    made = base if base is not None else etree.Element(Q + "formation", nsmap=_NSMAP)
    _description(made, action, base_url)
    templates = [one for one in made.findall(Q + "action") if one.find(Q + "session") is not None]
    for old in made.findall(Q + "action"):
        made.remove(old)
    lead_number = action.lead_organisation.company_no if action.lead_organisation else None
    numbers = Counter((one.terms_id, one.number) for one in action.sessions)
    shared = {key for key, count in numbers.items() if count > 1}
    for group in _groups(sessions):
        terms = group[0].terms
        template = templates[terms.position] if terms.position < len(templates) else None
        made.append(_action(terms, group, template, lead_number, shared))
    _organisation(made, action.lead_organisation)
    return made


def flag(value: bool | None) -> str | None:
    """0, 1, or nothing when nobody said."""
    return None if value is None else str(int(value))


def _plain(value: str | None) -> str | None:
    return words_of(value) if value else None


def _number(value: object) -> str | None:
    return None if value is None else str(value)


def _description(made: etree._Element, action: TrainingAction, base_url: str) -> None:
    made.set("numero", action.number or action.public_id)
    made.set("datemaj", f"{action.updated_at:%Y%m%d}")
    if made.get("href") is None:
        made.set("href", f"{base_url}/offres/{action.public_id}")
    put(made, "intitule-formation", action.title)
    put(made, "objectif-formation", _plain(action.objective))
    put(made, "contenu-formation", _plain(action.programme))
    put(made, "resultats-attendus", _plain(action.expected_results))
    put(made, "certifiante", flag(action.certifying))
    put(made, "parcours-de-formation", _number(action.pathway))
    put(made, "code-niveau-entree", _number(action.entry_level))
    put(made, "code-niveau-sortie", _number(action.exit_level))
    put(made, "objectif-general-formation", _number(action.general_goal))
    session_out.put_url(made, "url-formation", action.url)
    _codes(made, action.codes)
    people = [
        (one.get("type"), one.get("name"), one.get("phone"), one.get("email"), one.get("web"))
        for one in action.contacts
    ]
    session_out.put_contacts(made, "contact-formation", people)
    session_out.put_own(
        made,
        [("type-action", action.kind.value if action.kind else None), ("segment-sieg", _number(action.sieg_segment))],
    )


def _codes(made: etree._Element, codes: Iterable[dict[str, Any]]) -> None:
    known = list(codes)
    domain = _fresh(made, "domaine-formation")
    for scheme, name in _DOMAINS:
        for one in sorted((c for c in known if c["scheme"] == scheme), key=lambda c: not c.get("main")):
            leaf = etree.SubElement(domain, Q + name)
            leaf.text = one["code"]
            if one.get("version"):
                leaf.set("ref", one["version"])
            if one.get("main"):
                leaf.set("tag", "principal")
    for old in made.findall(Q + "certification"):
        made.remove(old)
    by_scheme = {scheme: [c["code"] for c in known if c["scheme"] == scheme] for scheme in _CERTIFICATIONS}
    for rank in range(max(map(len, by_scheme.values()))):
        certification = etree.SubElement(made, Q + "certification")
        for scheme, name in _CERTIFICATIONS.items():
            if rank < len(by_scheme[scheme]):
                etree.SubElement(certification, Q + name).text = by_scheme[scheme][rank]


def _fresh(parent: etree._Element, name: str) -> etree._Element:
    """A new empty child `name` in the place of those there were."""
    for old in parent.findall(Q + name):
        parent.remove(old)
    return etree.SubElement(parent, Q + name)


def _groups(sessions: Sequence[TrainingSession]) -> list[list[TrainingSession]]:
    """Sessions that can stand in one LHEO action, in the order of terms, then of the sessions."""
    groups: dict[tuple[Any, ...], list[TrainingSession]] = {}
    for session in sorted(sessions, key=lambda one: (one.terms.position, one.id)):
        fundings = tuple((f.funder_id, f.label, f.market_number, f.programme, f.seats_funded) for f in session.fundings)
        providers = tuple(p.organisation_id for p in session.providers)
        key = (
            session.terms_id,
            session_out.place_of(session),
            session.modality,
            session.entry_mode,
            fundings,
            providers,
        )
        groups.setdefault(key, []).append(session)
    return list(groups.values())


def _action(
    terms: ActionTerms,
    group: Sequence[TrainingSession],
    template: etree._Element | None,
    lead_number: str | None,
    shared: Container[tuple[int, str | None]],
) -> etree._Element:
    made = deepcopy(template) if template is not None else etree.Element(Q + "action", nsmap=_NSMAP)
    elements = _by_number(made)
    for name in ("session", "date-information", "adresse-information"):  # meetings are written on the sessions
        for old in made.findall(Q + name):
            made.remove(old)
    if terms.number:
        made.set("numero", terms.number)
    _terms(made, terms)
    first = group[0]
    put(made, "modalites-enseignement", str(first.modality.lheo))
    put(made, "modalites-entrees-sorties", "1" if first.entry_mode.value == "permanent" else "0")
    session_out.put_places(made, first, terms.other_places)
    session_out.put_fundings(made, first.fundings)
    _providers(made, [p.organisation for p in first.providers], lead_number)
    for session in group:
        known = None if (terms.id, session.number) in shared else elements.get(session.number)
        made.append(session_out.session(session, known))
    return made


def _by_number(action: etree._Element) -> dict[str | None, etree._Element]:
    """The sessions of a document that their number alone tells: of twins one may be closed, and its words stay out."""
    elements: dict[str | None, list[etree._Element]] = defaultdict(list)
    for element in action.findall(Q + "session"):
        elements[number_of(element)].append(element)
    return {number: found[0] for number, found in elements.items() if len(found) == 1}


def _terms(made: etree._Element, terms: ActionTerms) -> None:
    for name, field in _TERMS:
        put(made, name, _plain(getattr(terms, field)))
    for name, field in _TERMS_FLAGS:
        put(made, name, flag(getattr(terms, field)))
    for name, field in _HOURS:
        hours = getattr(terms, field)
        put(made, name, None if hours is None else str(round(hours)))
    session_out.put_url(made, "url-action", terms.url)
    for name in ("code-public-vise", "langue-formation"):
        for old in made.findall(Q + name):
            made.remove(old)
    for public in terms.publics:
        leaf = etree.SubElement(made, Q + "code-public-vise")
        leaf.text = public["code"]
        if public.get("version"):
            leaf.set("ref", public["version"])
    for language in terms.languages:
        etree.SubElement(made, Q + "langue-formation").text = language


def _providers(made: etree._Element, organisations: Sequence[Organisation], lead_number: str | None) -> None:
    """Who delivers; elements already there for the same company keep what else they say."""
    there = {
        (one.findtext(f"{Q}SIRET-formateur/{Q}SIRET") or "").strip(): one
        for one in made.findall(Q + "organisme-formateur")
    }
    for old in made.findall(Q + "organisme-formateur"):
        made.remove(old)
    for organisation in organisations:
        known = there.get(organisation.company_no or "")
        if known is not None:
            made.append(known)
            continue
        if organisation.company_no == lead_number and lead_number and len(organisations) == 1:
            continue
        element = etree.SubElement(made, Q + "organisme-formateur")
        _siret(element, "SIRET-formateur", organisation)
        etree.SubElement(element, Q + "raison-sociale-formateur").text = organisation.legal_name or organisation.name


def _siret(parent: etree._Element, name: str, organisation: Organisation) -> None:
    """The company number; a Belgian one is given its profile by the writer."""
    if organisation.company_no:
        put(_fresh(parent, name), "SIRET", organisation.company_no)


def _organisation(made: etree._Element, lead: Organisation | None) -> None:
    element = made.find(Q + "organisme-formation-responsable")
    if lead is None:
        return
    if element is None:
        element = etree.SubElement(made, Q + "organisme-formation-responsable")
    if lead.activity_no:
        put(element, "numero-activite", lead.activity_no)
    _siret(element, "SIRET-organisme-formation", lead)
    put(element, "nom-organisme", lead.name)
    put(element, "raison-sociale", lead.legal_name or lead.name)
    if lead.country == "BE" and lead.company_no:
        add_extras(element, "identifiants-be", [("numero-bce", lead.company_no)])
    if element.find(Q + "coordonnees-organisme") is None:
        details = etree.SubElement(etree.SubElement(element, Q + "coordonnees-organisme"), Q + "coordonnees")
        if lead.postcode or lead.town:
            session_out.write_address(
                details, None, lead.address, lead.postcode, lead.town, lead.commune_code, lead.country, None
            )
        session_out.write_reach(details, lead.phone, lead.email, lead.website)
    if element.find(Q + "contact-organisme") is None:
        contact = etree.SubElement(element, Q + "contact-organisme")
        session_out.write_reach(etree.SubElement(contact, Q + "coordonnees"), lead.phone, lead.email, lead.website)
