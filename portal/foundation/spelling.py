"""Spellings one typed letter away from a text: for words that nobody knows and towns that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def edits(word: str, letters: str = LETTERS) -> Iterator[str]:
    """Every spelling one typed letter away: one missing, added, changed, or two swapped (may repeat)."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)
