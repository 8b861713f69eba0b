"""Nine thousand words with the skew of real offers: the words of the demo by frequency, then made ones (Zipf)."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Generic, TypeVar

from portal.demo import phrases
from portal.demo.content import TRADES

SIZE = 9_000
SLOTS = 1 << 16
T = TypeVar("T")
_ONSETS = (
    "b",
    "c",
    "d",
    "f",
    "g",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "br",
    "cl",
    "cr",
    "dr",
    "gr",
    "pr",
    "tr",
    "ch",
)
_VOWELS = ("a", "e", "i", "o", "u", "é", "ai", "ou", "on")
_ENDS = ("tion", "eur", "age", "ment", "ier", "ique", "oir", "ance", "elle", "isme")


class Skewed(Generic[T]):
    """Items to draw in proportion to weights, many at a time and fast: a table with a slot per 1/65 536."""

    def __init__(self, items: list[T], weights: list[float]) -> None:
        share = SLOTS / sum(weights)
        counts = [max(1, round(weight * share)) for weight in weights]
        counts[0] = max(1, counts[0] + SLOTS - sum(counts))
        table = [item for item, count in zip(items, counts, strict=True) for _ in range(count)]
        self.table = (table + items[:1] * SLOTS)[:SLOTS]

    def draw(self, random: Random) -> T:
        """One item."""
        return self.table[random.getrandbits(16)]

    def draws(self, random: Random, count: int) -> list[T]:
        """`count` items, repeats included."""
        table = self.table
        return [table[slot] for slot in array("H", random.randbytes(2 * count))]


def words() -> list[str]:
    """The most frequent first; letters, accents and hyphens only, so that they need no escaping."""
    counted = Counter(word.lower() for text in _texts() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))
    known = [word for word, _ in counted.most_common()]
    made = (word for word in _made() if word not in counted)
    return known + [word for word, _ in zip(made, range(SIZE - len(known)), strict=False)]


def zipf(items: list[T]) -> Skewed[T]:
    """The item of rank n has the weight 1/n."""
    return Skewed(items, [1 / rank for rank in range(1, len(items) + 1)])


def _texts() -> Iterator[str]:
    for trade in TRADES:
        yield from (*trade.titles, trade.objective, trade.results, trade.prerequisites, *trade.programme)
    for sentences in phrases.CLOSINGS.values():
        yield from sentences
    yield from (*phrases.EXTRA_MODULES, *phrases.TEACHING, *phrases.ADMISSION)


def _made() -> Iterator[str]:
    """Words that sound French and mean nothing, in a fixed disorder."""
    random = Random(9)
    kinds = (_ONSETS, _VOWELS, _ONSETS, _VOWELS, _ENDS)
    met = set()
    while True:
        word = "".join(random.choice(parts) for parts in kinds)
        if word not in met:
            met.add(word)
            yield word
