"""CSV for a spreadsheet: semicolons, UTF-8 with its mark, one line per session, nothing that runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from portal.foundation.csvfile import harmless

from .fields import FIELDS, Session, Value

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def lines(batches: Iterable[Sequence[Session]]) -> Iterator[bytes]:
    """The file, one piece per batch."""
    yield BYTE_ORDER_MARK + _written([FIELDS])
    for batch in batches:
        yield _written([cell(value) for value in record] for record in batch)


def cell(value: Value) -> str:
    """A value as a cell; a text that a spreadsheet would calculate gets an apostrophe (R-002-06)."""
    kind = type(value)
    if kind is str:
        return harmless(value)  # type: ignore[arg-type]
    if value is None:
        return ""
    if kind is list:
        return harmless(" | ".join(value))  # type: ignore[arg-type]
    if kind is bool:
        return "oui" if value else "non"
    return str(value)


def _written(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8", "replace")
