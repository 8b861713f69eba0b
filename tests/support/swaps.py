"""What HTMX does with a fragment, so that a test can compare the swapped page with a reload (idea of les-emplois)."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable

from lxml import etree

from tests.support.pages import Element, parse, parse_fragment

OUT_OF_BAND = "hx-swap-oob"


def swap(page: str, fragment: str, target: str, style: str = "outerHTML") -> Element:
    """The tree of `page` after `fragment` was swapped into the element `target`, out-of-band pieces and title too."""
    tree, pieces = parse(page), parse_fragment(fragment)
    for title in pieces.findall("title"):
        tree.find("head/title").text = title.text
        pieces.remove(title)
    for piece in pieces.xpath(f".//*[@{OUT_OF_BAND}]"):
        rule = piece.attrib.pop(OUT_OF_BAND)
        piece.getparent().remove(piece)
        place(tree, rule, piece)
    put(by_id(tree, target), style, [child for child in pieces if isinstance(child.tag, str)])
    return tree


def place(tree: Element, rule: str, piece: Element) -> None:
    """`true`, `innerHTML`, `beforeend`, `outerHTML`, alone (the piece's own id) or with `:#id`."""
    style, _, selector = rule.partition(":")
    target = by_id(tree, selector.removeprefix("#") or piece.get("id"))
    if style in ("true", "outerHTML"):
        put(target, "outerHTML", [piece])
        return
    if style == "innerHTML":
        empty(target)
    target.text = (target.text or "") + (piece.text or "") if not len(target) else target.text
    target.extend(list(piece))


def put(target: Element, style: str, pieces: Iterable[Element]) -> None:
    if style == "innerHTML":
        empty(target)
        target.extend(pieces)
        return
    parent, index = target.getparent(), target.getparent().index(target)
    pieces = [copy.deepcopy(piece) for piece in pieces]
    for piece in pieces:
        piece.tail = None
    if pieces:
        pieces[-1].tail = target.tail
    parent[index : index + 1] = pieces


def by_id(tree: Element, name: str) -> Element:
    found = tree.xpath(".//*[@id=$name]", name=name)
    assert len(found) == 1, f"{len(found)} elements of id {name!r} in the page"
    return found[0]


def empty(element: Element) -> None:
    element.text = None
    for child in list(element):
        element.remove(child)


def normal(page: str | Element, *, without: Iterable[str] = ()) -> str:
    """A page in one spelling, to compare two: spaces levelled, the elements of the ids `without` emptied."""
    tree = parse(page) if isinstance(page, str) else copy.deepcopy(page)
    for name in without:
        for element in tree.xpath(".//*[@id=$name]", name=name):
            empty(element)
    etree.strip_tags(tree, etree.Comment)
    text = etree.tostring(tree, method="c14n", with_comments=False).decode()
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"\s*(<[^>]*>)\s*", r"\n\1\n", text)).strip()
