"""Whatever happens to a valid file, it is imported or refused with a reason: there is never an exception."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from portal.catalogue.lheo.checks import Refused
from portal.catalogue.lheo.mapping import Mapper
from portal.catalogue.lheo.reader import Feed
from portal.catalogue.lheo.stream import UnreadableFile
from portal.catalogue.lheo.wording import Reading

from .feeds import contact, dated, feed, formation, load
from .records import every_element

FULL = etree.tostring(every_element(), encoding="unicode")
MEETING = (
    "<recrutement><modalite-recrutement>9</modalite-recrutement><periode><debut>20261215</debut><fin>20261215</fin>"
    "</periode><heure-debut>9h30</heure-debut></recrutement>"
)
OWN = '<extras info="liaison"><extra info="bilan-final">20270301</extra><extra info="specificite">x</extra></extras>'
RICH = formation("F9", actions="").replace("</session>", f"{MEETING}{contact('contact-session')}{OWN}</session>")
VALID = feed(RICH, FULL, formation("F2", "Cuisine"))
NASTY = st.sampled_from(
    ["", "-", "\n\t ", "0", "-1", "00000000", "99999999", "20261332", "25h99", "x" * 5000, "<b>", "&amp;lt;", "«é»œ€"]
    + [
        "javascript:alert(1)",
        "a@b.example\nBcc: c@d.example",
        "http://[",
        "٣",
        "1e999",
        "nan",
        "é" * 300,
        "\u202e",
        "=1+1",
    ]
)
BYTES = st.lists(
    st.tuples(st.integers(0, len(VALID) - 1), st.binary(max_size=4), st.integers(0, 12)), min_size=1, max_size=8
)
ANYTHING = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(data: bytes) -> tuple[int, int]:
    """Formations mapped and refused; fails when a refusal says nothing."""
    taken = 0
    reasons: list[str] = []
    stopped = "read to its end"
    mapper = Mapper("source")
    try:
        for record in Feed(BytesIO(data)):
            reading = Reading(record.line, "?")
            try:
                mapper.offer(reading, record.element)
                taken += 1
            except Refused as refused:
                reasons.append(refused.field and refused.reason)
            assert all(remark.reason and remark.field for remark in reading.remarks)
    except UnreadableFile as error:
        stopped = str(error)
    assert all(reasons)
    assert stopped.strip()
    return taken, len(reasons)


def test_the_file_to_spoil_is_itself_good() -> None:
    assert read(VALID) == (3, 0)


@ANYTHING
@given(BYTES)
def test_changed_bytes(changes: list[tuple[int, bytes, int]]) -> None:
    data = VALID
    for start, new, length in changes:
        data = data[:start] + new + data[start + length :]
    read(data)


@ANYTHING
@given(st.integers(0, len(VALID)), st.integers(0, len(VALID)))
def test_a_part_of_the_file(start: int, end: int) -> None:
    read(VALID[:start])
    read(VALID[min(start, end) : max(start, end)])


@ANYTHING
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read(data)
    read(b"<?xml version='1.0'?>" + data)
    read(b"\x1f\x8b" + data)


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """The valid file with elements removed, doubled, moved, emptied, renamed or filled with something else."""
    root = etree.fromstring(VALID)
    for _ in range(draw(st.integers(1, 10))):
        elements = list(root.iter())[2:]
        if not elements:
            break
        chosen = elements[draw(st.integers(0, len(elements) - 1))]
        spoil(draw, chosen, elements)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def spoil(draw: st.DrawFn, chosen: Any, elements: list[Any]) -> None:
    parent = chosen.getparent()
    match draw(st.sampled_from(["remove", "double", "move", "text", "rename", "attribute", "clear", "wrap"])):
        case "remove":
            parent.remove(chosen)
        case "double":
            parent.append(etree.fromstring(etree.tostring(chosen, with_tail=False)))
        case "move":
            other = elements[draw(st.integers(0, len(elements) - 1))]
            if not any(each is chosen for each in [other, *other.iterancestors()]):
                other.append(chosen)
        case "text":
            chosen.text = draw(NASTY)
        case "rename":
            chosen.tag = elements[draw(st.integers(0, len(elements) - 1))].tag
        case "attribute":
            chosen.set(draw(st.sampled_from(["numero", "ref", "tag", "info", "datemaj"])), draw(NASTY))
        case "clear":
            chosen.clear()
        case "wrap":
            chosen.insert(0, etree.Element("unknown"))


@ANYTHING
@given(spoilt())
def test_a_spoilt_tree_is_mapped_or_refused(data: bytes) -> None:
    taken, refused = read(data)
    assert taken + refused <= 12


@settings(ANYTHING, max_examples=40)
@given(data=spoilt())
def test_what_is_mapped_can_be_written_and_written_again(engine: sa.Engine, data: bytes) -> None:
    first, _ = load(engine, data)
    assert first.read == first.created + first.updated + first.unchanged + first.refused
    again, _ = load(engine, data)
    assert (again.created, again.updated) == (0, 0)
    assert again.unchanged == first.read - first.refused


def test_numbers_that_differ_only_by_their_end_are_two_records(engine: sa.Engine) -> None:
    report, _ = load(engine, formation("N" * 300) + formation("N" * 299 + "M"))
    assert report.created == 2
    assert load(engine, formation(actions="").replace(dated(), ""))[0].refused == 1
