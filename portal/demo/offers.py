"""The demo as one LHEO 2.3 file, the same for the same day and seed.

`python -m portal.demo.offers PATH [YYYY-MM-DD]` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from lxml import etree

from portal.demo import plan
from portal.demo.showcase import showcase
from portal.demo.writing import formation
from portal.demo.xml import NAMESPACE
from portal.foundation import clock

SEED = 2026


def build(today: date, seed: int = SEED) -> bytes:
    """The whole file, in UTF-8, one `<formation>` per line start."""
    return b"".join(parts(today, seed))


def parts(today: date, seed: int = SEED) -> Iterator[bytes]:
    """The file in pieces: head, one formation after the other, foot."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<lheo xmlns="{NAMESPACE}">\n<offres>\n'.encode()
    declaration = f' xmlns="{NAMESPACE}"'.encode()
    for offer in (showcase(today), *plan.offers(today, seed)):
        yield etree.tostring(formation(seed, offer), encoding="UTF-8").replace(declaration, b"", 1) + b"\n"
    yield b"</offres>\n</lheo>\n"


def main(arguments: Sequence[str]) -> int:
    """Write the file; the day is today in Brussels unless given."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write("usage: python -m portal.demo.offers PATH [YYYY-MM-DD]\n")
        return 2
    given = arguments[1:]
    today = date.fromisoformat(given[0]) if given else clock.local_day(clock.now())
    Path(arguments[0]).write_bytes(build(today))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
