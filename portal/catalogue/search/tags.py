"""Filter values as search terms: « financeur=CRA » is the term `_fCRA` beside the words of the offer.

So one match answers words and filters together, in date order (speed.md). A tag begins with an underscore, which
no word contains, and one letter for the filter; the title's words are repeated under `_t` to rank by them.
"""

from __future__ import annotations

from itertools import product
from math import floor

from portal.places.commune import Commune

STATE, DEPARTMENT, FUNDER, KIND, MODALITY = "_s", "_d", "_f", "_k", "_m"
CERTIFYING, DOMAIN, PLACE, SQUARE, TITLE = "_q", "_n", "_p", "_c", "_t"
PAID_THERE = "_x"
"""Department and funder together, the usual pair: one short list instead of two long ones."""
FACETS = {
    STATE: "etat",
    DEPARTMENT: "departement",
    FUNDER: "financeur",
    KIND: "type",
    MODALITY: "modalite",
    CERTIFYING: "certifiante",
    DOMAIN: "domaine",
    PLACE: "commune",
}
"""Filters whose values are counted, by the beginning of their tags."""
EXCLUSIVE = frozenset((STATE, DEPARTMENT, KIND, MODALITY, PLACE))
"""Filters of which a session has one value at most: their counts may be added."""
TOTAL = ("total", "")
STATES = {"open": f"{STATE}ouvert", "suspended": f"{STATE}suspendu"}
_DIGITS = "0123456789"
SQUARES_PER_DEGREE = 2


def facet(tag: str) -> tuple[str, str] | None:
    """The counted filter value behind a tag; of the domains only the ROME families (one letter) are counted."""
    name = FACETS.get(tag[:2])
    return (name, tag[2:]) if name and (name != "domaine" or len(tag) == 3) else None


def paid_there(department: str, funder: str) -> str:
    """The tag of a department and a funder together."""
    return f"{PAID_THERE}{department}-{funder}"


def domain_tags(code: str) -> list[str]:
    """The tags of one Formacode (five digits) or ROME code (letter and four digits); none for anything else."""
    code = code.upper()
    if len(code) != 5 or not code[1:].isdecimal() or not code.isascii():
        return []
    if code[0].isdecimal():
        return [f"{DOMAIN}{code[:3]}", f"{DOMAIN}{code}"]
    return [f"{DOMAIN}{code[:1]}", f"{DOMAIN}{code[:3]}", f"{DOMAIN}{code}"]


def domain_alternatives(prefix: str) -> list[str]:
    """The tags of which one must be there for a prefix of any length."""
    lengths = (3, 5) if prefix[0].isdecimal() else (1, 3, 5)
    missing = next(length for length in lengths if length >= len(prefix)) - len(prefix)
    return [f"{DOMAIN}{prefix}{''.join(rest)}" for rest in product(_DIGITS, repeat=missing)]


def square(commune: Commune) -> str:
    """The half degree square that holds a commune: many communes of a wide circle in one tag."""
    return square_at(floor(commune.latitude * SQUARES_PER_DEGREE), floor(commune.longitude * SQUARES_PER_DEGREE))


def square_at(row: int, column: int) -> str:
    """The tag of a square; the east and west of the date line are the same."""
    turn = 360 * SQUARES_PER_DEGREE
    return f"{SQUARE}{row + 90 * SQUARES_PER_DEGREE}x{(column + turn // 2) % turn}"
