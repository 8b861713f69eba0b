"""How words become search terms: the same path for offers and questions, on both engines.

Folding (portal.foundation.text) removes case, accents and ligatures; here elisions and French function words
go, and a small stemmer merges gender and plural of trades (soudeuse, soudeurs → soudeur) without merging
different trades (coiffeur and coiffure stay apart). Codes (15235, K1801, RNCP35030) stay whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

from portal.foundation.spelling import edits
from portal.foundation.text import fold

__all__ = ["asked", "edits", "fold", "pairs", "stem", "stems", "tokens"]

LONGEST_TEXT = 10_000
LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"[0-9]")
_SIGNS = re.compile(r"\bc\+\+|\bc#|(?<!\S)\.net\b")
_SPELT = {"c++": " cplusplus ", "c#": " csharp ", ".net": " dotnet "}
_LABELLED = re.compile(r"\b(?:(rncp|rs) ?(\d{1,6})|(?:formacode|nsf|rome|gfe) ?:? ?([a-z]?\d{2,5}))\b")
_DOTTED = re.compile(r"(?<![^\W_])(?:[a-z]\.){2,}(?:[a-z](?![^\W_]))?")
_MARKET_NUMBER = re.compile(r"[a-z]\d{7}")

_FUNCTION_WORDS = """
    a ai ainsi alors apres as au aucun aujourd aupres aussi autre autres aux avec avez avoir avons c ca car ce cela
    celle celles celui ces cet cette ceux chaque chez comme comment d dans de depuis des donc dont du elle elles en
    entre es est et etaient etait etant ete etes etre eu eux fait faire font hors hui il ils j jusqu jusque l la le
    les leur leurs lors lorsqu lorsque lui m ma mais me meme mes moi mon n ne ni nos notre nous on ont or ou par
    pendant peu peut peuvent plus pour pourquoi presqu puis puisqu puisque qu quand que quel quelle quelles quelqu
    quelque quelques quels qui quoi quoiqu quoique s sa sans se sera seront ses si soit son sont sous suis sur t ta
    te tel telle telles tels tes toi ton tous tout toute toutes tres tu un une vers via voici voila vos votre vous y
    """
_INCLUSIVE_ENDINGS = (
    "e ee ees ne nes se ses ve ves euse euses trice trices rice rices ere eres iere ieres lle lles fe x"
)
"""What remains of inclusive spellings: technicien(ne), soudeur·euse, agent(e)s, conducteur(trice), actif-ve."""
STOP_WORDS = frozenset(f"{_FUNCTION_WORDS} {_INCLUSIVE_ENDINGS}".split())
_ASKING = """
    aider aimerais aimerai apprendre avoir besoin bonjour bonsoir cherche cherchais cherchant chercher cherchons comment
    connaitre cours desire desirerais devenir disponible disponibles existe existent faire faut formation formations
    interesse interessee je merci non obtenir oui ou passer peux possible pouvoir proche propose
    proposee proposees pres quoi recherche rechercher recherchons savoir souhaite souhaiterais souhaitons stage stages
    suivre svp travailler trouve trouver veut veux voudrais vouloir voulons vraiment
    """
ASKING_WORDS = frozenset(_ASKING.split())
"""What people write around what they look for; an offer keeps these words, and alone they are looked for."""
_IRREGULAR = {
    "travaux": "travail",
    "vitraux": "vitrail",
    "materiaux": "materiau",
    "chaux": "chaux",
    "nouvelle": "nouveau",
    "nouvelles": "nouveau",
    "pays": "pays",
    "vente": "vente",
    "ventes": "vente",
    "porte": "porte",
    "portes": "porte",
    "yeux": "oeil",
    "heures": "heur",
    "neuve": "neuf",
    "neuves": "neuf",
}
_ENDINGS = (
    ("trice", "teu", 2),
    ("euse", "eu", 3),
    ("eure", "eu", 4),
    ("eur", "eu", 2),
    ("ienne", "ien", 2),
    ("enne", "en", 3),
    ("onne", "on", 3),
    ("elle", "el", 3),
    ("ive", "if", 3),
    ("ique", "ic", 2),
    ("aise", "ai", 3),
    ("oise", "oi", 3),
    ("ee", "", 3),
    ("e", "", 3),
)
"""Ending, what replaces it, and how many letters must stand before it."""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """One folded word without its marks of gender and plural; codes and short words unchanged."""
    if len(word) < 4 or not word.isalpha():
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("aux") and len(word) > 4 and word[-4] not in "ey":
        word = word[:-2] + "l"
    elif word[-1] in "sx" and word[-2] != "s":
        word = word[:-1]
    for ending, replacement, before in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= before:
            return word[: len(word) - len(ending)] + replacement
    return word


@lru_cache(maxsize=200_000)
def _term(word: str) -> str:
    """The stem of a word, or nothing for a stop word, a market number or an absurdly long run of letters."""
    if word in STOP_WORDS or len(word) > LONGEST_WORD or _MARKET_NUMBER.fullmatch(word):
        return ""
    return stem(word)


def _labelled(match: re.Match[str]) -> str:
    scheme, number, code = match.groups()
    return f"{scheme}{number}" if scheme else str(code)


def _spelt(match: re.Match[str]) -> str:
    return _SPELT[match.group()]


def _undotted(match: re.Match[str]) -> str:
    return match.group().replace(".", "") + " "


def tokens(text: str) -> list[str]:
    """Folded words of a text in order, stop words included; « RNCP 35030 » becomes one word."""
    folded = fold(text[:LONGEST_TEXT])
    if "+" in folded or "#" in folded or ".net" in folded:
        folded = _SIGNS.sub(_spelt, folded)
    if "." in folded:
        folded = _DOTTED.sub(_undotted, folded)
    if _DIGIT.search(folded):
        folded = _LABELLED.sub(_labelled, folded)
    return _WORD.findall(folded)


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """The folded words of a text that count, each with its term, in order and each term once."""
    found: dict[str, str] = {}
    previous = ""
    for word in tokens(text):
        term = _term(word) or (word if previous == "permis" and len(word) == 1 else "")
        if term:
            found.setdefault(term, word)
        previous = word
    return tuple((word, term) for term, word in found.items())


def asked(text: str) -> tuple[tuple[str, str], ...]:
    """The same for a question: words that only ask (« je cherche une formation ») go when others remain."""
    found = pairs(text)
    return tuple(pair for pair in found if pair[0] not in ASKING_WORDS) or found


def stems(text: str) -> tuple[str, ...]:
    """The search terms of a text, each once, in order; « permis D » keeps its letter."""
    words = tokens(text)
    if "permis" in words:
        return tuple(term for _word, term in pairs(text))
    found = dict.fromkeys(map(_term, words))
    found.pop("", None)
    return tuple(found)
