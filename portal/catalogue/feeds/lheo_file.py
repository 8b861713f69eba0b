"""LHEO 2.3 of a search: each action once, with those of its public sessions that the search gives.

The search walks sessions by date while the file goes by action: at the first session of an action its other ones
are looked up and asked whether they fit too. One bit per action says which are written already: the memory does
not grow with the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from portal.catalogue.lheo.exporter import TARGETS, Export
from portal.catalogue.lheo.stored import StoredAction, Wanted, chosen
from portal.catalogue.lheo.writer import FormationFile
from portal.catalogue.listing_model import OfferListing
from portal.catalogue.search import queries
from portal.catalogue.search.criteria import Criteria

from .fitting import Fitting
from .rows import BATCH, IDS, Opened, by_date

SIBLINGS = sa.select(
    OfferListing.session_id, OfferListing.position, OfferListing.listed_until, OfferListing.terms
).where(OfferListing.action_id.in_(IDS))


@dataclass
class SearchExport(Export):
    """The public export, narrowed to a search."""

    criteria: Criteria = field(default_factory=Criteria)

    def _batches(self, opened: Opened, file: FormationFile) -> Iterator[bytes]:
        seen, after = Marks(), ""
        while True:
            with opened() as connection:
                found = queries.search(connection, by_date(self.criteria, after), self.today, limit=BATCH)
                fresh = self._chosen(connection, seen.new([row.action_id for row in found.rows]))
                made = self._records(file, connection, fresh)
            if made:
                yield made
            if not found.next_key:
                return
            after = found.next_key

    def _chosen(self, connection: sa.Connection, actions: Sequence[int]) -> list[StoredAction]:
        if not actions:
            return []
        fits = Fitting(connection, self.criteria, self.today)
        only = frozenset(row.session_id for row in connection.execute(SIBLINGS, {"ids": actions}) if fits(row))
        return chosen(connection, Wanted(self.today, public=True, only=only), actions)


class Marks:
    """A set of small positive numbers, one bit each."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def new(self, numbers: Sequence[int]) -> list[int]:
        """Those not seen before, each once; they are from now on."""
        return [number for number in numbers if self._add(number)]

    def _add(self, number: int) -> bool:
        place, bit = number >> 3, 1 << (number & 7)
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1024 - len(self._bits)))
        fresh = not self._bits[place] & bit
        self._bits[place] |= bit
        return fresh


def pieces(opened: Opened, criteria: Criteria, today: date, base_url: str) -> Iterator[bytes]:
    """The file of a search."""
    return SearchExport(TARGETS["public"], today, base_url, criteria=criteria).pieces(opened)


def nothing(today: date) -> Iterator[bytes]:
    """The file of a search that has to be made more precise first."""
    file = FormationFile(exported_on=f"{today:%Y%m%d}")
    yield file.start()
    yield file.finish()
