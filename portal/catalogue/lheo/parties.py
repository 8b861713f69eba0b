"""Who and where: addresses, contacts and organisations of a feed, French and Belgian."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import islice

from lxml import etree

from portal import places
from portal.catalogue.status import ContactRole
from portal.foundation.text import fold

from . import checks
from .codes import CONTACT_KIND
from .facts import ContactFacts, OrganisationFacts, PlaceFacts
from .memory import Memory
from .wording import Children, Reading, children, code_text, cut, extras, first, line, text_of

NOWHERE = PlaceFacts()
NUMBER_LIMIT = 100


@Memory
def place(reading: Reading, address: etree._Element) -> PlaceFacts:
    """The facts of an `adresse`; what is wrong in it is noted and left out."""
    found = children(address)
    country = (code_text(found, "pays") or "FR").upper()
    belgian = extras(found, "adresse-be") if country == "BE" else {}
    postcode, reason = checks.postcode(belgian.get("code-postal", [first(found, "codepostal")])[0], country)
    if reason:
        reading.note("codepostal", reason, address)
    town = line(reading, found, "ville", 100)
    code = belgian.get("code-ins", [None])[0] if country == "BE" else code_text(found, "code-INSEE-commune")
    told = _department(found, country)
    commune = places.locate(postcode, town, code, country, told) if postcode or town or code else None
    if code and commune and country == "FR" and code != commune.insee and code.strip("0"):
        _doubt(reading, address, code, commune)
    latitude, longitude = _coordinates(reading, found, (postcode or "")[:2] in ("97", "98"))
    return PlaceFacts(
        line(reading, found, "denomination", 255),
        _lines(reading, found),
        postcode,
        town,
        commune.code if commune else None,
        commune.department if commune else told,
        country if len(country) == 2 else None,
        latitude,
        longitude,
    )


def _doubt(reading: Reading, address: etree._Element, code: str, commune: places.Commune) -> None:
    """Note a commune code that says another place than town and postcode do (not one that was merged since)."""
    meant = places.by_insee(code[:5])
    if meant is None or commune.code not in places.members(meant):
        reading.note("code-INSEE-commune", f"le code {code[:10]} n’est pas celui de {commune.label}", address)


def _lines(reading: Reading, found: Children) -> str | None:
    lines = [text for element in found.get("ligne", ()) if (text := text_of(element))]
    if "extras" in found:
        lines.extend(_edof_street(extras(found, "adresse")))
    if not lines:
        return None
    joined, reason = checks.fitted("\n".join(" ".join(text.split()) for text in lines), 250)
    if reason:
        reading.note("ligne", reason, found["ligne"][0])
    return joined


def _edof_street(said: dict[str, list[str]]) -> list[str]:
    """The street, which EDOF writes in extras: « 12 RUE du général Leclerc »."""
    names = ("numero-voie", "code-indice-repetition", "code-nature-voie", "libelle-voie")
    return [" ".join(said[name][0] for name in names if name in said)] if "libelle-voie" in said else []


def _coordinates(reading: Reading, found: Children, overseas: bool) -> tuple[float | None, float | None]:
    if "geolocalisation" not in found:
        return None, None
    point = children(found["geolocalisation"][0])
    latitude, longitude, reason = checks.coordinates(
        code_text(point, "latitude"), code_text(point, "longitude"), overseas
    )
    if reason:
        reading.note("geolocalisation", reason, found["geolocalisation"][0])
    return latitude, longitude


def _department(found: Children, country: str) -> str | None:
    """The department a feed names, for places that the gazetteer does not know."""
    text = code_text(found, "departement")
    return text.upper() if text and country == "FR" and text.isalnum() and len(text) in (2, 3) else None


def one_line(spot: PlaceFacts) -> str | None:
    """« Name, street, 63000 Town », for a place that is only shown."""
    street = spot.address.replace("\n", ", ") if spot.address else None
    town = " ".join(filter(None, (spot.postcode, spot.town)))
    return ", ".join(filter(None, (spot.place_name, street, town))) or None


@Memory
def contact(reading: Reading, holder: etree._Element) -> ContactFacts | None:
    """The contact in a `contact-*` (or in an EDOF extra): None when nothing in it helps to reach someone."""
    found = children(holder)
    if "coordonnees" not in found:
        return None
    details = children(found["coordonnees"][0])
    kind = code_text(found, "type-contact")
    type_code, reason = checks.listed(kind, CONTACT_KIND)
    if reason:
        reading.note("type-contact", reason, holder)
    phone = _number(reading, details, "telfixe") or _number(reading, details, "portable")
    email, reason = checks.email(first(details, "courriel"))
    if reason:
        reading.note("courriel", reason, details["courriel"][0])
    name = cut(reading, "nom", _person(details), 120, holder)
    web = web_address(reading, details, "web")
    if not (name or phone or email or web):
        return None
    return ContactFacts(name, phone, email, web, ContactRole.BOTH.value, type_code)


def _person(details: Children) -> str | None:
    """« Charlotte Martin »; the title only when there is no first name (« Madame Martin »)."""
    given = first(details, "prenom")
    parts = (None if given else first(details, "civilite"), given, first(details, "nom"))
    return " ".join(" ".join(filter(None, parts)).split()) or None


def _number(reading: Reading, details: Children, name: str) -> str | None:
    """The first believable number of a `telfixe` or `portable`."""
    for element in details.get(name, ())[:1]:
        for number in islice(element, 3):
            phone, reason = checks.phone(text_of(number))
            if reason:
                reading.note("numtel", reason, number)
            if phone:
                return phone
    return None


def web_address(reading: Reading, found: Children, name: str) -> str | None:
    """The first believable `urlweb` of a `web` or `url-*`."""
    for element in found.get(name, ())[:1]:
        for inner in islice(element, 3):
            address, reason = checks.url(text_of(inner))
            if reason:
                reading.note(name, reason, inner)
            if address:
                return address
    return None


@lru_cache(checks.REMEMBERED)
def contact_json(facts: ContactFacts) -> str:
    """One entry of `training_action.contacts`."""
    return json.dumps(
        {
            "type": facts.type_code,
            "name": facts.name,
            "phone": facts.phone,
            "email": facts.email,
            "web": facts.web,
        },
        ensure_ascii=False,
    )


class Organisations:
    """Organisations met in this run: each is read in full at its first mention, then only recognised by its key."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.met: dict[str, OrganisationFacts] = {}
        self.leads: set[str] = set()
        self.new_leads: set[str] = set()

    def lead(self, reading: Reading, element: etree._Element) -> str | None:
        """The key of an `organisme-formation-responsable`."""
        found = children(element)
        key, country, number = self._key(reading, element, found, "SIRET-organisme-formation", "nom-organisme")
        if key is not None and key not in self.leads:
            self.leads.add(key)
            self.new_leads.add(key)
            self.met[key] = self._responsible(reading, found, key, country, number)
        return key

    def provider(self, reading: Reading, element: etree._Element) -> str | None:
        """The key of an `organisme-formateur`; its few facts never replace those of a responsible organisation."""
        found = children(element)
        key, country, number = self._key(reading, element, found, "SIRET-formateur", "raison-sociale-formateur")
        if key is not None and key not in self.met:
            name = line(reading, found, "raison-sociale-formateur", 250) or f"Organisme {number or key}"[:250]
            source_key = None if number else key
            uai = _uai(found, "code-UAI-formateur")
            self.met[key] = OrganisationFacts(name, name, country, number, None, source_key, *(None,) * 7, uai)
        return key

    def _key(
        self, reading: Reading, element: etree._Element, found: Children, holder: str, name: str
    ) -> tuple[str | None, str, str | None]:
        """Company number when it is valid, else « source:number » or « source:name » (with its country and number)."""
        belgian = extras(found, "identifiants-be").get("numero-bce", [None])[0] if "extras" in found else None
        text = belgian or (code_text(children(found[holder][0]), "SIRET") if holder in found else None)
        country, number, reason = checks.company(text)
        if reason:
            reading.note("SIRET", reason, element)
        if number is not None:
            return number, country, number
        local = (element.get("numero") or "").strip() or fold(first(found, name) or "") or (text or "").strip()
        local = local[:200]
        return (f"{self.source}:{local}" if local else None), country, None

    def _responsible(
        self, reading: Reading, found: Children, key: str, country: str, number: str | None
    ) -> OrganisationFacts:
        legal = line(reading, found, "raison-sociale", 250)
        name = line(reading, found, "nom-organisme", 250) or legal or f"Organisme {number or key}"[:250]
        activity = first(found, "numero-activite")
        if activity is not None and not (len(activity) == 11 and checks.DIGITS.fullmatch(activity)):
            reading.note("numero-activite", f"« {activity[:40]} » n’a pas 11 chiffres", found["numero-activite"][0])
            activity = None
        details = _inner(found, "coordonnees-organisme", "coordonnees")
        spot = place(reading, details["adresse"][0]) if "adresse" in details else NOWHERE
        people = [who for holder in found.get("contact-organisme", ()) if (who := contact(reading, holder))]
        who = contact(reading, found["coordonnees-organisme"][0]) if "coordonnees-organisme" in found else None
        reach = [person for person in (who, *people) if person]
        return OrganisationFacts(
            name,
            legal,
            country,
            number,
            activity,
            None if number else key,
            spot.address,
            spot.postcode,
            spot.town,
            spot.commune_code,
            next((person.phone for person in reach if person.phone), None),
            next((person.email for person in reach if person.email), None),
            next((person.web for person in reach if person.web), None),
            _uai(found, "code-UAI-organisme-formation"),
        )


def _inner(found: Children, name: str, inner: str) -> Children:
    """The children of the first `inner` of the first `name`, or nothing."""
    if name not in found:
        return {}
    holders = children(found[name][0]).get(inner)
    return children(holders[0]) if holders else {}


def _uai(found: Children, name: str) -> str | None:
    """An UAI code has 7 digits and a letter; another text is not one."""
    text = code_text(children(found[name][0]), "code-UAI") if name in found else None
    return text if text and len(text) == 8 and text[:7].isdigit() and text[7].isalpha() else None
