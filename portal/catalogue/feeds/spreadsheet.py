"""CSV for a spreadsheet: semicolons, UTF-8 with its mark, one line per session, nothing that runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from .fields import FIELDS, Session, Value

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WORDS = {True: "oui", False: "non"}


def lines(batches: Iterable[Sequence[Session]]) -> Iterator[bytes]:
    """The file, one piece per batch."""
    yield BYTE_ORDER_MARK + _written([FIELDS])
    for batch in batches:
        yield _written([cell(value) for value in record] for record in batch)


def cell(value: Value) -> str:
    """A value as a cell; a text that a spreadsheet would calculate gets an apostrophe (R-002-06)."""
    if isinstance(value, bool):
        return WORDS[value]
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" \u00a0\u202f").startswith(FORMULA_STARTS) else value
    if isinstance(value, list):
        return cell(" | ".join(value))
    return "" if value is None else str(value)


def _written(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8", "replace")
