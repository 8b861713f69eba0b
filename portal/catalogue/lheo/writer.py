"""LHEO 2.3 files: records made strictly valid, written one by one in constant memory.

Default namespace without prefix; `<formation` and `</formation>` each start a line, since consumers read line by line
(lheo.md, section 2). A record that is right already is proved so in compiled code and copied as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from . import grammar
from .gaps import Gap, GapKind, Refused
from .places_out import all_text
from .plain import has_markup
from .repair import Q, Repair, is_plain, without_markup
from .schema import ACCEPTED_NAMESPACES, NAMESPACE
from .strays import rename

_DECLARED = f' xmlns="{NAMESPACE}"'.encode()
_OPENING, _CLOSING = b"<formation", b"</formation>"
_OLDER = re.compile(r'xmlns="(?:' + "|".join(re.escape(uri) for uri in ACCEPTED_NAMESPACES if uri != NAMESPACE) + r')"')
MOST_REMEMBERED = 200_000
"""Identifiers (xs:ID) remembered for one file; beyond, every identifier gets the rank of its record."""
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)


def parse(document: str) -> etree._Element:
    """A stored record as an element in the 2.3 namespace; Refused when the text is not XML."""
    head, end, rest = document.partition(">")
    if _DECLARED.decode() not in head:
        head = _OLDER.sub(f'xmlns="{NAMESPACE}"', head, count=1)
    try:
        parsed = etree.fromstring(f"{head}{end}{rest}".encode(), _PARSER)
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise Refused(f"document enregistré illisible ({error})") from error
    if parsed.tag != Q + "formation":
        rename(parsed)
    return parsed


def strict(formation: etree._Element) -> tuple[etree._Element, list[Gap]]:
    """The record as strictly valid LHEO 2.3, and what had to be done to it.

    Takes any accepted version or profile and never changes `formation`; what is right already is given back itself.
    Raises Refused, with a reason for people, when no valid record can be made of it.
    """
    if formation.tag == Q + "formation" and is_plain(formation) and grammar.is_valid(formation):
        if not has_markup(all_text(formation)):
            return formation, []
        if (cleaned := without_markup(formation)) is not None:
            return cleaned
    repair = Repair(formation)
    return repair.formation(), repair.gaps


def serialised(formation: etree._Element) -> bytes:
    """A valid record as the lines of a file whose root declares the namespace."""
    data: bytes = etree.tostring(formation, encoding="UTF-8", xml_declaration=False, with_tail=False)
    if data.startswith(_OPENING + _DECLARED):
        data = _OPENING + data[len(_OPENING) + len(_DECLARED) :]
    if data.endswith(_CLOSING):
        data = data[: -len(_CLOSING)].rstrip() + b"\n" + _CLOSING
    return data + b"\n"


class UniqueIds:
    """Keeps xs:ID unique over a whole file, which no check of a single record can see."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.rank = 0

    def settle(self, formation: etree._Element) -> list[Gap]:
        """Rename the identifiers of this record that the file already holds, and what points to them."""
        self.rank += 1
        renamed: dict[str, str] = {}
        for node in formation.iter(etree.Element):
            name = node.get("id")
            if name is None:
                continue
            if name in self.seen or len(self.seen) >= MOST_REMEMBERED:
                renamed[name] = f"{name}.{self.rank}"
                node.set("id", renamed[name])
            else:
                self.seen.add(name)
        if renamed:
            for node in formation.iter(etree.Element):
                if node.get("idref") in renamed:
                    node.set("idref", renamed[str(node.get("idref"))])
        return [Gap(GapKind.REPAIRED, "@id", f"{old} devient {new}") for old, new in renamed.items()]


class FormationFile:
    """A LHEO file being written: `start`, any number of `add`, `finish`. Pieces are bytes, for a file or a response."""

    def __init__(self, *, exported_on: str = "") -> None:
        self.attributes = f' datecrea="{exported_on}"' if exported_on else ""
        self.ids = UniqueIds()
        self.count = 0

    def start(self) -> bytes:
        """The declaration and the root; `exported_on` is YYYYMMDD."""
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<lheo{_DECLARED.decode()}{self.attributes}>\n<offres>\n'.encode()
        )

    def add(self, formation: etree._Element) -> tuple[bytes, list[Gap]]:
        """One record, already strictly valid."""
        self.count += 1
        data = serialised(formation)
        if b' id="' not in data:
            return data, []
        gaps = self.ids.settle(formation)
        return serialised(formation), gaps

    def finish(self) -> bytes:
        """The end of the file. LHEO asks for one record at least: an empty catalogue gives an empty `offres`."""
        return b"</offres>\n</lheo>\n"


def write_all(formations: Iterator[etree._Element], out: BinaryIO) -> int:
    """Write valid records as a whole file; gives their number."""
    file = FormationFile()
    out.write(file.start())
    for formation in formations:
        out.write(file.add(formation)[0])
    out.write(file.finish())
    return file.count
