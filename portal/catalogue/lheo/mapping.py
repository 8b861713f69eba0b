"""From a `<formation>` to facts: what is believed, what is noted, and what makes the whole record impossible.

One formation = one training action; each LHEO `<action>` = its terms; each `<session>` = a session, which takes
the place, fundings and providers of its action (rule 15). Extras of our own are those of docs/exchange.md.
"""

from __future__ import annotations

import json
from functools import lru_cache

from lxml import etree

from portal.catalogue.status import ActionKind

from . import checks, parties
from .checks import Refused
from .codes import FUNDER, GENERAL_GOAL, LEVEL, PATHWAY, Table
from .facts import ActionFacts, FundingFacts, Offer, PlaceFacts, TermsFacts, TermsOffer
from .memory import Memory
from .sessions import MODES, Delivery, session_offer
from .wording import Children, Reading, children, code_text, cut, extras, first, line, paragraphs, rich, some, text_of

MAX_PLACES = 50
MAX_ACTIONS = 2_000
MAX_SESSIONS = 20_000
"""More than a record has room for (4 MB, and a session of a real feed takes 300 bytes): only tricks go beyond."""
_DOMAIN_CODES = (("code-FORMACODE", "formacode"), ("code-NSF", "nsf"), ("code-ROME", "rome"))
_CERTIFICATIONS = (("code-RNCP", "rncp"), ("code-RS", "rs"), ("code-CPF", "cpf"), ("code-CERTIFINFO", "certifinfo"))
_OTHER_PLACE = ("name", "address", "postcode", "town", "commune_code")
_ANSWERS = {"0": "Non", "1": "Oui"}  # EDOF answers by a code where LHEO has a text
_PROGRAMMES = {"poec": ActionKind.POEC, "poe collective": ActionKind.POEC, "afc": ActionKind.AFC}
_FUNDERS = {
    0: "AUTRE",
    2: "CRA",
    3: "FSE",
    4: "PE",
    5: "ENTREPRISE",
    6: "ACSE",
    7: "AGEFIPH",
    8: "DEPARTEMENT",
    9: "COMMUNE",
    10: "BENEFICIAIRE",
    11: "ETAT_EMPLOI",
    12: "ETAT_EN",
    13: "ETAT_AUTRE",
    14: "UE",
    15: "COLLECTIVITE",
    16: "OPCO",
    17: "TRANSITIONS",
    18: "LADOM",
    19: "ETAT_INTERIEUR",
    20: "OFII",
}


class Mapper:
    """Reads the formations of one source; remembers the organisations it meets."""

    def __init__(self, source: str) -> None:
        self.organisations = parties.Organisations(source)

    def offer(self, reading: Reading, formation: etree._Element) -> Offer:
        """The facts of one formation; Refused when there is nothing to show or to attach it to."""
        found = children(formation)
        title = line(reading, found, "intitule-formation", 255)
        if title is None:
            raise Refused("intitule-formation", "l’intitulé manque")
        actions = found.get("action", ())
        if not actions:
            raise Refused("action", "aucune action")
        holder = found.get("organisme-formation-responsable")
        lead = self.organisations.lead(reading, holder[0]) if holder else None
        if lead is None:
            reading.note("organisme-formation-responsable", "organisme absent ou sans nom ni numéro", formation)
        terms = [self._terms(reading, action, lead) for action in some(reading, found, "action", MAX_ACTIONS)]
        kept = tuple(one for one in terms if one is not None)
        if not kept:
            raise Refused("session", "aucune session")
        return Offer(_action_facts(reading, formation, found, title, kept), lead, kept)

    def _terms(self, reading: Reading, action: etree._Element, lead: str | None) -> TermsOffer | None:
        """One action with its sessions; an action without any is noted and left out."""
        found = children(action)
        if "session" not in found:
            reading.note("session", "action sans session, laissée de côté", action)
            return None
        fundings = tuple(_funding(reading, one) for one in some(reading, found, "organisme-financeur", MAX_PLACES))
        providers = self._providers(reading, found, lead)
        main, others = _places(reading, found)
        delivery = _delivery(reading, found, main, fundings, action)
        offers = tuple(session_offer(reading, one, delivery) for one in some(reading, found, "session", MAX_SESSIONS))
        return TermsOffer(_terms_facts(reading, action, found, others), fundings, providers, offers)

    def _providers(self, reading: Reading, found: Children, lead: str | None) -> tuple[str, ...]:
        """Who delivers, when it is not the lead alone."""
        elements = some(reading, found, "organisme-formateur", MAX_PLACES)
        keys = [key for element in elements if (key := self.organisations.provider(reading, element))]
        return () if keys == [lead] else tuple(dict.fromkeys(keys))


def _action_facts(
    reading: Reading, formation: etree._Element, found: Children, title: str, terms: tuple[TermsOffer, ...]
) -> ActionFacts:
    own = extras(found, "liaison") if "extras" in found else {}
    segment, reason = checks.whole(own.get("segment-sieg", [None])[0], 1, 3)
    if reason:
        reading.note("segment-sieg", reason, formation)
    people = (parties.contact(reading, holder) for holder in some(reading, found, "contact-formation", MAX_PLACES))
    return ActionFacts(
        number(reading, formation),
        title,
        rich(found, "objectif-formation"),
        rich(found, "contenu-formation"),
        rich(found, "resultats-attendus"),
        flag(reading, found, "certifiante"),
        choice(reading, found, "parcours-de-formation", PATHWAY),
        choice(reading, found, "code-niveau-entree", LEVEL),
        choice(reading, found, "code-niveau-sortie", LEVEL),
        choice(reading, found, "objectif-general-formation", GENERAL_GOAL),
        _kind(reading, own.get("type-action", [None])[0], terms, formation),
        segment,
        parties.web_address(reading, found, "url-formation"),
        _codes(reading, found),
        f"[{', '.join(parties.contact_json(who) for who in people if who)}]",
        checks.day((formation.get("datemaj") or formation.get("horodatage-modification") or "")[:10]).first,
    )


def number(reading: Reading, element: etree._Element) -> str | None:
    """The @numero, when it says something."""
    text = (element.get("numero") or "").strip()
    if not text:
        return None
    text, reason = checks.fitted(text, parties.NUMBER_LIMIT)
    if reason:
        reading.note("numero", reason, element)
    return text


def flag(reading: Reading, found: Children, name: str) -> bool | None:
    """0 or 1; anything else is noted."""
    text = code_text(found, name)
    if text == "1":
        return True
    if text == "0":
        return False
    if text is not None and not checks.is_filler(text):
        reading.note(name, f"« {text[:40]} » n’est ni 0 ni 1", found[name][0])
    return None


def choice(reading: Reading, found: Children, name: str, table: Table) -> int | None:
    """A code of a closed table; an unknown one is noted."""
    value, reason = checks.listed(code_text(found, name), table)
    if reason:
        reading.note(name, reason, found[name][0])
    return value


def _kind(reading: Reading, own: str | None, terms: tuple[TermsOffer, ...], formation: etree._Element) -> str | None:
    """The kind our extra names, else the one that a funder's programme names (« POEC » in real feeds)."""
    if own is not None:
        if own in ActionKind.__members__:
            return own
        reading.note("type-action", f"« {own[:40]} » n’est pas un type d’action", formation)
    for one in terms:
        for funding in one.fundings:
            if funding.programme and (kind := _PROGRAMMES.get(funding.programme.casefold())):
                return kind.value
    return None


def _codes(reading: Reading, found: Children) -> str:
    """`training_action.codes`, each once."""
    made = list(_domain(reading, found["domaine-formation"][0])) if "domaine-formation" in found else []
    for certification in some(reading, found, "certification", MAX_PLACES):
        made.extend(_certification(reading, certification))
    return f"[{', '.join(dict.fromkeys(made))}]"


def _domain(reading: Reading, element: etree._Element) -> tuple[str, ...]:
    """The codes of a `domaine-formation`; the first of a scheme is the main one unless @tag says otherwise."""
    domain = children(element)
    made: list[str] = []
    for name, scheme in _DOMAIN_CODES:
        elements = some(reading, domain, name, MAX_PLACES)
        tagged = any(element.get("tag") == "principal" for element in elements)
        for position, code in enumerate(elements):
            main = code.get("tag") == "principal" if tagged else position == 0
            _add_code(reading, made, scheme, code, main)
    return tuple(made)


def _certification(reading: Reading, element: etree._Element) -> tuple[str, ...]:
    """The codes of a `certification`."""
    held = children(element)
    made: list[str] = []
    for name, scheme in _CERTIFICATIONS:
        for code in some(reading, held, name, MAX_PLACES):
            _add_code(reading, made, scheme, code, False)
    return tuple(made)


def _add_code(reading: Reading, made: list[str], scheme: str, element: etree._Element, main: bool) -> None:
    text = text_of(element)
    if text is None:
        return
    value, reason = checks.code(scheme, text)
    if value is None:
        reading.note(f"code-{scheme}", reason, element)
        return
    version = checks.code_version(element.get("ref")) or ("V3" if scheme == "rome" else None)
    made.append(_code_json(scheme, version, value, main))


@lru_cache(checks.REMEMBERED)
def _code_json(scheme: str, version: str | None, value: str, main: bool) -> str:
    return json.dumps({"scheme": scheme, "version": version, "code": value, "main": main}, ensure_ascii=False)


def _terms_facts(reading: Reading, action: etree._Element, found: Children, others: str) -> TermsFacts:
    return TermsFacts(
        number(reading, action),
        paragraphs(found, "rythme-formation"),
        paragraphs(found, "modalites-alternance"),
        paragraphs(found, "conditions-specifiques"),
        flag(reading, found, "niveau-entree-obligatoire"),
        _publics(reading, found),
        line(reading, found, "info-public-vise", 250),
        line(reading, found, "duree-indicative", 150),
        *_all_hours(reading, found),
        flag(reading, found, "prise-en-charge-frais-possible"),
        line(reading, found, "detail-conditions-prise-en-charge", 600),
        line(reading, found, "frais-restants", 200),
        line(reading, found, "prix-total-TTC", 10),
        flag(reading, found, "conventionnement"),
        _ANSWERS.get(code_text(found, "acces-handicapes") or "") or line(reading, found, "acces-handicapes", 250),
        line(reading, found, "restauration", 250),
        line(reading, found, "hebergement", 250),
        line(reading, found, "transport", 250),
        _languages(reading, found),
        paragraphs(found, "modalites-recrutement"),
        paragraphs(found, "modalites-pedagogiques"),
        parties.web_address(reading, found, "url-action"),
        others,
    )


def _all_hours(reading: Reading, found: Children) -> tuple[float | None, float | None, float | None]:
    """Hours in the centre, in a company, in total; a total that is not their sum is kept and noted (R-002-21)."""
    centre, company = hours(reading, found, "nombre-heures-centre"), hours(reading, found, "nombre-heures-entreprise")
    total = hours(reading, found, "nombre-heures-total")
    if centre is not None and company is not None and total is not None and centre + company != total:
        why = f"{total:g} h au total, mais {centre:g} + {company:g}"
        reading.note("nombre-heures-total", why, found["nombre-heures-total"][0])
    return centre, company, total


def hours(reading: Reading, found: Children, name: str) -> float | None:
    """A number of hours, 0 to 99 999."""
    value, reason = checks.number(code_text(found, name), 0, 99_999)
    if reason:
        reading.note(name, reason, found[name][0])
    return value


def _publics(reading: Reading, found: Children) -> str:
    made: list[str] = []
    for element in some(reading, found, "code-public-vise", MAX_PLACES):
        text = text_of(element)
        if text is None:
            continue
        value, reason = checks.code("public", text)
        if value is None:
            reading.note("code-public-vise", reason, element)
        else:
            made.append(_public_json(checks.code_version(element.get("ref")), value))
    return f"[{', '.join(dict.fromkeys(made))}]"


@lru_cache(checks.REMEMBERED)
def _public_json(version: str | None, value: str) -> str:
    return json.dumps({"version": version, "code": value}, ensure_ascii=False)


def _languages(reading: Reading, found: Children) -> str:
    elements = some(reading, found, "langue-formation", MAX_PLACES)
    codes = [text.lower() for element in elements if (text := text_of(element))]
    good = [code for code in codes if len(code) == 2 and code.isascii() and code.isalpha()]
    if len(good) < len(codes):
        reading.note("langue-formation", "un code de langue a deux lettres", found["langue-formation"][0])
    return _languages_json(tuple(dict.fromkeys(good)))


@lru_cache(1024)
def _languages_json(codes: tuple[str, ...]) -> str:
    return json.dumps(codes)


def _places(reading: Reading, found: Children) -> tuple[PlaceFacts, str]:
    """The main place (tagged, else first) and the others as JSON."""
    elements = some(reading, found, "lieu-de-formation", MAX_PLACES)
    spots = [(element.get("tag") == "principal", spot) for element in elements if (spot := _place(reading, element))]
    if not spots:
        return parties.NOWHERE, "[]"
    main = next((position for position, (tagged, _) in enumerate(spots) if tagged), 0)
    others = [
        dict(zip(_OTHER_PLACE, spot, strict=False)) for position, (_, spot) in enumerate(spots) if position != main
    ]
    return spots[main][1], json.dumps(others, ensure_ascii=False) if others else "[]"


@Memory
def _place(reading: Reading, element: etree._Element) -> PlaceFacts | None:
    """A `lieu-de-formation`; the name of its `coordonnees` stands in for a missing denomination."""
    holders = children(element).get("coordonnees")
    details = children(holders[0]) if holders else {}
    if "adresse" not in details:
        return None
    spot = parties.place(reading, details["adresse"][0])
    if spot.place_name is None and "prenom" not in details and (name := line(reading, details, "nom", 250)):
        return spot._replace(place_name=name)
    return spot


def _funding(reading: Reading, element: etree._Element) -> FundingFacts:
    """One `organisme-financeur`, with its market and programme from the extras seen in feeds and from our own."""
    found = children(element)
    said = extras(found, "specificites", "financeur", "liaison") if "extras" in found else {}
    value = choice(reading, found, "code-financeur", FUNDER)
    label = cut(reading, "libelle", said.get("libelle", [None])[0], 100, element)
    seats, reason = checks.whole(code_text(found, "nb-places-financees"), 0, 100_000)
    if reason:
        reading.note("nb-places-financees", reason, element)
    market = said.get("numero-marche", said.get("ref-action-marche-financeur", [None]))[0]
    programme = said.get("programme-financeur", [None])[0]
    return FundingFacts(
        _funder(value, label),
        label,
        cut(reading, "numero-marche", " ".join(market.split()).upper() if market else None, 40, element),
        cut(reading, "programme-financeur", programme, 100, element),
        seats or None,
    )


@lru_cache(1024)
def _funder(value: int | None, label: str | None) -> str:
    """The portal's funder for a LHEO code; the Forem has none of its own, so its name decides."""
    if value == 15 and label and "forem" in label.casefold():
        return "FOREM"
    return _FUNDERS.get(value if value is not None else 0, "AUTRE")


def _delivery(
    reading: Reading, found: Children, main: PlaceFacts, fundings: tuple[FundingFacts, ...], action: etree._Element
) -> Delivery:
    """What every session takes from its action."""
    mode = code_text(found, "modalites-enseignement")
    if mode not in MODES:
        reading.note("modalites-enseignement", f"« {(mode or '')[:40]} » : supposé en présentiel", action)
    permanent = flag(reading, found, "modalites-entrees-sorties") is True
    seats = max((funding.seats_funded or 0 for funding in fundings), default=0) or None
    days = [first(children(one), "date") for one in some(reading, found, "date-information", MAX_PLACES)]
    return Delivery(MODES.get(mode or "", MODES["0"]), permanent, main, seats, [text for text in days if text], found)
