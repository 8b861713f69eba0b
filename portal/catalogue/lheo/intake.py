"""The half of an import that needs no database: from bytes to batches of facts, new, changed, unchanged or refused.

It can therefore run in a process of its own (isolated.py). A record is known by (source, key): the formation's
number, else an action's, else a session's, else its content (rule 17).
"""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import BinaryIO, NamedTuple

from lxml import etree

from .checks import Refused, Remark
from .facts import Offer, OrganisationFacts
from .mapping import Mapper
from .reader import Feed, Record
from .stream import Limits, UnreadableFile
from .wording import LOCAL, Reading

MAPPING = b"2"
"""Grows when the mapping reads more from the same document, so that the next import reads everything again."""
BATCH = 200
"""Formations per transaction: about 2 000 rows, which leaves readers and writers alone (speed.md)."""
MOST_SESSIONS = 5_000
"""Sessions after which a batch is full, however few formations they belong to: both processes hold it in memory."""
TOLD = 5_000
"""Formations after which a batch is handed over even when nothing in it changed: progress is told."""
KEY_LIMIT = 180


class Job(NamedTuple):
    """What the intake must know: the source, the limits, and the digests that the portal already holds."""

    source: str
    limits: Limits
    known: dict[str, str]
    withdrawn: frozenset[str]


class Change(NamedTuple):
    """A formation to write."""

    key: str
    digest: str
    document: str
    offer: Offer


class Batch(NamedTuple):
    """Some consecutive formations: what to write, what to say, and the figures."""

    new: list[Change]
    changed: list[Change]
    organisations: dict[str, OrganisationFacts]
    leads: set[str]
    remarks: list[Remark]
    read: int
    unchanged: int
    refused: int
    bytes_read: int


class Ending(NamedTuple):
    """How reading ended; `lost` are the live records that were not met (nothing follows from it when unreadable)."""

    profile: str
    file_remarks: list[str]
    unreadable: str
    lost: list[str]


@contextmanager
def without_collections() -> Iterator[None]:
    """Millions of short-lived tuples make the garbage collector a fifth of the time; `Intake` collects by batch."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Intake:
    """Reads one file. `known` grows with what is read, `seen` holds the keys met in this file."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.known = dict(job.known)
        self.seen: set[str] = set()
        self.mapper = Mapper(job.source)
        self.batches = 0
        self._clear()

    def _clear(self) -> None:
        self.new: list[Change] = []
        self.changed: list[Change] = []
        self.remarks: list[Remark] = []
        self.read = self.unchanged = self.refused = self.sessions = 0

    def run(self, raw: BinaryIO) -> Generator[Batch | Ending, None, None]:
        """Batches in file order, then how it ended."""
        feed = Feed(raw, self.job.limits)
        unreadable = ""
        try:
            for record in feed:
                self._take(record)
                full = len(self.new) + len(self.changed) >= BATCH or self.sessions >= MOST_SESSIONS
                if full or self.read >= TOLD:
                    yield self._batch(feed.bytes_read)
        except UnreadableFile as error:
            unreadable = str(error)
        yield self._batch(feed.bytes_read)
        lost = [key for key in self.job.known if key not in self.seen and key not in self.job.withdrawn]
        yield Ending(feed.profile, feed.remarks, unreadable, lost)

    def _batch(self, bytes_read: int) -> Batch:
        met, self.mapper.organisations.met = self.mapper.organisations.met, {}
        leads, self.mapper.organisations.new_leads = self.mapper.organisations.new_leads, set()
        counts = (self.read, self.unchanged, self.refused, bytes_read)
        batch = Batch(self.new, self.changed, met, leads, self.remarks, *counts)
        self._clear()
        self.batches += 1
        if self.batches % 50 == 0:
            gc.collect(0)
        return batch

    def _take(self, record: Record) -> None:
        """One formation: unchanged, or read into facts and put in the batch."""
        self.read += 1
        digest = blake2b(record.document, digest_size=16, key=MAPPING).hexdigest()
        key = record_key(record.element, digest)
        if f"{key}#{digest}" in self.known:
            key = f"{key}#{digest}"  # a double of an earlier run or of this file, whichever of the two comes first
        if key in self.seen:
            key = self._doubled(record, key, digest)
            if not key:
                return
        before = self.known.get(key)
        self.seen.add(key)
        if before == digest and key not in self.job.withdrawn:
            self.unchanged += 1
            return
        offer = self._offer(record, key)
        if offer is None:
            return
        self.known[key] = digest
        self.sessions += sum(len(terms.sessions) for terms in offer.terms)
        change = Change(key, digest, record.document.decode("utf-8"), offer)
        (self.new if before is None else self.changed).append(change)

    def _offer(self, record: Record, key: str) -> Offer | None:
        """The facts of a record, None when it is refused."""
        reading = Reading(record.line, key)
        offer: Offer | None = None
        try:
            offer = self.mapper.offer(reading, record.element)
        except Refused as refused:
            reading.refuse(refused)
            self.refused += 1
        self.remarks.extend(reading.remarks)
        return offer

    def _doubled(self, record: Record, key: str, digest: str) -> str:
        """The key of a formation whose number was already met in this file, by content; '' for the same text.

        Two formations of one number so keep their identities in any order, unless both changed since the last run.
        """
        other = f"{key}#{digest}"
        same = other in self.seen or self.known.get(key) == digest
        reason = (
            "doublon exact, laissé de côté" if same else "numéro déjà rencontré dans ce fichier\u00a0: gardé à part"
        )
        self.remarks.append(Remark(record.line, key, "numero", reason))
        self.unchanged += same
        return "" if same else other


def record_key(formation: etree._Element, digest: str) -> str:
    """The formation's number, else its first action's, else its first session's, else its content."""
    number = (formation.get("numero") or "").strip()
    if number:
        short = len(number) <= KEY_LIMIT // 2
        return number if short else f"numero:{blake2b(number.encode(), digest_size=16).hexdigest()}"
    for name in ("action", "session"):
        for element in formation.iter(f"{{*}}{name}"):
            number = (element.get("numero") or "").strip()
            if number and len(number) <= KEY_LIMIT // 2 and LOCAL[element.tag] == name:
                return f"{name}:{number}"
    return f"contenu:{digest}"
