"""The import of one LHEO file into one source: what is new, what changed, what disappeared; in small transactions.

A record is known by (source, key): the formation's number, else an action's, else a session's, else its content
(rule 17). An unchanged digest costs nothing and writes nothing. Each batch is one transaction, so a process that
dies leaves whole batches, and running again completes them. Imported sources are trusted: what is read is published.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import BinaryIO

import sqlalchemy as sa
from lxml import etree

from portal.catalogue.models import ImportRun, Source, SourceRecord, TrainingAction
from portal.catalogue.search import listing
from portal.catalogue.status import PublicationState
from portal.foundation.db import reading

from . import merge
from .checks import Refused, Remark
from .facts import Offer
from .locking import only_one
from .mapping import Mapper
from .reader import Feed, Record
from .store import RECORD_COLUMNS, Parties, Store, create
from .stream import Limits, UnreadableFile
from .wording import LOCAL, Reading

MAPPING = b"1"
"""Grows when the mapping reads more from the same document, so that the next import reads everything again."""
BATCH = 200
"""Formations per transaction: about 2 000 rows, which leaves readers and writers alone (speed.md)."""
LOST_SHARE = 0.20
KEY_LIMIT = 180


@dataclass(frozen=True)
class Order:
    """What the operator asked for. `now` stamps rows, `today` is the local day of the public listing."""

    source: str
    file_name: str
    now: datetime
    today: date
    full: bool = False
    force: bool = False
    dry_run: bool = False
    limits: Limits = Limits()


@dataclass
class Report:
    """What happened, in figures; `unreadable` says why reading stopped early, `guard` why nothing was withdrawn."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    refused: int = 0
    remarks: int = 0
    profile: str = ""
    unreadable: str = ""
    guard: str = ""
    file_remarks: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 all well, 1 something was refused, 2 the file could not be read to its end."""
        return 2 if self.unreadable else 1 if self.refused or self.guard else 0

    @property
    def counts(self) -> dict[str, int | str]:
        """For the run's row."""
        names = ("read", "created", "updated", "unchanged", "withdrawn", "refused", "remarks")
        said = {name: getattr(self, name) for name in ("unreadable", "guard") if getattr(self, name)}
        return {**{name: getattr(self, name) for name in names}, **said}


Tell = Callable[[Remark], None]
Progress = Callable[[Report, int], None]


def run(
    engine: sa.Engine, raw: BinaryIO, order: Order, tell: Tell = lambda _: None, progress: Progress = lambda *_: None
) -> Report:
    """Import `raw`; `tell` hears each refusal and remark, `progress` the figures and the bytes read after each batch.

    AlreadyRunning when the same source is being imported elsewhere.
    """
    with only_one(engine, order.source):
        return _Import(engine, raw, order, tell, progress).run()


class _Import:
    """One run. `known` holds the digest of every record of the source, `seen` the keys met in this file."""

    def __init__(self, engine: sa.Engine, raw: BinaryIO, order: Order, tell: Tell, progress: Progress) -> None:
        self.engine, self.order, self.tell, self.progress = engine, order, tell, progress
        self.feed = Feed(raw, order.limits)
        self.mapper = Mapper(order.source)
        self.report = Report()
        self.known: dict[str, str] = {}
        self.seen: set[str] = set()
        self.withdrawn: set[str] = set()
        self.live = 0
        self.source_id = self.run_id = 0
        self.parties: Parties | None = None
        self.new: list[merge.Change] = []
        self.changed: list[merge.Change] = []

    def run(self) -> Report:
        """Read to the end or to the fault; what was read before it stands."""
        self._start()
        try:
            for record in self.feed:
                self._take(record)
        except UnreadableFile as error:
            self.report.unreadable = str(error)
        self._flush()
        self.report.profile, self.report.file_remarks = self.feed.profile, self.feed.remarks
        if self.order.full and not self.report.unreadable:
            self._withdraw_lost()
        self._finish()
        return self.report

    def _start(self) -> None:
        """Find or make the source, open the run, learn what is already there."""
        if not self.order.dry_run:
            with self.engine.begin() as connection:
                self.source_id = _source(connection, self.order)
                started = sa.insert(ImportRun).values(
                    source_id=self.source_id,
                    started_at=self.order.now,
                    file_name=self.order.file_name[-255:],
                    full=self.order.full,
                    counts={},
                )
                self.run_id = int(connection.scalar(started.returning(ImportRun.id)) or 0)
                self.parties = Parties(connection)
        query = (
            sa.select(SourceRecord.key, SourceRecord.digest, TrainingAction.publication_state)
            .join(TrainingAction, TrainingAction.id == SourceRecord.action_id)
            .join(Source, Source.id == SourceRecord.source_id)
            .where(Source.code == self.order.source)
        )
        with reading(self.engine) as connection:
            for key, digest, state in connection.execution_options(yield_per=5000).execute(query):
                self.known[key] = digest
                if state is PublicationState.WITHDRAWN:
                    self.withdrawn.add(key)
        self.live = len(self.known) - len(self.withdrawn)

    def _take(self, record: Record) -> None:
        """One formation: unchanged, or read into facts and put in the batch."""
        self.report.read += 1
        digest = blake2b(record.document, digest_size=16, key=MAPPING).hexdigest()
        key = record_key(record.element, digest)
        if key in self.seen:
            key = self._doubled(record, key, digest)
            if not key:
                return
        before = self.known.get(key)
        self.seen.add(key)
        if before == digest and key not in self.withdrawn:
            self.report.unchanged += 1
            return
        offer = self._read(record, key)
        if offer is None:
            return
        self.known[key] = digest
        change = merge.Change(key, digest, record.document.decode("utf-8"), offer)
        if before is None:
            self.new.append(change)
            self.report.created += 1
        else:
            self.changed.append(change)
            self.report.updated += 1
        if len(self.new) + len(self.changed) >= BATCH:
            self._flush()

    def _read(self, record: Record, key: str) -> Offer | None:
        reading_ = Reading(record.line, key)
        offer: Offer | None = None
        try:
            offer = self.mapper.offer(reading_, record.element)
        except Refused as refused:
            reading_.refuse(refused)
            self.report.refused += 1
        for remark in reading_.remarks:
            self.report.remarks += not remark.refused
            self.tell(remark)
        return offer

    def _doubled(self, record: Record, key: str, digest: str) -> str:
        """The key of a formation whose number was already met in this file, by content; '' for the same text."""
        other = f"{key}#{digest}"
        same = other in self.seen or self.known.get(key) == digest
        reason = "doublon exact, laissé de côté" if same else "numéro déjà rencontré dans ce fichier : gardé à part"
        self._remark(record.line, key, "numero", reason)
        if same:
            self.report.unchanged += 1
        return "" if same else other

    def _remark(self, line: int, key: str, name: str, reason: str) -> None:
        self.report.remarks += 1
        self.tell(Remark(line, key, name, reason))

    def _flush(self) -> None:
        """Write the batch and the listing of what it touched, in one transaction."""
        if (self.new or self.changed) and not self.order.dry_run and self.parties is not None:
            with self.engine.begin() as connection:
                store = Store(connection, self.order.now)
                self.parties.resolve(store, self.mapper.organisations.met, self.mapper.organisations.leads)
                touched = self._write(store, self.parties)
                listing.refresh(connection, touched, today=self.order.today, now=self.order.now)
        self.new, self.changed = [], []
        self.mapper.organisations.met.clear()
        self.progress(self.report, self.feed.bytes_read)

    def _write(self, store: Store, parties: Parties) -> list[int]:
        touched: list[int] = []
        if self.new:
            touched = create(store, parties, [change.offer for change in self.new])
            rows = [
                (self.source_id, change.key, change.digest, action, self.run_id, change.document)
                for change, action in zip(self.new, touched, strict=True)
            ]
            store.insert("source_record", RECORD_COLUMNS, rows)
        if self.changed:
            moved, edited = merge.update(store, parties, self.source_id, self.run_id, self.changed)
            touched = [*touched, *moved]
            for key in edited:
                self._remark(0, key, "formation", "modifié dans le portail : le texte du portail est gardé")
        return touched

    def _withdraw_lost(self) -> None:
        """`--full`: withdraw what the source no longer contains, unless that is too much to be true."""
        lost = [key for key in self.known if key not in self.seen and key not in self.withdrawn]
        if not lost:
            return
        if len(lost) > self.live * LOST_SHARE and not self.order.force:
            share = round(100 * len(lost) / self.live)
            self.report.guard = (
                f"{len(lost)} offres sur {self.live} ({share} %) ne sont plus dans le fichier : rien n’est retiré. "
                "Vérifiez le fichier, puis relancez avec --force."
            )
            return
        for start in range(0, len(lost), BATCH):
            self._withdraw(lost[start : start + BATCH])

    def _withdraw(self, keys: list[str]) -> None:
        if self.order.dry_run:
            self.report.withdrawn += len(keys)
            return
        with self.engine.begin() as connection:
            gone, edited = merge.withdraw(Store(connection, self.order.now), self.source_id, keys)
            listing.refresh(connection, gone, today=self.order.today, now=self.order.now)
        self.report.withdrawn += len(gone)
        for key in edited:
            self._remark(0, key, "formation", "absent du fichier, mais modifié dans le portail : gardé")

    def _finish(self) -> None:
        if not self.order.dry_run:
            with self.engine.begin() as connection:
                done = sa.update(ImportRun).where(ImportRun.id == self.run_id)
                connection.execute(done.values(finished_at=self.order.now, counts=self.report.counts))


def record_key(formation: etree._Element, digest: str) -> str:
    """The formation's number, else its first action's, else its first session's, else its content (rule 17)."""
    number = (formation.get("numero") or "").strip()
    if number:
        return (
            number
            if len(number) <= KEY_LIMIT // 2
            else f"numero:{blake2b(number.encode(), digest_size=16).hexdigest()}"
        )
    for name in ("action", "session"):
        for element in formation.iter(f"{{*}}{name}"):
            number = (element.get("numero") or "").strip()
            if number and len(number) <= KEY_LIMIT // 2 and LOCAL[element.tag] == name:
                return f"{name}:{number}"
    return f"contenu:{digest}"


def _source(connection: sa.Connection, order: Order) -> int:
    """The key of the source, made when new."""
    found = connection.scalar(sa.select(Source.id).where(Source.code == order.source))
    if found is not None:
        return int(found)
    values = {"code": order.source, "name": order.source, "created_at": order.now, "updated_at": order.now}
    return int(connection.scalar(sa.insert(Source).values(values).returning(Source.id)) or 0)
