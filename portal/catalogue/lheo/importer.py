"""The import of one LHEO file into one source: what is new, what changed, what disappeared; in small transactions.

An unchanged digest writes nothing. Each batch is one transaction, so a process that dies leaves whole batches, and
running again completes them. Imported sources are trusted: what is read is published.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

import sqlalchemy as sa

from portal.catalogue.models import ImportRun, Source, SourceRecord, TrainingAction
from portal.catalogue.search import listing
from portal.catalogue.status import PublicationState
from portal.foundation.db import reading

from . import isolated, merge
from .checks import Remark
from .intake import BATCH, Batch, Change, Ending, Intake, Job, without_collections
from .locking import only_one
from .store import RECORD_COLUMNS, Parties, Store, create
from .stream import Limits

LOST_SHARE = 0.20


@dataclass(frozen=True)
class Order:
    """What the operator asked for. `now` stamps rows, `today` is the local day of the public listing.

    `isolate`: read the file in a process of its own, when it is a real file or pipe.
    """

    source: str
    file_name: str
    now: datetime
    today: date
    full: bool = False
    force: bool = False
    dry_run: bool = False
    isolate: bool = False
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
    with only_one(engine, order.source), without_collections():
        return _Import(engine, order, tell, progress).run(raw)


class _Import:
    """One run."""

    def __init__(self, engine: sa.Engine, order: Order, tell: Tell, progress: Progress) -> None:
        self.engine, self.order, self.tell, self.progress = engine, order, tell, progress
        self.report = Report()
        self.live = 0
        self.source_id = self.run_id = 0
        self.parties: Parties | None = None

    def run(self, raw: BinaryIO) -> Report:
        """Read to the end or to the fault; what was read before it stands."""
        self._open()
        job = self._job()
        apart = self.order.isolate and isolated.is_real(raw)
        with closing(isolated.read(raw, job) if apart else Intake(job).run(raw)) as answers:
            for answer in answers:
                if isinstance(answer, Batch):
                    self._batch(answer)
                else:
                    self._end(answer)
        if not self.order.dry_run:
            with self.engine.begin() as connection:
                done = sa.update(ImportRun).where(ImportRun.id == self.run_id)
                connection.execute(done.values(finished_at=self.order.now, counts=self.report.counts))
        return self.report

    def _open(self) -> None:
        """Find or make the source and open the run."""
        if self.order.dry_run:
            return
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

    def _job(self) -> Job:
        """What the portal already holds of this source."""
        query = (
            sa.select(SourceRecord.key, SourceRecord.digest, TrainingAction.publication_state)
            .join(TrainingAction, TrainingAction.id == SourceRecord.action_id)
            .join(Source, Source.id == SourceRecord.source_id)
            .where(Source.code == self.order.source)
        )
        known: dict[str, str] = {}
        withdrawn: set[str] = set()
        with reading(self.engine) as connection:
            for key, digest, state in connection.execution_options(yield_per=5000).execute(query):
                known[key] = digest
                if state is PublicationState.WITHDRAWN:
                    withdrawn.add(key)
        self.live = len(known) - len(withdrawn)
        return Job(self.order.source, self.order.limits, known, frozenset(withdrawn))

    def _batch(self, batch: Batch) -> None:
        """Write a batch; when the database refuses something in it, write each record alone; then say it."""
        try:
            self._write_batch(batch)
        except (sa.exc.IntegrityError, sa.exc.DataError):
            self._write_singly(batch)
        self.report.read += batch.read
        self.report.created += len(batch.new)
        self.report.updated += len(batch.changed)
        self.report.unchanged += batch.unchanged
        self.report.refused += batch.refused
        for remark in batch.remarks:
            self._say(remark)
        self.progress(self.report, batch.bytes_read)

    def _write_batch(self, batch: Batch) -> None:
        """One transaction: organisations, offers, and the listing of what was touched."""
        if self.parties is None or not (batch.new or batch.changed):
            return
        known = {key for key in batch.organisations if key in self.parties.organisations}
        try:
            with self.engine.begin() as connection:
                store = Store(connection, self.order.now)
                self.parties.resolve(store, batch.organisations, batch.leads)
                touched = self._write(store, self.parties, batch)
                listing.refresh(connection, touched, today=self.order.today, now=self.order.now)
        except sa.exc.DBAPIError:
            self.parties.forget(batch.organisations, known)
            raise

    def _write_singly(self, batch: Batch) -> None:
        """One bad record never stops the rest: those the database refuses are refused, the others written."""
        for kind in (batch.new, batch.changed):
            for change in list(kind):
                empty: list[Change] = []
                alone = batch._replace(new=empty, changed=empty)
                alone = alone._replace(new=[change]) if kind is batch.new else alone._replace(changed=[change])
                try:
                    self._write_batch(alone)
                except (sa.exc.IntegrityError, sa.exc.DataError) as error:
                    kind.remove(change)
                    self.report.refused += 1
                    reason = f"refusé par la base\u00a0: {' '.join(str(error.orig).split())[:200]}"
                    self._say(Remark(0, change.key, "formation", reason, True))

    def _write(self, store: Store, parties: Parties, batch: Batch) -> list[int]:
        """The actions that were written."""
        touched: list[int] = []
        if batch.new:
            touched = create(store, parties, [change.offer for change in batch.new])
            rows = [
                (self.source_id, change.key, change.digest, action, self.run_id, change.document)
                for change, action in zip(batch.new, touched, strict=True)
            ]
            store.insert("source_record", RECORD_COLUMNS, rows)
        if batch.changed:
            moved, edited = merge.update(store, parties, self.source_id, self.run_id, batch.changed)
            touched = [*touched, *moved]
            for key in edited:
                self._kept(key, "modifié dans le portail\u00a0: le texte du portail est gardé")
        return touched

    def _say(self, remark: Remark) -> None:
        self.report.remarks += not remark.refused
        self.tell(remark)

    def _kept(self, key: str, reason: str) -> None:
        self._say(Remark(0, key, "formation", reason))

    def _end(self, ending: Ending) -> None:
        """Note how reading ended; `--full`: withdraw what is lost, unless that is too much to be true."""
        self.report.profile, self.report.file_remarks = ending.profile, ending.file_remarks
        self.report.unreadable = ending.unreadable
        if not self.order.full or ending.unreadable or not ending.lost:
            return
        if len(ending.lost) > self.live * LOST_SHARE and not self.order.force:
            share = round(100 * len(ending.lost) / self.live)
            self.report.guard = (
                f"{len(ending.lost)} offres sur {self.live} ({share}\u00a0%) ne sont plus dans le fichier\u00a0: rien "
                "n’est retiré. Vérifiez le fichier, puis relancez avec --force."
            )
            return
        for start in range(0, len(ending.lost), BATCH):
            self._withdraw(ending.lost[start : start + BATCH])

    def _withdraw(self, keys: list[str]) -> None:
        if self.order.dry_run:
            self.report.withdrawn += len(keys)
            return
        with self.engine.begin() as connection:
            gone, edited = merge.withdraw(Store(connection, self.order.now), self.source_id, keys)
            listing.refresh(connection, gone, today=self.order.today, now=self.order.now)
        self.report.withdrawn += len(gone)
        for key in edited:
            self._kept(key, "absent du fichier, mais modifié dans le portail\u00a0: gardé")


def _source(connection: sa.Connection, order: Order) -> int:
    """The key of the source, made when new."""
    found = connection.scalar(sa.select(Source.id).where(Source.code == order.source))
    if found is not None:
        return int(found)
    values = {"code": order.source, "name": order.source, "created_at": order.now, "updated_at": order.now}
    return int(connection.scalar(sa.insert(Source).values(values).returning(Source.id)) or 0)
