"""One offer of the demo as a LHEO 2.3 `<formation>`, strictly in the order of the schema."""

from __future__ import annotations

import zlib
from random import Random

from lxml import etree

from portal.demo import phrases
from portal.demo.bodies import Body
from portal.demo.chance import stream
from portal.demo.dates import stamp
from portal.demo.funding import LHEO_FUNDERS, PROGRAMMES
from portal.demo.people import address, desk
from portal.demo.plan import Offer, Terms, public_key
from portal.demo.wording import french, wording
from portal.demo.writing_session import add_session
from portal.demo.xml import NAMESPACE, add, add_address, add_contact, add_each, add_extras, siret, website

_PAID_BY_THEMSELVES = frozenset({"BENEFICIAIRE", "ENTREPRISE"})
_FREE_TEXTS = """
intitule-formation objectif-formation resultats-attendus contenu-formation rythme-formation info-public-vise
modalites-alternance conditions-specifiques modalites-inscription commentaire restauration hebergement transport
acces-handicapes modalites-recrutement modalites-pedagogiques frais-restants detail-conditions-prise-en-charge
denomination ligne ville nom-organisme raison-sociale raison-sociale-formateur nom extra
"""


def formation(seed: int, offer: Offer) -> etree._Element:
    """The whole `<formation>` element."""
    # lxml-stubs forget that the default namespace has no prefix.
    spaces: dict[str, str] = {None: NAMESPACE}  # type: ignore[dict-item]
    root = etree.Element(f"{{{NAMESPACE}}}formation", _stamps(offer, offer.code), nsmap=spaces)
    texts = wording(seed, offer)
    _add_domain(root, offer)
    add(root, "intitule-formation", offer.title)
    add(root, "objectif-formation", texts.objective)
    add(root, "resultats-attendus", texts.results)
    add(root, "contenu-formation", texts.programme)
    add(root, "certifiante", int(bool(offer.trade.certificate)))
    for contact in offer.contacts:
        add_contact(root, "contact-formation", contact)
    _add_levels(root, offer)
    for terms in offer.terms:
        _add_action(root, seed, offer, terms)
    _add_lead(root, seed, offer)
    add_extras(root, "liaison", (("type-action", offer.financing.kind), ("segment-sieg", offer.segment or "")))
    _set_in_french(root)
    return root


def _set_in_french(root: etree._Element) -> None:
    """Apostrophes and spaces of the French typography in the free texts."""
    names = frozenset(_FREE_TEXTS.split())
    for element in root.iter():
        if element.text and etree.QName(element).localname in names:
            element.text = french(element.text)


def _stamps(offer: Offer, number: str) -> dict[str, str]:
    return {"numero": number, "datecrea": stamp(offer.created), "datemaj": stamp(offer.updated)}


def _add_domain(root: etree._Element, offer: Offer) -> None:
    domain = add(root, "domaine-formation")
    main, *others = offer.trade.formacodes
    add(domain, "code-FORMACODE", main, ref="V14", tag="principal")
    add_each(domain, "code-FORMACODE", others, ref="V14")
    add(domain, "code-NSF", offer.trade.nsf)
    add_each(domain, "code-ROME", offer.trade.romes, ref="V3")


def _add_levels(root: etree._Element, offer: Offer) -> None:
    entry, out = offer.trade.levels
    add(root, "parcours-de-formation", 2 if any(terms.permanent for terms in offer.terms) else 1 + offer.number % 4)
    add(root, "code-niveau-entree", entry)
    add(root, "objectif-general-formation", offer.trade.goal)
    if offer.trade.certificate:
        _add_certificate(root, offer)
    add(root, "code-niveau-sortie", out)
    add(add(root, "url-formation"), "urlweb", f"{website(offer.lead)}formations/{offer.code.lower()}")


def _add_certificate(root: etree._Element, offer: Offer) -> None:
    """Invented numbers, above all those in use: 99000 and more."""
    number = 99000 + zlib.crc32(offer.trade.certificate.encode()) % 999
    found = add(root, "certification")
    if offer.trade.certificate.startswith(("Titre", "Dipl", "Brevet", "Certificat d'aptitude")):
        add(found, "code-RNCP", f"RNCP{number}")
        add(found, "code-CERTIFINFO", 900_000 + number)
    else:
        add(found, "code-RS", f"RS{number}")


def _add_action(root: etree._Element, seed: int, offer: Offer, terms: Terms) -> None:
    draw = stream(seed, "action", terms.number)
    found = add(root, "action", **_stamps(offer, terms.number))
    _add_rules(found, draw, offer, terms)
    for rank, place in enumerate(terms.places):
        if terms.mode != "2" or rank == 0:
            holder = add(found, "lieu-de-formation", **({"tag": "principal"} if rank == 0 else {}))
            add_address(add(holder, "coordonnees"), place)
    add(found, "modalites-entrees-sorties", int(terms.permanent))
    for plan in terms.sessions:
        add_session(found, offer, plan, terms.places[-1])
    _add_services(found, draw, offer, terms)
    _add_price(found, draw, offer)
    _add_parties(found, draw, offer, terms)


def _add_rules(found: etree._Element, draw: Random, offer: Offer, terms: Terms) -> None:
    codes, label = draw.choice(phrases.PUBLICS[public_key(offer)])
    company = offer.trade.hours[1]
    add(found, "rythme-formation", draw.choice(phrases.RHYTHMS[terms.mode]))
    add_each(found, "code-public-vise", codes.split(), ref="V14")
    add_each(found, "info-public-vise", [label if draw.random() < 0.85 else ""])
    add(found, "niveau-entree-obligatoire", int(offer.trade.levels[0] > 12))
    add(found, "modalites-alternance", f"{company} heures en entreprise, en plusieurs périodes" if company else "-")
    add(found, "modalites-enseignement", terms.mode)
    add(found, "conditions-specifiques", f"{offer.trade.prerequisites} {draw.choice(phrases.ADMISSION)}")
    add(found, "prise-en-charge-frais-possible", int(offer.financing.funders[0] not in _PAID_BY_THEMSELVES))


def _add_services(found: etree._Element, draw: Random, offer: Offer, terms: Terms) -> None:
    """Meals, lodging, transport, accessibility, languages, admission, teaching: given by some, left out by others."""
    if terms.mode != "2":
        for name, choices, likely in (
            ("restauration", phrases.MEALS, 0.5),
            ("hebergement", phrases.LODGING, 0.25),
            ("transport", phrases.TRANSPORT, 0.45),
        ):
            add_each(found, name, [draw.choice(choices) if draw.random() < likely else ""])
    add_each(found, "acces-handicapes", [draw.choice(phrases.ACCESS) if draw.random() < 0.75 else ""])
    add_each(found, "langue-formation", ["fr"] + (["en"] if offer.trade.key == "anglais-pro" else []))
    add_each(found, "modalites-recrutement", [draw.choice(phrases.ADMISSION) if draw.random() < 0.5 else ""])
    add_each(found, "modalites-pedagogiques", [draw.choice(phrases.TEACHING) if draw.random() < 0.5 else ""])
    add_each(found, "frais-restants", [draw.choice(phrases.REMAINING) if draw.random() < 0.2 else ""])
    add(found, "code-perimetre-recrutement", draw.choice((2, 3, 3, 5)))


def _add_price(found: etree._Element, draw: Random, offer: Offer) -> None:
    centre, company = offer.trade.hours
    conventioned = bool(offer.financing.kind) or offer.lead.is_belgian
    hourly = draw.choice((7.5, 8.2, 9.0, 9.5, 11.0, 12.4))
    if not conventioned or draw.random() < 0.3:
        add(found, "prix-horaire-TTC", f"{hourly:.2f}")
        add(found, "prix-total-TTC", f"{hourly * centre:.2f}")
    weeks = max(1, round((centre + company) / 32))
    add_each(found, "duree-indicative", [f"{weeks} semaine{'s' if weeks > 1 else ''}" if draw.random() < 0.6 else ""])
    add(found, "nombre-heures-centre", centre)
    add_each(found, "nombre-heures-entreprise", [company or ""])
    add(found, "nombre-heures-total", centre + company)
    costs = phrases.COSTS_WALLONIA if offer.lead.is_belgian else phrases.COSTS
    if conventioned:
        add(found, "detail-conditions-prise-en-charge", draw.choice(costs))
    add(found, "conventionnement", int(conventioned))
    if conventioned and draw.random() < 0.7:
        add(found, "duree-conventionnee", centre + company)


def _add_parties(found: etree._Element, draw: Random, offer: Offer, terms: Terms) -> None:
    """Who delivers, when it is not the lead alone, and who pays on which market."""
    for body in [terms.provider] if terms.provider else []:
        holder = add(found, "organisme-formateur", numero=f"OF-{body.rank:03}")
        add(add(holder, "SIRET-formateur"), "SIRET", siret(body))
        add(holder, "raison-sociale-formateur", body.name)
        add_contact(holder, "contact-formateur", desk(body, 1))
        _add_belgian_number(holder, body)
    seats = max(plan.seats for plan in terms.sessions)
    for rank, (funder, market) in enumerate(zip(offer.financing.funders, terms.markets, strict=True)):
        holder = add(found, "organisme-financeur")
        add(holder, "code-financeur", LHEO_FUNDERS[funder])
        if draw.random() < 0.8:
            add(holder, "nb-places-financees", seats if rank == 0 else max(1, seats // 3))
        _add_market(holder, draw, funder, market, offer.financing.kind)


def _add_market(holder: etree._Element, draw: Random, funder: str, market: str, kind: str) -> None:
    """The extras seen in feeds; in Wallonia the ones of the Belgian profile, which name the funder."""
    if funder == "FOREM":
        add_extras(holder, "financeur", (("libelle", "Le Forem"), ("numero-marche", market)))
        return
    programme = kind if kind == "POEC" else draw.choice(PROGRAMMES.get(funder, ("",)))
    add_extras(holder, "specificites", (("programme-financeur", programme), ("ref-action-marche-financeur", market)))


def _add_lead(root: etree._Element, seed: int, offer: Offer) -> None:
    lead = offer.lead
    found = add(root, "organisme-formation-responsable", numero=f"OF-{lead.rank:03}")
    add(found, "numero-activite", lead.activity_number)
    add(add(found, "SIRET-organisme-formation"), "SIRET", siret(lead))
    add(found, "nom-organisme", lead.name)
    add(found, "raison-sociale", lead.legal_name)
    inner = add(add(found, "coordonnees-organisme"), "coordonnees")
    add_address(inner, address(stream(seed, "seat", lead.rank), lead, lead.seat))
    add(add(inner, "telfixe"), "numtel", lead.phone(0))
    add(inner, "courriel", f"accueil@{lead.domain}")
    add(add(inner, "web"), "urlweb", website(lead))
    add_contact(found, "contact-organisme", desk(lead))
    _add_belgian_number(found, lead)


def _add_belgian_number(holder: etree._Element, body: Body) -> None:
    if body.is_belgian:
        add_extras(holder, "identifiants-be", (("numero-bce", body.company_number),))
