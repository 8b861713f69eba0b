"""How text is taken out of an element: by local name whatever the order, fillers missing, HTML reduced to what is safe.

Rich texts become HTML of the allow-list (rule 9); every other text becomes plain. Almost no text of a feed holds
mark-up, so the costly path starts only at a « < » or a « & ».
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import nh3
from lxml import etree

from portal.foundation.richtext import ALLOWED, SAME_MEANING

from .checks import FILLERS, LONGEST_FILLER, Refused, Remark, fitted
from .plain import ENTITY, has_tags, unescaped, words_of

Children = Mapping[str, list[etree._Element]]
_SAME = SAME_MEANING | dict.fromkeys(("div", "tr", "section", "article", "blockquote"), "p")
_SAME |= {f"h{level}": "p" for level in range(1, 7)}
_RENAMED = re.compile(rf"<(/?)({'|'.join(_SAME)})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_SANITISER = nh3.Cleaner(tags=ALLOWED, attributes={}, strip_comments=True)
_TWICE = re.compile(rf"&amp;(?={ENTITY.pattern[1:]})", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n[ \t\r]*\n\s*")
_EMPTY = re.compile(r"(?:<p>(?:\s|&nbsp;|\u00a0|<br>)*</p>|\s)+")
MOST_NAMES = 5_000


class _LocalNames(dict[str, str]):
    """« {namespace}name » → « name », remembered; a hostile file cannot make it grow without end."""

    def __missing__(self, tag: Any) -> str:
        if not isinstance(tag, str):
            return ""
        if len(self) > MOST_NAMES:
            self.clear()
        name = self[tag] = tag.rpartition("}")[2]
        return name


LOCAL = _LocalNames()


def line_of(element: etree._Element) -> int:
    """The line of the file where an element starts, 0 when unknown."""
    line: Any = element.sourceline  # the stubs call it an ellipsis
    return int(line or 0)


class Reading:
    """One formation being read: who it is, and what was noticed."""

    __slots__ = ("identifier", "line", "remarks")

    def __init__(self, line: int, identifier: str) -> None:
        self.line, self.identifier = line, identifier
        self.remarks: list[Remark] = []

    def note(self, field: str, reason: str, element: etree._Element | None = None) -> None:
        """Something in `field` was not believed; the rest is kept."""
        at = line_of(element) if element is not None else 0
        self.remarks.append(Remark(at or self.line, self.identifier, field, reason))

    def refuse(self, refused: Refused) -> None:
        """The whole record is left out."""
        self.remarks.append(Remark(self.line, self.identifier, refused.field, refused.reason, True))


def children(element: etree._Element) -> dict[str, list[etree._Element]]:
    """The children by local name, so that their order does not matter (rule 2)."""
    found: dict[str, list[etree._Element]] = {}
    for child in element:
        name = LOCAL[child.tag]
        if name in found:
            found[name].append(child)
        else:
            found[name] = [child]
    return found


def text_of(element: etree._Element) -> str | None:
    """The element's text without outer blanks, None for nothing and for fillers; HTML elements inside count as text."""
    raw = element.text
    if len(element):
        raw = f"{raw or ''}{''.join(etree.tostring(child, encoding='unicode') for child in element)}"
    if raw is None:
        return None
    raw = raw.strip()
    if not raw or (len(raw) <= LONGEST_FILLER and raw.casefold() in FILLERS):
        return None
    return raw


def first(found: Children, name: str) -> str | None:
    """The text of the first child of that name."""
    return text_of(found[name][0]) if name in found else None


def some(reading: Reading, found: Children, name: str, most: int) -> Sequence[etree._Element]:
    """The children of that name, at most `most`: a hostile record must end, and what is left out is said (rule 8)."""
    held = found.get(name, ())
    if len(held) <= most:
        return held
    reading.note(name, f"{len(held)} fois\u00a0: celles au-delà de {most} sont laissées de côté", held[most])
    return held[:most]


def code_text(found: Children, name: str) -> str | None:
    """The bare text of a coded child: nothing is a filler but the empty text (0 is a code)."""
    if name not in found:
        return None
    raw = found[name][0].text
    return raw.strip() or None if raw else None


def line(reading: Reading, found: Children, name: str, limit: int) -> str | None:
    """One line of plain text within `limit` characters."""
    if name not in found or (text := text_of(found[name][0])) is None:
        return None
    if "<" in text or "&" in text:
        text = words_of(text)
    if "\n" in text or "  " in text or "\t" in text:
        text = " ".join(text.split())
    if len(text) > limit:
        text, reason = fitted(text, limit)
        reading.note(name, reason, found[name][0])
    return text or None


def paragraphs(found: Children, name: str) -> str | None:
    """Plain text that may have several lines, without limit."""
    if name not in found:
        return None
    text = text_of(found[name][0])
    if text is not None and ("<" in text or "&" in text):
        return words_of(text) or None
    return text


def rich(found: Children, name: str) -> str | None:
    """What richtext.shown shows: plain text, or safe HTML as soon as it holds a tag or a « < ».

    A feed that escapes once too often writes « R&amp;D » or « &lt;p&gt; »: without a tag, entities are unescaped until
    none is left or tags appear.
    """
    text = first(found, name)
    if text is None or not ("<" in text or "&" in text):
        return text
    text = unescaped(text)
    if not has_tags(text):
        return _as_html(text)
    renamed = _RENAMED.sub(lambda tag: f"<{tag[1]}{_SAME[tag[2].lower()]}>", _TWICE.sub("&", text))
    clean: str = _SANITISER.clean(renamed).strip()
    if "<" in clean:
        return None if _EMPTY.fullmatch(clean) else clean
    return _as_html(unescaped(clean).strip()) if clean else None


def _as_html(text: str) -> str | None:
    """Text without tags: as it is, unless it holds a « < » that would be taken for one."""
    if "<" not in text:
        return text or None
    made = _as_paragraphs(escape(text, quote=False))
    return made if made.startswith("<p>") else f"<p>{made}</p>"


def _as_paragraphs(text: str) -> str:
    if "\n" not in text:
        return text
    if _PARAGRAPHS.search(text) is None:
        return "<br>".join(map(str.strip, text.split("\n")))
    blocks = _PARAGRAPHS.split(text)
    lined = ["<br>".join(part.strip() for part in block.splitlines() if part.strip()) for block in blocks]
    return lined[0] if len(lined) == 1 else "".join(f"<p>{block}</p>" for block in lined if block)


def cut(reading: Reading, name: str, text: str | None, limit: int, element: etree._Element) -> str | None:
    """A text of no element of its own (an extra, a joined name) within `limit` characters; shortening is noted."""
    if text is None or len(text) <= limit:
        return text or None
    short, reason = fitted(text, limit)
    reading.note(name, reason, element)
    return short


def extras(found: Children, *groups: str) -> dict[str, list[str]]:
    """The texts of `extra` by their @info, inside the `extras` whose @info is one of `groups`."""
    texts: dict[str, list[str]] = {}
    for group in found.get("extras", ()):
        if group.get("info") in groups:
            for extra in group:
                if LOCAL[extra.tag] == "extra" and (text := text_of(extra)) is not None:
                    texts.setdefault(extra.get("info") or "", []).append(text)
    return texts
