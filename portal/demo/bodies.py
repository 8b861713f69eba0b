"""The fictitious training organisations: names, numbers nobody holds, towns where they teach, trades they know.

Company numbers are valid by their check digits and outside what has been issued: SIREN 99999…, BCE 1999.9….
Internet names end in .example; telephone numbers are those kept for fiction (France) or end in zeros (Belgium).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from portal.demo.content import FAMILIES
from portal.places import BELGIUM, Commune, by_code

_FICTION_PREFIX = {
    "01": ("11",),
    "02": ("53", "52", "28", "24", "04"),
    "03": ("44", "32", "27"),
    "05": ("75",),
}
_FICTION_PHONE = {"01": "01 99 00", "02": "02 61 91", "03": "03 53 01", "04": "04 65 71", "05": "05 36 49"}
_BELGIAN_AREA = {"BE-WNA": "81", "BE-WLG": "87", "BE-WLX": "63", "BE-WHT": "65", "BE-WBR": "10"}


def commune(code: str) -> Commune:
    """The place of that code; KeyError when the gazetteer does not know it."""
    found = by_code(code)
    if found is None:
        raise KeyError(code)
    return found


@dataclass(frozen=True)
class Body:
    """A training organisation of the demo; `rank` makes its numbers, `towns` are commune codes, the seat first."""

    rank: int
    name: str
    legal_name: str
    domain: str
    towns: tuple[str, ...]
    families: frozenset[str]

    @cached_property
    def seat(self) -> Commune:
        return commune(self.towns[0])

    @property
    def is_belgian(self) -> bool:
        return self.seat.country == BELGIUM

    @property
    def company_number(self) -> str:
        """BCE number (10 digits, mod 97) or SIRET (14 digits, Luhn)."""
        if self.is_belgian:
            stem = 19999000 + self.rank
            return f"{stem}{97 - stem % 97:02}"
        return luhn(luhn(f"99999{self.rank:03}") + "0001")

    @property
    def activity_number(self) -> str:
        """Eleven digits for a French body, the filler of the feeds for a Belgian one (lheo.md rule 18)."""
        return "0" * 11 if self.is_belgian else f"{self.seat.region}{self.seat.department[:2]}99{self.rank:05}"

    def phone(self, number: int) -> str:
        """A telephone number that nobody has, near the seat."""
        if self.is_belgian:
            return f"+32 {_BELGIAN_AREA[self.seat.department]} 00 00 {number % 100:02}"
        prefix = next((zone for zone, regions in _FICTION_PREFIX.items() if self.seat.region in regions), "04")
        return f"{_FICTION_PHONE[prefix]} {self.rank % 100:02} {number % 100:02}"


def luhn(digits: str) -> str:
    """The digits and their check digit."""
    doubled = [int(digit) * (2 if position % 2 == 0 else 1) for position, digit in enumerate(reversed(digits))]
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return f"{digits}{-total % 10}"


def _read(rank: int, line: str) -> Body:
    name, legal_name, domain, towns, families = (cell.strip() for cell in line.split("|"))
    known = FAMILIES if families == "*" else families.split()
    return Body(rank, name, legal_name, f"{domain}.example", tuple(towns.split()), frozenset(known))


_LINES = (Path(__file__).parent / "bodies.psv").read_text(encoding="utf-8").splitlines()[1:]
BODIES: tuple[Body, ...] = tuple(_read(rank, line) for rank, line in enumerate(_LINES, start=1))
GRETA, AFPA = BODIES[0], BODIES[1]
AUVERGNE = frozenset({"03", "15", "43", "63"})


def body(domain: str) -> Body:
    """The organisation of that internet name, without .example."""
    return next(each for each in BODIES if each.domain == f"{domain}.example")
