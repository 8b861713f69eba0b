"""What a place is, and the names of the departments and regions that hold it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FRANCE = "FR"
BELGIUM = "BE"
_ONE_TOWN = 6  # postal codes: with more it is Paris, Lyon or Marseille, whose codes are those of the arrondissements


class Commune(NamedTuple):
    """A French commune or municipal arrondissement, a Belgian municipality or locality. Immutable.

    `code` is 'F' + INSEE code, 'B' + NIS code (municipality) or 'B' + GeoNames number (locality). `approximate` says
    that the coordinates (WGS 84 degrees) are estimated from neighbours. `parent` is the code of the city or
    municipality that this place is a part of, or ''.
    """

    code: str
    name: str
    country: str
    department: str
    region: str
    postcodes: tuple[str, ...]
    population: int
    latitude: float
    longitude: float
    approximate: bool = False
    parent: str = ""

    @property
    def insee(self) -> str:
        """The INSEE code, '' outside France."""
        return self.code[1:] if self.country == FRANCE else ""

    @property
    def postcode(self) -> str:
        """The first postal code, or ''."""
        return self.postcodes[0] if self.postcodes else ""

    @property
    def department_label(self) -> str:
        return DEPARTMENTS.get(self.department, self.department)

    @property
    def label(self) -> str:
        """What a list shows, and what `find` reads back: « Clermont-Ferrand (63000) », « Paris (75) »."""
        if len(self.postcodes) > _ONE_TOWN and self.country == FRANCE:
            return f"{self.name} ({self.department})"
        return f"{self.name} ({self.postcode or self.department_label})"


def _territories(kind: str) -> list[list[str]]:
    """Code, label and region of each department or region."""
    lines = (Path(__file__).parent / "territories.tsv").read_text(encoding="utf-8").splitlines()
    return [cells[1:] for cells in (line.split("\t") for line in lines) if cells[0] == kind]


DEPARTMENTS: dict[str, str] = {code: label for code, label, _region in _territories("department")}
REGIONS: dict[str, str] = {code: label for code, label, _region in _territories("region")}
REGION_OF: dict[str, str] = {code: region for code, _label, region in _territories("department")}
"""The region of each department."""
