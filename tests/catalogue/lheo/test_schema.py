"""Our table of LHEO 2.3 says what the official schema says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from portal.catalogue.lheo.codes import CODE_OF_FUNDER, FUNDER_OF_CODE, TABLES
from portal.catalogue.lheo.schema import ELEMENTS, MANY, NO_EXTRAS, Kind
from portal.organisations.reference import FUNDERS

XS = "{http://www.w3.org/2001/XMLSchema}"
SHARED = Path(os.environ.get("PORTAL_SHARED", Path(__file__).parents[4] / "shared"))
OFFICIAL = SHARED / "data/lheo/lheo-2.3.xsd"


@pytest.fixture(scope="module")
def official() -> dict[str, etree._Element]:
    if not OFFICIAL.exists():
        pytest.skip("the official schema is not here")
    return {e.get("name"): e for e in etree.parse(OFFICIAL).getroot()}


def test_the_table_holds_exactly_the_elements_of_the_official_schema(official):
    names = {name for name, e in official.items() if e.tag == XS + "element"}
    assert names == set(ELEMENTS)


def test_sequences_have_the_official_children_in_the_official_order(official):
    for name, element in ELEMENTS.items():
        content = official.get(f"{name}-subtype")
        if element.kind is not Kind.SEQUENCE:
            continue
        expected = [
            (
                c.get("ref")[5:],
                int(c.get("minOccurs")),
                MANY if c.get("maxOccurs") == "unbounded" else int(c.get("maxOccurs")),
            )
            for c in content[0]
        ]
        assert [(c.name, c.low, c.high) for c in element.children] == expected, name


def test_texts_and_codes_have_the_official_limits(official):
    for name, element in ELEMENTS.items():
        if element.kind not in (Kind.TEXT, Kind.CODE):
            continue
        facets = official[f"{name}-subtype"][0]
        if element.kind is Kind.CODE:
            assert set(element.codes) == {f.get("value") for f in facets}, name
        else:
            limits = {f.tag.removeprefix(XS): int(f.get("value")) for f in facets}
            assert (element.low, element.high) == (limits.get("minLength", 0), limits["maxLength"]), name


def test_attributes_are_the_official_ones(official):
    for name, element in ELEMENTS.items():
        assert element.attributes == {a.get("name") for a in official[f"{name}-attributes"]}, name


def test_every_sequence_but_one_may_end_with_extras():
    for name, element in ELEMENTS.items():
        if element.kind is Kind.SEQUENCE:
            assert ("extras" in element.places) == (name not in NO_EXTRAS)


def test_every_child_named_in_a_sequence_is_described():
    for element in ELEMENTS.values():
        assert {child.name for child in element.children} <= set(ELEMENTS)


def test_every_code_table_is_used_and_every_label_is_written():
    used = {id(e.codes) for e in ELEMENTS.values() if e.kind is Kind.CODE}
    assert used == {id(table) for table in TABLES.values()}
    assert all(label.strip() for table in TABLES.values() for label in table.values())


def test_funders_go_out_and_come_back_under_the_same_code():
    for code, _name, _lheo, _rank in FUNDERS:
        back = FUNDER_OF_CODE[CODE_OF_FUNDER[code]]
        assert back == ("COLLECTIVITE" if code == "FOREM" else code)
