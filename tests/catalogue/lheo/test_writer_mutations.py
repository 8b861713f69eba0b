"""Whatever was done to a record, it leaves strictly valid or is refused with a reason; nothing raises."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from portal.catalogue.lheo import grammar
from portal.catalogue.lheo.gaps import Refused
from portal.catalogue.lheo.overlay import LHEO_STATES, Unknown, overlay
from portal.catalogue.lheo.public_view import KEPT_EXTRAS, publish
from portal.catalogue.lheo.schema import ELEMENTS, NAMESPACE
from portal.catalogue.lheo.stored import StoredSession
from portal.catalogue.lheo.writer import FormationFile, parse, strict
from tests.catalogue.lheo.records import OFFICIAL, Q, every_element

BASE = every_element()
OFFICIAL_SCHEMA = etree.XMLSchema(etree.parse(OFFICIAL)) if OFFICIAL.exists() else None
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"

xml_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60)
texts = st.one_of(
    xml_text,
    st.sampled_from(
        [
            *(
                "",
                " ",
                "\n\t ",
                "-",
                "0",
                "-1",
                "99999999999999999999",
                "12,5 h",
                "20260231",
                "2026-02-28",
                "31/12/2026",
            ),
            *(
                "<p>Un <b>texte</b></p>",
                "&nbsp;&lt;p&gt;x",
                "<![endif",
                "<!-- x",
                "<script>alert(1)</script>",
                "a < b > c",
            ),
            *(
                "0123456749",
                "BE 0123.456.749",
                "5000",
                "B5000",
                "012345678900012",
                "Oui",
                "03",
                "x" * 4000,
                "mot " * 900,
            ),
            *("14 h 15", "<p>" + "é" * 3500 + "</p>", "2 500,00 € TTC", "01 02 03 04 05 ou 06 07 08 09 10 le soir"),
        ]
    ),
)
names = st.sampled_from([*ELEMENTS, "inconnu", "siret", "Formation"])
tags = st.one_of(
    names.map(lambda name: Q + name),
    names.map(lambda name: f"{{http://www.lheo.org/2.2}}{name}"),
    names,
    names.map(lambda name: f"{{urn:autre}}{name}"),
)
attributes = st.tuples(
    st.sampled_from(
        [
            "id",
            "idref",
            "uri",
            "horodatage-creation",
            "numero",
            "href",
            "inconnu",
            XSI + "type",
            XSI + "nil",
            "{urn:x}y",
        ]
    ),
    st.one_of(
        xml_text, st.sampled_from(["true", "xs:int", "a", "2026-01-01T00:00:00Z", "2026-13-01T00:00:00", "http://[x"])
    ),
)
spoilings = st.lists(
    st.tuples(
        st.sampled_from(
            ["drop", "twice", "text", "rename", "attribute", "shuffle", "insert", "loose", "comment", "many"]
        ),
        st.integers(0, 10_000),
        texts,
        tags,
        attributes,
    ),
    max_size=8,
)


def spoil(record: etree._Element, how: str, where: int, text: str, tag: str, attribute: tuple[str, str]) -> None:
    nodes = list(record.iter(etree.Element))
    node = nodes[where % len(nodes)]
    parent = node.getparent()
    if how == "text":
        node.text = text
    elif how == "rename":
        node.tag = tag
    elif how == "attribute":
        node.set(*attribute)
    elif how == "shuffle":
        node[:] = sorted(node, key=lambda child: hash((where, child.tag)))
    elif how == "insert":
        etree.SubElement(node, tag).text = text
    elif how == "comment":
        node.insert(0, etree.Comment("interne"))
        node[0].tail = text
        node.append(etree.ProcessingInstruction("x", "y"))
    elif parent is None:
        return
    elif how == "drop":
        parent.remove(node)
    elif how == "loose":
        node.tail = text
    else:
        for _ in range(1 if how == "twice" else 30):
            parent.insert(parent.index(node), deepcopy(node))


@given(spoilings)
@settings(max_examples=300, deadline=None)
def test_a_spoilt_record_leaves_valid_or_is_refused_with_a_reason(changes):
    record = deepcopy(BASE)
    for change in changes:
        spoil(record, *change)
    before, reason = etree.tostring(record), ""
    try:
        made, gaps = strict(record)
    except Refused as refusal:
        made, gaps, reason = None, [], str(refusal)
    assert etree.tostring(record) == before
    if made is None:
        assert reason.strip()
        return
    assert grammar.first_error(made) == ""
    assert all(str(gap).strip() for gap in gaps)
    file = FormationFile()
    written = etree.fromstring(file.start() + file.add(made)[0] + file.finish())
    if OFFICIAL_SCHEMA is not None:
        assert OFFICIAL_SCHEMA.validate(written), OFFICIAL_SCHEMA.error_log
    assert written.nsmap == {None: NAMESPACE}


stored_sessions = st.lists(
    st.builds(
        StoredSession,
        id=st.integers(1, 9),
        position=st.integers(0, 2),
        number=st.sampled_from([None, "S", "T"]),
        starts_on=st.sampled_from([None, "2027-01-04"]),
        ends_on=st.sampled_from([None, "2027-06-25"]),
        recruitment_state=st.sampled_from(sorted(LHEO_STATES)),
        publication_state=st.sampled_from(["published", "export_only", "withdrawn"]),
        wanted=st.booleans(),
        ended=st.booleans(),
    ),
    max_size=4,
)


@given(spoilings, stored_sessions)
@settings(max_examples=150, deadline=None)
def test_the_portal_s_sessions_over_a_spoilt_document_leave_valid_or_not_at_all(changes, sessions):
    record = deepcopy(BASE)
    for change in changes:
        spoil(record, *change)
    try:
        document = parse(etree.tostring(record, encoding="unicode"))
        kept = overlay(document, sessions)
        made, _gaps = strict(document)
    except (Refused, Unknown):
        return
    assert kept == sum(one.wanted and not one.ended for one in sessions)
    assert len(made.findall(f"{Q}action/{Q}session")) <= kept
    assert grammar.first_error(made) == ""


@given(spoilings)
@settings(max_examples=150, deadline=None)
def test_the_public_view_of_any_record_is_valid_and_holds_no_name_and_no_stray(changes):
    record = deepcopy(BASE)
    for change in changes:
        spoil(record, *change)
    try:
        made, _gaps = strict(record)
    except Refused:
        return
    shown = publish(deepcopy(made))
    assert grammar.first_error(shown) == ""
    assert shown.find(f".//{Q}coordonnees/{Q}nom") is None
    assert shown.xpath("boolean(//@idref)") is False
    allowed = {name for names in KEPT_EXTRAS.values() for name in names}
    assert {extra.get("info") for extra in shown.iter(Q + "extra")} <= allowed


@given(spoilings)
@settings(max_examples=100, deadline=None)
def test_what_was_made_valid_once_does_not_change_again(changes):
    record = deepcopy(BASE)
    for change in changes:
        spoil(record, *change)
    try:
        made, _gaps = strict(record)
    except Refused:
        return
    again, gaps = strict(etree.fromstring(etree.tostring(made)))
    assert etree.tostring(again, method="c14n2") == etree.tostring(made, method="c14n2")
    assert gaps == []
