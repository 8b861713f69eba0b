"""What is a LHEO file and where its formations are: streamed, one element in memory, nothing resolved.

LHEO 2.0, 2.2, 2.3 and the EDOF profile are told apart by the namespace of the root; elements are then matched
by their local name. `lheo-index` (answers of a search service) is refused: a `resume-offre` has no terms, no
contact and no complete session, so it could only hide or overwrite real offers of the same source.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import BinaryIO, Literal, NamedTuple

from lxml import etree

from .stream import Limits, UnreadableFile, utf8_chunks
from .wording import line_of

PROFILES = {
    "http://www.lheo.org/2.0": "2.0",
    "http://www.lheo.org/2.1": "2.1",
    "http://www.lheo.org/2.2": "2.2",
    "http://www.lheo.org/2.3": "2.3",
    "http://lheo.gouv.fr/2.3": "2.3",
    "http:/lheo.gouv.fr/2.3": "2.3",
    "https://www.of.moncompteformation.gouv.fr": "EDOF",
}
ROOTS = frozenset({"lheo", "lheo-plus", "offres", "formation"})
HEAD_LIMIT = 262_144
_SPACE = re.compile(rb"\s*")
_EXPORT_STAMP = re.compile(rb""" horodatage-export=(?:"[^"]*"|'[^']*')""")
_REASONS = (
    (("ERR_DOCUMENT_END", "ERR_TAG_NOT_FINISHED", "ERR_GT_REQUIRED", "ERR_LTSLASH_REQUIRED"), "fichier tronqué"),
    (("ERR_TAG_NAME_MISMATCH",), "balises mal fermées"),
    (("ERR_INVALID_CHAR", "ERR_INVALID_ENCODING", "I18N_CONV_FAILED"), "texte qui n’est pas de l’UTF-8"),
    (("ERR_UNDECLARED_ENTITY", "WAR_UNDECLARED_ENTITY", "ERR_INTERNAL_ERROR"), "entité inconnue ou XML mal formé"),
    (("ERR_RESOURCE_LIMIT",), "taille ou profondeur démesurée"),
)


class Record(NamedTuple):
    """One `<formation>`: its line, the element (valid until the next record), and its text as UTF-8."""

    line: int
    element: etree._Element
    document: bytes


class Feed:
    """One file being read; iterate it once. `profile`, `remarks` are complete after the last record."""

    def __init__(self, raw: BinaryIO, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.remarks: list[str] = []
        self.profile = ""
        self.bytes_read = 0
        self._raw = raw
        self._line = 0

    def __iter__(self) -> Iterator[Record]:
        """Formations in file order; UnreadableFile where reading must stop."""
        chunks = utf8_chunks(self._raw, self.limits, self.remarks)
        head = self._open(chunks)
        parser = _parser("end", "{*}formation")
        yield from self._feed(parser, head)
        waiting = 0
        for chunk in chunks:
            found = yield from self._feed(parser, chunk)
            waiting = len(chunk) if found else waiting + len(chunk)
            if waiting > self.limits.record:
                raise UnreadableFile(f"plus de {self.limits.record >> 20} Mo sans fin de formation.")
        try:
            parser.close()
        except etree.XMLSyntaxError as error:
            raise _unreadable(error, self._line) from error

    def _feed(self, parser: etree.XMLPullParser, chunk: bytes) -> Generator[Record, None, bool]:
        """Give the parser one piece, yield what it completes; returns whether something was completed."""
        self.bytes_read += len(chunk)
        failure: etree.XMLSyntaxError | None = None
        try:
            parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            failure = error  # what the piece completed before its fault still counts
        found = False
        for element in _elements(parser):
            parent = element.getparent()
            if parent is not None and not parent.tag.endswith("offres"):
                continue  # a formation quoted inside extras is not an offer
            found = True
            self._line = line_of(element)
            yield Record(self._line, element, _document(element))
            element.clear()
            if parent is not None:
                del parent[: parent.index(element)]
        if failure is not None:
            raise _unreadable(failure, self._line) from failure
        return found

    def _open(self, chunks: Iterator[bytes]) -> bytes:
        """Read until the root element; set the profile; refuse DOCTYPE and what is not LHEO. Returns the bytes read."""
        head = b""
        for chunk in chunks:
            head += chunk
            start = _root_position(head)
            if start is not None and (root := _first_element(head)) is not None:
                self._recognise(etree.QName(root))
                return head
            if len(head) > HEAD_LIMIT:
                break
        raise UnreadableFile("aucun élément racine : ce n’est pas un fichier XML complet.")

    def _recognise(self, root: etree.QName) -> None:
        if root.localname == "lheo-index":
            raise UnreadableFile(
                "c’est un « lheo-index » (résumés d’un service de recherche) : les résumés n’ont ni contact ni session "
                "complète. Demandez à la source le fichier « lheo » de ses offres."
            )
        if root.localname not in ROOTS:
            raise UnreadableFile(f"la racine est « {root.localname[:60]} » : ce n’est pas un fichier LHEO.")
        if not root.namespace:
            self.remarks.append("aucun espace de noms : lu comme du LHEO 2.3.")
        elif root.namespace not in PROFILES:
            raise UnreadableFile(f"l’espace de noms « {root.namespace[:80]} » n’est pas une version lue de LHEO.")
        self.profile = PROFILES.get(root.namespace or "", "2.3")


def _parser(event: Literal["start", "end"], tag: str | None) -> etree.XMLPullParser:
    """A parser that resolves nothing, fetches nothing and keeps libxml2's limits (depth 256, text 10 MB)."""
    return etree.XMLPullParser(
        events=(event,),
        tag=tag,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _document(element: etree._Element) -> bytes:
    """The element as UTF-8 text with its own xmlns, without the stamp that changes at every export."""
    text: bytes = etree.tostring(element, encoding="utf-8", with_tail=False)
    if text.startswith(b"<?xml"):
        text = text[text.index(b"?>") + 2 :].lstrip()
    return _EXPORT_STAMP.sub(b"", text) if b"horodatage-export" in text else text


def _root_position(head: bytes) -> int | None:
    """Where the root element starts, None when more bytes are needed; refuses what may not stand before it."""
    position = 0
    while True:
        position = _SPACE.match(head, position).end()  # type: ignore[union-attr]
        if len(head) - position < 4:
            return None
        if head.startswith(b"<?", position):
            end, width = head.find(b"?>", position), 2
        elif head.startswith(b"<!--", position):
            end, width = head.find(b"-->", position), 3
        elif head.startswith(b"<!", position):
            raise UnreadableFile("le fichier contient une déclaration DOCTYPE, refusée par sécurité.")
        elif head.startswith(b"<", position):
            return position
        else:
            raise UnreadableFile("ce n’est pas du XML : le fichier ne commence pas par une balise.")
        if end < 0:
            return None
        position = end + width


def _first_element(head: bytes) -> etree._Element | None:
    parser = _parser("start", None)
    try:
        parser.feed(head)
    except etree.XMLSyntaxError as error:
        started = next(_elements(parser), None)
        if started is None:
            raise _unreadable(error, 0) from error
        return started
    return next(_elements(parser), None)


def _elements(parser: etree.XMLPullParser) -> Iterator[etree._Element]:
    """The elements of the parser's events (only namespace events, not asked for, carry anything else)."""
    return (element for _, element in parser.read_events())  # type: ignore[misc]


def _unreadable(error: etree.XMLSyntaxError, last: int) -> UnreadableFile:
    """libxml2's fault in words of the operator, with its line (an unknown entity has none: then the last good one)."""
    name = etree.ErrorTypes._getName(getattr(error, "code", 0), "")
    reason = next((words for names, words in _REASONS if name in names), "XML mal formé")
    where = f"à la ligne {error.lineno}" if error.lineno else f"après la ligne {last}"
    return UnreadableFile(f"lecture arrêtée {where} : {reason}.")
