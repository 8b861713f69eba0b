"""Blocks already read: feeds repeat the same contact, place, organisation and funder in thousands of formations.

A block is recognised by its whole text, so remembering cannot change what is read; its remarks are said again,
at the lines of the new place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from lxml import etree

from .checks import Remark
from .wording import Reading, line_of

Facts = TypeVar("Facts")
MOST_BLOCKS = 4_096


class Memory(Generic[Facts]):
    """Wraps a reader of one kind of block; forgets everything when it holds too much."""

    def __init__(self, read: Callable[[Reading, etree._Element], Facts]) -> None:
        self._read = read
        self._kept: dict[bytes, tuple[Facts, tuple[Remark, ...], int]] = {}

    def __call__(self, reading: Reading, element: etree._Element) -> Facts:
        """What the reader says of this block, without reading it again when its text was met before."""
        text: bytes = etree.tostring(element, encoding="utf-8", with_tail=False)
        kept = self._kept.get(text)
        if kept is None:
            return self._learn(reading, element, text)
        facts, remarks, first_line = kept
        if remarks:
            moved = line_of(element) - first_line
            reading.remarks.extend(
                Remark(remark.line + moved, reading.identifier, remark.field, remark.reason) for remark in remarks
            )
        return facts

    def _learn(self, reading: Reading, element: etree._Element, text: bytes) -> Facts:
        before = len(reading.remarks)
        facts = self._read(reading, element)
        if len(self._kept) >= MOST_BLOCKS:
            self._kept.clear()
        self._kept[text] = facts, tuple(reading.remarks[before:]), line_of(element)
        return facts
