"""Records to write: one that holds every element of the format, made from our own table, and ways to spoil it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from portal.catalogue.lheo.schema import ELEMENTS, NAMESPACE, Element, Kind

Q = f"{{{NAMESPACE}}}"
SHARED = Path(os.environ.get("PORTAL_SHARED", Path(__file__).parents[4] / "shared"))
OFFICIAL = SHARED / "data/lheo/lheo-2.3.xsd"
SAMPLES = SHARED / "data/lheo/samples"
EXAMPLES = {
    "SIRET": "12345678900012",
    "codepostal": "75011",
    "pays": "FR",
    "latitude": "48.85",
    "longitude": "2.35",
    "courriel": "accueil@centre.example",
    "urlweb": "https://centre.example",
    "debut": "20270104",
    "fin": "20270625",
    "date": "20261215",
}


def _value(spec: Element) -> str:
    if spec.name in EXAMPLES:
        return EXAMPLES[spec.name]
    if spec.kind is Kind.CODE:
        return next(iter(spec.codes))
    if spec.kind is Kind.INTEGER:
        return "12"
    return spec.name[: spec.high].ljust(spec.low, "x")


def fill(element: etree._Element) -> etree._Element:
    """Give `element` every child of the format once, down to the leaves."""
    spec = ELEMENTS[element.tag.rpartition("}")[2]]
    for child in spec.children:
        if child.name == "extras":
            group = etree.SubElement(element, Q + "extras", info="exemple")
            etree.SubElement(group, Q + "extra", info="cle").text = "valeur"
        else:
            fill(etree.SubElement(element, Q + child.name))
    if spec.kind not in (Kind.SEQUENCE, Kind.EXTRAS, Kind.ANY):
        element.text = _value(spec)
    return element


def every_element() -> etree._Element:
    """A formation in which each element of the format that belongs to one stands once."""
    made = etree.Element(Q + "formation", nsmap={None: NAMESPACE}, numero="F-1", datemaj="20261120")
    return fill(made)


def flat(element: etree._Element) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The content of a record, whatever its white space between elements and its namespace."""
    return [
        (node.tag.rpartition("}")[2], (node.text or "").strip(), sorted(node.attrib.items()))
        for node in element.iter(etree.Element)
    ]


def official_schema() -> etree.XMLSchema:
    """The normative schema; the test is skipped where it is not at hand."""
    if not OFFICIAL.exists():
        pytest.skip("the official schema is not here")
    return etree.XMLSchema(etree.parse(OFFICIAL))
