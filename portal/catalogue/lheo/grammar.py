"""A validator made from our table: proves order, numbers, lengths, codes and real dates, in compiled code.

The official schema is not shipped. This one is written out of `schema.py` when first needed and is stricter where the
official one is weak: integers have bounds, dates exist in the calendar, texts that must be there are not blank,
a SIRET has digits only. So a record that passes here passes there (a test compares them).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from .schema import ELEMENTS, INSTANT_ATTRIBUTES, MANY, NAMESPACE, Child, Element, Kind

XS = "http://www.w3.org/2001/XMLSchema"
ANY_ATTRIBUTE = '<xs:anyAttribute processContents="lax"/>'
_LEAP = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)0229"
DATE_PATTERN = (
    "[0-9]{4}(0000|(0[1-9]|1[0-2])00|(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])(29|30)|(0[13578]|1[02])31)"
    f"|{_LEAP}|99999999"
)
"""YYYYMMDD of the calendar, YYYYMM00, YYYY0000, and the fillers 00000000 and 99999999."""
_ATTRIBUTE_TYPES = {
    "id": "xs:ID",
    "idref": "xs:IDREF",
    "uri": "xs:anyURI",
    **dict.fromkeys(INSTANT_ATTRIBUTES, "xs:dateTime"),
}


_BLANKS = etree.XPath("boolean(.//text()[not(normalize-space())][not(../*)])")
_BLANK_LEAVES = etree.XPath("descendant-or-self::*[text()][not(*)][not(normalize-space())]")


def _attributes(element: Element) -> str:
    return "".join(
        f'<xs:attribute name="{name}" type="{_ATTRIBUTE_TYPES.get(name, "xs:string")}"/>'
        for name in sorted(element.attributes)
    )


def _place(child: Child) -> str:
    high = "unbounded" if child.high == MANY else child.high
    return f'<xs:element ref="l:{child.name}" minOccurs="{child.low}" maxOccurs="{high}"/>'


def _facets(element: Element) -> tuple[str, str]:
    """The base type and the facets of a leaf."""
    if element.kind is Kind.CODE:
        return "xs:token", "".join(f'<xs:enumeration value="{code}"/>' for code in element.codes)
    if element.kind is Kind.INTEGER:
        return "xs:long", f'<xs:minInclusive value="0"/><xs:maxInclusive value="{element.high}"/>'
    if element.kind is Kind.DATE:
        return "xs:token", f'<xs:pattern value="{DATE_PATTERN}"/>'
    if element.name == "SIRET":
        return "xs:string", '<xs:pattern value="[0-9]{14}"/>'
    return "xs:string", f'<xs:minLength value="{element.low}"/><xs:maxLength value="{element.high}"/>'


def _leaf(element: Element) -> str:
    base, facets = _facets(element)
    return (
        f'<xs:simpleType name="{element.name}-text">'
        f'<xs:restriction base="{base}">{facets}</xs:restriction></xs:simpleType>'
        f'<xs:element name="{element.name}"><xs:complexType><xs:simpleContent>'
        f'<xs:extension base="l:{element.name}-text">{_attributes(element)}</xs:extension>'
        "</xs:simpleContent></xs:complexType></xs:element>"
    )


def _content(element: Element) -> str:
    if element.kind is Kind.SEQUENCE:
        return f"<xs:sequence>{''.join(map(_place, element.children))}</xs:sequence>"
    if element.kind is Kind.EXTRAS:
        refs = "".join(f'<xs:element ref="l:{child.name}"/>' for child in element.children)
        return f'<xs:choice minOccurs="0" maxOccurs="unbounded">{refs}</xs:choice>'
    return '<xs:sequence><xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>'


def _declarations() -> Iterator[str]:
    for element in ELEMENTS.values():
        if element.kind in (Kind.SEQUENCE, Kind.EXTRAS, Kind.ANY):
            free = element.kind is Kind.ANY
            yield (
                f'<xs:element name="{element.name}"><xs:complexType mixed="{str(free).lower()}">{_content(element)}'
                f"{_attributes(element)}{ANY_ATTRIBUTE if free else ''}"
                "</xs:complexType></xs:element>"
            )
        else:
            yield _leaf(element)


def source() -> str:
    """The schema as text, for people who want to read what is enforced."""
    return (
        f'<xs:schema xmlns:xs="{XS}" xmlns:l="{NAMESPACE}" targetNamespace="{NAMESPACE}" '
        f'elementFormDefault="qualified">{"".join(_declarations())}</xs:schema>'
    )


@cache
def compiled() -> etree.XMLSchema:
    """Built once per process (about 20 ms)."""
    return etree.XMLSchema(etree.fromstring(source().encode()))


def is_valid(element: etree._Element) -> bool:
    """Whether this element, of any LHEO name, is strictly what 2.3 asks for."""
    return compiled().validate(element) and not _has_blank(element)


def _has_blank(element: etree._Element) -> bool:
    """Whether a text that must say something holds blanks only (a pattern in the schema costs as much again)."""
    if not _BLANKS(element):
        return False
    leaves: Any = _BLANK_LEAVES(element)
    known = (ELEMENTS.get(leaf.tag.rpartition("}")[2]) for leaf in leaves)
    return any(spec is not None and spec.kind is Kind.TEXT and spec.low > 0 for spec in known)


def first_error(element: etree._Element) -> str:
    """What the validator said about `element`, in its own words; empty when it is valid."""
    schema = compiled()
    if schema.validate(element):
        return "texte vide" if _has_blank(element) else ""
    # The log prints as « file:line:column:level:domain:type: message », one line per error.
    return str(schema.error_log).partition("\n")[0].split(":", 6)[-1].strip().replace(f"{{{NAMESPACE}}}", "")
