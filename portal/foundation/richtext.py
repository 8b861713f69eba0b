"""The only HTML that text from outside may bring: paragraphs, breaks, lists and emphasis.

Cleaned when it comes in and again when it is shown, so that no path into the database can bring a script.
"""

from __future__ import annotations

import re

import nh3
from markupsafe import Markup, escape

ALLOWED = {"p", "br", "ul", "ol", "li", "strong", "em"}
SAME_MEANING = {"b": "strong", "i": "em"}
_BLANK_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+[ \t]*")
_ALLOWED_ONLY = re.compile(rf"(?:[^<]+|</?(?:{'|'.join(sorted(ALLOWED))})>)*+")
"""What needs no second cleaning: it was cleaned on its way in, and cleaning costs more than the rest of the page."""


def clean(text: str) -> str:
    """The text with only the allowed elements and no attribute at all."""
    if "<" not in text and "&" not in text:
        return text
    for old, new in SAME_MEANING.items():
        text = text.replace(f"<{old}>", f"<{new}>").replace(f"</{old}>", f"</{new}>")
    return nh3.clean(text, tags=ALLOWED, attributes={})


def shown(text: str) -> Markup:
    """Safe markup for a template; plain text keeps its line breaks as paragraphs and breaks."""
    if "<" not in text:
        safe = str(escape(_BLANK_LINES.sub("\n\n", text.replace("\r", "").strip())))
        lines = safe.replace("\n\n", "</p><p>").replace("\n", "<br>")
        return Markup(f"<p>{lines}</p>" if lines else "")  # noqa: S704 - escaped above
    if _ALLOWED_ONLY.fullmatch(text):
        return Markup(text)  # noqa: S704 - every « < » opens an allowed element without attributes
    return Markup(clean(text))  # noqa: S704 - cleaned by nh3 in this very line
