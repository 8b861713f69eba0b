"""The only HTML that text from outside may bring: paragraphs, breaks, lists and emphasis.

Cleaned when it comes in and again when it is shown, so that no path into the database can bring a script.
"""

from __future__ import annotations

import re

import nh3
from markupsafe import Markup

ALLOWED = {"p", "br", "ul", "ol", "li", "strong", "em"}
SAME_MEANING = {"b": "strong", "i": "em"}
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
        blocks = [block.strip() for block in re.split(r"\n\s*\n", text.replace("\r", "")) if block.strip()]
        return Markup("").join(Markup("<p>{}</p>").format(Markup("<br>").join(block.split("\n"))) for block in blocks)
    if _ALLOWED_ONLY.fullmatch(text):
        return Markup(text)  # noqa: S704 - every « < » opens an allowed element without attributes
    return Markup(clean(text))  # noqa: S704 - cleaned by nh3 in this very line
