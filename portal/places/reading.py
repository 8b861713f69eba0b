"""What a person or a file wrote about a place, taken apart: name, postal code, department, country."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from portal.places.commune import BELGIUM, DEPARTMENTS, FRANCE
from portal.places.folding import LONGEST, key, words

_BRACKETS = re.compile(r"\(([^()]*)\)?")
_POSTCODE = re.compile(r"(?<![0-9])([0-9]{2} [0-9]{3}|[0-9]{4,5})(?![0-9])")
_COUNTRIES = {"belgique": BELGIUM, "belgie": BELGIUM, "belgium": BELGIUM, "be": BELGIUM, "france": FRANCE, "fr": FRANCE}
_COUNTRIES |= {"b": BELGIUM, "f": FRANCE}
_CITIES_OF_PARTS = {"paris": 20, "lyon": 9, "marseille": 16}
_ORDINAL = re.compile(r"(?:0?)([0-9]{1,2})(?:er|e|eme|ieme|ere|nd|nde)?")
_PART = re.compile(r"arrondissements?|arr|ardt")
_POSTAL_WORDS = frozenset({"cedex", "cdx", "cidex"})


class Reading(NamedTuple):
    """`name` is a folded key; anything not said is ''."""

    name: str = ""
    postcode: str = ""
    department: str = ""
    country: str = ""


def read(text: str) -> Reading:
    """« 63000 Clermont », « Thiers (63) », « Paris 10e », « LYON CEDEX 03 », « Namur, Belgique »."""
    text = text[:LONGEST]
    department = country = ""
    for hint in _BRACKETS.findall(text):
        department = department or department_code(hint) or ""
        country = country or _COUNTRIES.get(key(hint), "")
    if department or country:
        text = _BRACKETS.sub(" ", text)
    postcode = postcode_in(text)
    if postcode:
        text = _POSTCODE.sub(" ", text, count=1)
    tokens = _without_cedex(words(text))
    while postcode and tokens and tokens[0] in ("f", "b", "fr", "be"):
        country = country or _COUNTRIES[tokens.pop(0)]
    if len(tokens) > 1 and len(tokens[-1]) > 2 and tokens[-1] in _COUNTRIES and tokens[-2] not in ("de", "en"):
        country = country or _COUNTRIES[tokens.pop()]  # not « Tremblay-en-France »
    part = _arrondissement(tokens)
    if not part and not department and len(tokens) > 1 and len(tokens[-1]) <= 3 and tokens[-1][0].isdigit():
        department = department_code(tokens[-1]) or ""
        tokens = tokens[:-1] if department else tokens
    return Reading(part or " ".join(tokens), postcode, department, country)


def postcode_in(text: str) -> str:
    """The first postal code of a text, without spaces, or ''."""
    found = _POSTCODE.search(text[:LONGEST])
    return found[1].replace(" ", "") if found else ""


def departments_of(postcode: str) -> frozenset[str]:
    """The departments a French postal code may belong to, from its first digits."""
    if postcode.startswith("20"):
        return frozenset({"2A", "2B"})
    if postcode.startswith(("97", "98")):
        return frozenset({postcode[:3], "977", "978"}) if postcode.startswith("971") else frozenset({postcode[:3]})
    return frozenset({postcode[:2]})


def department_code(text: str) -> str | None:
    """The code of a department or Belgian province written as a code or as a name: « 63 », « 1 », « 2a », « Ain »."""
    short = text.strip()[:LONGEST].upper()
    for code in (short, short.zfill(2), short.lstrip("0"), f"BE-{short}"):
        if code in DEPARTMENTS:
            return code
    return _department_names().get(key(text))


@cache
def _department_names() -> dict[str, str]:
    names = {}
    for code, label in DEPARTMENTS.items():
        name = key(label)
        names[name] = code
        names.setdefault(name.removeprefix("province de ").removeprefix("province d "), code)
    return names


def _without_cedex(tokens: list[str]) -> list[str]:
    """« lyon cedex 03 » is « lyon »: what follows the word is a post office."""
    for place, word in enumerate(tokens):
        if word in _POSTAL_WORDS:
            return tokens[:place]
    return tokens


def _arrondissement(tokens: list[str]) -> str:
    """The key of « paris 10 », « lyon 3eme arrondissement »; '' for anything else."""
    if len(tokens) < 2 or tokens[0] not in _CITIES_OF_PARTS or not all(map(_PART.fullmatch, tokens[2:])):
        return ""
    number = _ORDINAL.fullmatch(tokens[1])
    if number is None or not 1 <= int(number[1]) <= _CITIES_OF_PARTS[tokens[0]]:
        return ""
    return f"{tokens[0]} {int(number[1])}{'er' if int(number[1]) == 1 else 'e'} arrondissement"
