"""Small pieces of LHEO 2.3 shared by the writers of the demo: elements, addresses, contacts, extras (lheo.md 1.1)."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from portal.demo.bodies import Body
from portal.demo.people import Address, Person
from portal.places import BELGIUM

NAMESPACE = "http://lheo.gouv.fr/2.3"


def add(parent: etree._Element, name: str, text: object = None, **attributes: str) -> etree._Element:
    """Append an element of the LHEO namespace."""
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    if text is not None:
        child.text = str(text)
    return child


def add_each(parent: etree._Element, name: str, texts: Iterable[object], **attributes: str) -> None:
    """One element per text that is not empty."""
    for text in texts:
        if text not in ("", None):
            add(parent, name, text, **attributes)


def add_extras(parent: etree._Element, info: str, pairs: Iterable[tuple[str, object]]) -> None:
    """`<extras info>` with one `<extra info>` per pair that has a value; nothing when none has."""
    kept = [(key, value) for key, value in pairs if value not in ("", None)]
    if kept:
        group = add(parent, "extras", info=info)
        for key, value in kept:
            add(group, "extra", value, info=key)


def add_address(parent: etree._Element, address: Address) -> None:
    """`<adresse>`; a Belgian one by the profile of lheo.md rule 18."""
    place = address.place
    found = add(parent, "adresse")
    add(found, "denomination", address.premises)
    add(found, "ligne", address.street)
    belgian = place.country == BELGIUM
    add(found, "codepostal", f"B{address.postcode}" if belgian else address.postcode)
    add(found, "ville", place.name.removesuffix(" Arrondissement"))
    if not belgian:
        add(found, "departement", place.department)
        add(found, "code-INSEE-commune", place.insee)
        add(found, "region", place.region)
    add(found, "pays", place.country)
    position = add(found, "geolocalisation")
    add(position, "latitude", f"{place.latitude:.5f}")
    add(position, "longitude", f"{place.longitude:.5f}")
    if belgian:
        add_extras(found, "adresse-be", (("code-postal", address.postcode), ("code-ins", place.code[1:])))


def add_contact(parent: etree._Element, holder: str, who: Person, website: str = "") -> None:
    """`<contact-…>` with its coordinates."""
    contact = add(parent, holder)
    add(contact, "type-contact", who.type_code)
    inner = add(contact, "coordonnees")
    add_each(inner, "civilite", [who.title])
    add_each(inner, "nom", [who.last_name])
    add_each(inner, "prenom", [who.first_name])
    add(add(inner, "telfixe"), "numtel", who.phone)
    if who.mobile:
        add(add(inner, "portable"), "numtel", who.mobile)
    add(inner, "courriel", who.email)
    if website:
        add(add(inner, "web"), "urlweb", website)


def siret(body: Body) -> str:
    """Fourteen digits in every case: Belgian numbers after four zeros (lheo.md rule 18)."""
    return f"0000{body.company_number}" if body.is_belgian else body.company_number


def website(body: Body) -> str:
    return f"https://www.{body.domain}/"
