"""What else a question may mean: the everyday words of `synonyms.txt` beside those of the offers.

« menage = nettoyage proprete » means any of the three. For a phrase, each of its words may be replaced by what the
phrase means: (espaces OR jardinier) AND (verts OR jardinier) is « espaces verts » OR « jardinier ».
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .analysis import stems

_FILE = Path(__file__).with_name("synonyms.txt")
Term = str


class Meaning(NamedTuple):
    """Terms that stand for others: always, or only when no offer carries what was typed."""

    terms: tuple[Term, ...]
    always: bool


def meanings(terms: Sequence[Term]) -> list[Meaning | None]:
    """What each term of a question may also mean; the longest phrase first."""
    known = _read()
    found: list[Meaning | None] = [None] * len(terms)
    for length in range(min(len(terms), _longest()), 0, -1):
        for at in range(len(terms) - length + 1):
            meaning = known.get(tuple(terms[at : at + length]))
            if meaning and not any(found[at : at + length]):
                found[at : at + length] = [meaning] * length
    return found


@cache
def _longest() -> int:
    return max(map(len, _read()))


@cache
def _read() -> dict[tuple[Term, ...], Meaning]:
    known = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        always = "=" in line
        typed, words = line.split("=" if always else "~")
        known[stems(typed)] = Meaning(stems(words), always)
    return known
