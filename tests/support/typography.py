"""What French typography asks of every text a page shows (ux.md, section 6)."""

from __future__ import annotations

import re

GLUE = "\u00a0\u202f"
# What stands in guillemets was said by someone else: the words of a search, most often.
QUOTED = re.compile(r"«\u202f.*?\u202f»", re.S)
# Addresses keep their own punctuation.
ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|\S+@\S+|(?<=\s)/[\w/?=&.-]+|^/[\w/?=&.-]+")
FAULTS = {
    "straight apostrophe": re.compile(r"\w'\w"),
    "straight quotation mark": re.compile(r'"'),
    "three dots instead of …": re.compile(r"\.\.\."),
    "no narrow space before ; ! ?": re.compile(rf"[^{GLUE}\s;!?(…][;!?](?=\s|$|»)|(?![{GLUE}])\s[;!?]"),
    "no unbreakable space before :": re.compile(rf"[^{GLUE}\s]:(?=\s|$)|(?![{GLUE}])\s:"),
    "no unbreakable space inside « »": re.compile(rf"«(?![{GLUE}]|$)|[^{GLUE}]»"),
    "breakable space before %": re.compile(rf"\d(?![{GLUE}])\s%"),
}


def faults(text: str) -> list[str]:
    """What is wrong with this text, each with the words around it."""
    bare = ADDRESS.sub("adresse", QUOTED.sub("«\u202fmots\u202f»", text))
    found = ((name, pattern.search(bare)) for name, pattern in FAULTS.items())
    return [f"{name}: {around(bare, match)!r}" for name, match in found if match]


def around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 15) : match.end() + 15].strip("\n ")
