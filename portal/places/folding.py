"""How the name of a place is made comparable: « St-Étienne », « SAINT ETIENNE » and « Saint-Étienne » give one key."""

from __future__ import annotations

import re

from portal.foundation.text import fold

LONGEST = 120  # characters of a typed or imported place that are looked at; the longest French name has 45
_WORD = re.compile(r"[a-z0-9]+")
_SPELT_OUT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_INSIDE = {"s": "sur", "ss": "sous", "lz": "lez"}  # « Villeneuve s/ Lot »; alone or last, a letter is only a letter
ARTICLES = frozenset({"l", "le", "la", "les"})
_PARTICLES = ARTICLES | {"d", "de", "du", "des", "en", "et", "a", "au", "aux"}


def words(text: str) -> list[str]:
    """The folded words of a place name, usual abbreviations spelt out."""
    found = [_SPELT_OUT.get(word, word) for word in _WORD.findall(fold(text[:LONGEST]))]
    return [*found[:1], *(_INSIDE.get(word, word) for word in found[1:-1]), *found[1:][-1:]]


def key(text: str) -> str:
    """The exact key: all words, in order."""
    return " ".join(words(text))


def without_article(exact: str) -> str:
    """The key without its leading article (« rochelle » for « la rochelle »); an article alone stays."""
    first, _, rest = exact.partition(" ")
    return rest if rest and first in ARTICLES else exact


def skeleton(exact: str) -> str:
    """The key without any article, preposition or space: forgives « Villeneuve Archevêque » and « Montdidier »."""
    return "".join(word for word in exact.split() if word not in _PARTICLES) or exact
