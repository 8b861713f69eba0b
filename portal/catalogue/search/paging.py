"""The opaque key of the next page: the sort, the rank within that sort, and the last position shown.

Any key is harmless: it only says where to go on from. One that cannot be read gives the first page.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_KEY = re.compile(r"([dpk])([0-9a-f]{1,7})-([0-9a-f]{1,15})", re.ASCII)
_LETTERS = {"date": "d", "pertinence": "p", "distance": "k"}
_OFFSET = 1 << 56
"""Positions may be negative (permanent entries); keys are not."""


class PageKey(NamedTuple):
    """Where the next page begins: after (rank, position) in the order of `sort`."""

    sort: str
    rank: int
    position: int

    def __str__(self) -> str:
        return f"{_LETTERS[self.sort]}{self.rank:x}-{self.position + _OFFSET:x}"


def read_key(text: str) -> PageKey | None:
    """The key in an address, or nothing when it was never one of ours."""
    match = _KEY.fullmatch(text)
    if match is None:
        return None
    sort = next(name for name, letter in _LETTERS.items() if letter == match[1])
    return PageKey(sort, int(match[2], 16), int(match[3], 16) - _OFFSET)
