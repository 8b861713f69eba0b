"""The gazetteer in memory: read once, on first use, and indexed by code, name, postal code and square of the map.

Places are held in the order of the file, the most populated first, so that a position is also a rank.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

from portal.places.commune import Commune
from portal.places.folding import key, skeleton, without_article

_FILE = Path(__file__).parent / "communes.tsv.gz"


class Index:
    """Folded text -> positions, in the order they were added. A lone position is kept bare: it is nearly always so."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        self._found: dict[str, int | tuple[int, ...]] = {}
        for text, position in pairs:
            known = self[text]
            if not known:
                self._found[text] = position
            elif position not in known:
                self._found[text] = (*known, position)

    def __getitem__(self, text: str) -> tuple[int, ...]:
        found = self._found.get(text, ())
        return (found,) if isinstance(found, int) else found


class Gazetteer:
    """All the places, and the indexes `finding`, `locating` and `distance` look into."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.places: list[Commune] = []
        self.names: list[str] = []  # folded name of each place, same positions
        self.aliases: list[tuple[str, int]] = []  # folded former or foreign name, position
        self.positions: dict[str, int] = {}
        self.former: dict[str, int] = {}
        shared: dict[str, tuple[str, ...]] = {}
        for position, line in enumerate(lines):
            self._add(position, line.rstrip("\n").split("\t"), shared)

    def _add(self, position: int, cells: list[str], shared: dict[str, tuple[str, ...]]) -> None:
        code, name, folded, where, postcodes, population, latitude, longitude, approximate, parent, aliases, former = (
            cells
        )
        country, department, region = shared.get(where) or shared.setdefault(where, tuple(where.split("|")))
        codes = shared.get(postcodes) or shared.setdefault(postcodes, tuple(filter(None, postcodes.split("|"))))
        point = float(latitude), float(longitude)
        self.places.append(
            Commune(code, name, country, department, region, codes, int(population), *point, approximate == "1", parent)
        )
        self.names.append(folded)
        self.positions[code] = position
        if aliases:
            self.aliases.extend((key(alias), position) for alias in aliases.split("|"))
        if former:
            self.former.update((code[0] + old, position) for old in former.split("|"))

    def position(self, code: str) -> int | None:
        """Where a current code is, else what became of a former one."""
        found = self.positions.get(code)
        return self.former.get(code) if found is None else found

    @cached_property
    def by_name(self) -> Index:
        return Index((name, position) for position, name in enumerate(self.names))

    @cached_property
    def by_alias(self) -> Index:
        return Index(self.aliases)

    @cached_property
    def by_bare_name(self) -> Index:
        """By name without its leading article, only those that have one."""
        pairs = ((without_article(name), name, position) for position, name in enumerate(self.names))
        return Index((bare, position) for bare, name, position in pairs if bare != name)

    @cached_property
    def by_skeleton(self) -> Index:
        named = [(skeleton(name), position) for position, name in enumerate(self.names)]
        return Index([*named, *((skeleton(alias), position) for alias, position in self.aliases)])

    @cached_property
    def by_postcode(self) -> Index:
        return Index((code, position) for position, place in enumerate(self.places) for code in place.postcodes)

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """Code of a city or municipality -> codes of its arrondissements or sections, the most populated first."""
        parts: dict[str, list[str]] = {}
        for place in self.places:
            if place.parent:
                parts.setdefault(place.parent, []).append(place.code)
        return {code: tuple(members) for code, members in parts.items()}


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer of the process."""
    with gzip.open(_FILE, "rt", encoding="utf-8", newline="\n") as stream:
        return Gazetteer(stream)
