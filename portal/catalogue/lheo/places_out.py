"""Addresses made to fit LHEO: long lines split, and the Belgian profile (lheo.md rule 18, docs/exchange.md).

LHEO knows five-character postcodes only. A Belgian address says pays=BE, codepostal=B + four digits, and keeps the
real codes in extras[adresse-be]; a NIS code never goes into code-INSEE-commune, since the two collide.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from portal.foundation.text import without_controls

from .gaps import GapKind
from .plain import ELLIPSIS, words_of, wrap
from .schema import ELEMENTS, NAMESPACE

_Q = f"{{{NAMESPACE}}}"
_BELGIAN_POSTCODE = re.compile(r"(?:BE?[- ]?)?([1-9][0-9]{3})", re.IGNORECASE)
_SAYS_BELGIAN = re.compile(r"BE?[- ]?[1-9][0-9]{3}", re.IGNORECASE)
_COUNTRIES = {"FRANCE": "FR", "FRA": "FR", "BELGIQUE": "BE", "BELGIE": "BE", "BELGIË": "BE", "BEL": "BE"}
_COUNTRIES |= {"LUXEMBOURG": "LU", "ALLEMAGNE": "DE", "SUISSE": "CH", "PAYS-BAS": "NL", "ESPAGNE": "ES", "ITALIE": "IT"}
_STRING = etree.XPath("string()", smart_strings=False)
Note = Callable[[GapKind, str, str], None]
"""Tells the report: kind, element, what was done."""


def child_text(parent: etree._Element, name: str) -> str:
    """The text of the first child of that name, stripped; empty when there is none."""
    return (parent.findtext(_Q + name) or "").strip()


def all_text(element: etree._Element) -> str:
    """Every word inside an element, in order (comments apart)."""
    return str(_STRING(element))


def insert(parent: etree._Element, name: str) -> etree._Element:
    """A new child at its place in the format, after those of the same name."""
    places = ELEMENTS[parent.tag.rpartition("}")[2]].places
    made = etree.Element(_Q + name)
    rank = places[name]
    position = len(parent)
    while position and places.get(str(parent[position - 1].tag).rpartition("}")[2], -1) > rank:
        position -= 1
    parent.insert(position, made)
    return made


def put(parent: etree._Element, name: str, text: str | None) -> None:
    """Make `text` the only value of child `name`; None removes it."""
    found = parent.findall(_Q + name)
    for surplus in found[1:] if text is not None else found:
        parent.remove(surplus)
    if text is None:
        return
    first = found[0] if found else insert(parent, name)
    for inside in list(first):
        first.remove(inside)
    first.text = without_controls(text)


def add_extras(parent: etree._Element, info: str, values: list[tuple[str, str]]) -> None:
    """Append extras[info] with one extra per value, unless the same group is already there."""
    if parent.find(f"{_Q}extras[@info='{info}']") is not None:
        return
    group = etree.SubElement(parent, _Q + "extras", info=info)
    for key, text in values:
        etree.SubElement(group, _Q + "extra", info=key).text = text


def fit_lines(source: etree._Element, note: Note) -> None:
    """Spread the `ligne` of an address over as many lines as the format allows."""
    rule = next(c for c in ELEMENTS[source.tag.rpartition("}")[2]].children if c.name == "ligne")
    width = ELEMENTS["ligne"].high
    found = source.findall(_Q + "ligne")
    texts = [t for t in (_words(e) for e in found) if t]
    if len(found) <= rule.high and all(len(text) <= width for text in texts):
        return
    lines = wrap(texts, width, rule.high)
    for element in found:
        source.remove(element)
    for line in lines:
        etree.SubElement(source, _Q + "ligne").text = line
    cut = bool(lines) and lines[-1].endswith(ELLIPSIS)
    note(GapKind.TRUNCATED if cut else GapKind.WRAPPED, "ligne", f"{sum(map(len, texts))} caractères")


def _words(element: etree._Element) -> str:
    text = all_text(element)
    return " ".join(words_of(text).split())


def fit_country(source: etree._Element, note: Note) -> None:
    """Write the country as two letters; give Belgian addresses their profile and French ones their lost zero."""
    country = child_text(source, "pays").upper()
    known = _COUNTRIES.get(country, country)
    postcode = child_text(source, "codepostal")
    if _SAYS_BELGIAN.fullmatch(postcode):
        known = "BE"
    if known != country:
        put(source, "pays", known)
        note(GapKind.REPAIRED, "pays", known)
    if known == "BE":
        _belgian(source, postcode, note)
    elif re.fullmatch("[1-9][0-9]{3}", postcode) and _is_french(source, known, postcode):
        put(source, "codepostal", f"0{postcode}")
        note(GapKind.REPAIRED, "codepostal", f"0{postcode}")


def _is_french(source: etree._Element, country: str, postcode: str) -> bool:
    """A lost zero is put back only where something else says so: 5000 is Namur, 05000 is Gap."""
    hints = (child_text(source, "departement"), child_text(source, "code-INSEE-commune")[:2])
    return country == "FR" or f"0{postcode[0]}" in hints


def _belgian(source: etree._Element, postcode: str, note: Note) -> None:
    found = _BELGIAN_POSTCODE.fullmatch(postcode)
    if found is None:
        return
    kept = [("code-postal", found[1])]
    for name, key in (("code-INSEE-commune", "code-ins"), ("departement", "arrondissement"), ("region", "region")):
        value = child_text(source, name)
        if value:
            kept.append((key, value))
        put(source, name, None)
    if postcode != f"B{found[1]}" or len(kept) > 1:
        put(source, "codepostal", f"B{found[1]}")
        add_extras(source, "adresse-be", kept)
        note(GapKind.BELGIAN, "codepostal", f"B{found[1]}")
