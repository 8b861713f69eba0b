"""CSV for spreadsheets: what no cell may start with; a text that would be calculated gets an apostrophe (R-002-06)."""

from __future__ import annotations

import re

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
"""What starts a formula, and the same signs in full width."""
_RUNS = re.compile(rf"\s*(?:[{re.escape(SIGNS)}]|(?<=[\t\r\n]))")


def harmless(text: str) -> str:
    """The text as a cell: nothing that a spreadsheet calculates, also after spaces, and no leading tab or line end."""
    if text[:1].isalnum() or not _RUNS.match(text):
        return text
    return f"'{text}"
