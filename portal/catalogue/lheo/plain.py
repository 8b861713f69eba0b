"""Text as LHEO wants it: no mark-up, no forbidden character, no longer than allowed, never cut without a sign."""

from __future__ import annotations

import re
from html import unescape

from portal.foundation.text import without_controls

ELLIPSIS = "…"
_TAGS = (
    "a|abbr|address|article|b|big|blockquote|body|br|center|cite|code|col|colgroup|dd|del|div|dl|dt|em|figure|font|footer"
    "|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|object|ol|option|p|pre|q|s"
    "|script|section|select|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt"
    "|u|ul|video"
)
_MARKUP = re.compile(rf"</?(?:{_TAGS})(?:[\s/][^<>]*)?>|<!--", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_SILENT = re.compile(
    r"<(script|style|head|title|iframe|object|svg|template)\b[^<>]*>.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)",
    re.IGNORECASE | re.DOTALL,
)
_ITEM = re.compile(r"<li(?:[\s/][^<>]*)?>", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:address|article|blockquote|br|dd|div|dl|dt|footer|form|h[1-6]|header|hr|li|ol|p|pre|section|table|tr|ul)"
    r"(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_CELL = re.compile(r"<t[dh](?:[\s/][^<>]*)?>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")
_LINES = re.compile(r" ?\n[ \n]*")


def has_markup(text: str) -> bool:
    """Whether a person would see tags or entities instead of words."""
    return has_tags(text) or ("&" in text and ENTITY.search(text) is not None)


def has_tags(text: str) -> bool:
    """Whether a person would see tags instead of words."""
    return "<" in text and _MARKUP.search(text) is not None


def unescaped(text: str) -> str:
    """Text without tags with its entities read, however often they were escaped; stops where tags appear."""
    for _ in range(10):
        if "&" not in text or has_tags(text) or ENTITY.search(text) is None:
            break
        text = ENTITY.sub(lambda found: unescape(found[0]), text)
    return without_controls(text)


def to_plain(text: str) -> str:
    """The words of `text`, which may be HTML: blocks start on a new line, list items with a dash."""
    if "<" not in text or _MARKUP.search(text) is None:
        return without_controls(unescape(text)).strip()
    text = _SILENT.sub(" ", text).replace("\n", " ")
    text = _BREAK.sub("\n", _ITEM.sub("\n- ", text))
    text = unescape(_MARKUP.sub("", _CELL.sub(" ", text)))
    return without_controls(_LINES.sub("\n", _BLANKS.sub(" ", text))).strip()


def words_of(text: str) -> str:
    """`text` without any mark-up or entity, however often they were escaped."""
    for _ in range(10):
        if not has_markup(text):
            return text
        text = to_plain(text)
    return _MARKUP.sub(" ", text)


def shorten(text: str, limit: int) -> str:
    """`text` within `limit` characters, ending with « … » when something was left out."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    head, blank, tail = kept.rpartition(" ")
    if blank and len(tail) < 25 and len(head) > limit // 2:
        kept = head
    return kept.rstrip(" ,;:-\n") + ELLIPSIS


def wrap(lines: list[str], width: int, count: int) -> list[str]:
    """The words of `lines` over at most `count` lines of `width`; the last one ends with « … » when it must."""
    if len(lines) <= count and all(len(line) <= width for line in lines):
        return lines
    made: list[str] = []
    for line in lines:
        made.extend(_cut(line.split(), width))
    if len(made) > count:  # fill the lines tighter before leaving anything out
        made = list(_cut(" ".join(lines).split(), width))
    if len(made) > count:
        made = [*made[: count - 1], shorten(" ".join(made[count - 1 :]), width)]
    return made


def _cut(words: list[str], width: int) -> list[str]:
    made: list[str] = []
    line = ""
    for word in words:
        joined = f"{line} {word}" if line else word
        if len(joined) <= width:
            line = joined
            continue
        if line:
            made.append(line)
        while len(word) > width:
            made.append(word[:width])
            word = word[width:]
        line = word
    return [*made, line] if line else made
