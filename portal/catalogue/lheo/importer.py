"""The import of one LHEO file into one source: what is new, what changed, what disappeared; in small transactions.

An unchanged digest writes nothing. Each batch is one transaction, so a process that dies leaves whole batches, and
running again completes them. Imported sources are trusted: what is read is published.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import BinaryIO

import sqlalchemy as sa

from portal.catalogue.models import ImportRun, Source, SourceRecord, TrainingAction
from portal.catalogue.search import listing, turns
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
    sessions_withdrawn: int = 0
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
        names = ("read", "created", "updated", "unchanged", "withdrawn", "sessions_withdrawn", "refused", "remarks")
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
        self.live = self.live_sessions = 0
        self.unsettled: dict[str, tuple[str, list[int]]] = {}
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
            if self.order.full:
                self.live_sessions = merge.count_of_source(connection, self.order.today, self.order.source)
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
        """One transaction, once more when it only met other writers."""
        if self.parties is None:
            self._rehearse(batch.changed)
        elif batch.new or batch.changed:
            gone, edited = turns.once_more(partial(self._write_once, batch, self.parties))
            self._note_gone(batch.changed, gone)
            for key in edited:
                self._kept(key, "modifié dans le portail\u00a0: le texte du portail est gardé")

    def _write_once(self, batch: Batch, parties: Parties) -> tuple[dict[str, list[int]], list[str]]:
        """Organisations, offers, and the listing of what was touched: sessions that disappeared, records kept."""
        known = {key for key in batch.organisations if key in parties.organisations}
        try:
            with self.engine.begin() as connection:
                turns.hold(connection)
                store = Store(connection, self.order.now)
                parties.resolve(store, batch.organisations, batch.leads)
                touched, gone, edited = self._write(store, parties, batch)
                listing.refresh(connection, touched, today=self.order.today, now=self.order.now)
        except sa.exc.DBAPIError:
            parties.forget(batch.organisations, known)
            raise
        return gone, edited

    def _rehearse(self, changed: list[Change]) -> None:
        """The sessions that a real run would make disappear."""
        if changed:
            with reading(self.engine) as connection:
                gone = merge.gone(connection, self.order.source, changed)
            self._note_gone(changed, gone)

    def _note_gone(self, changed: list[Change], gone: dict[str, list[int]]) -> None:
        """Sessions that disappeared: withdrawn with their batch, or, in a full import, kept for its end."""
        if not self.order.full:
            self.report.sessions_withdrawn += sum(map(len, gone.values()))
            return
        digests = {change.key: change.digest for change in changed}
        self.unsettled |= {key: (digests[key], sessions) for key, sessions in gone.items()}

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

    def _write(self, store: Store, parties: Parties, batch: Batch) -> tuple[list[int], dict[str, list[int]], list[str]]:
        """The actions that were written, by record the sessions that disappeared, the records a person edited."""
        touched: list[int] = []
        gone: dict[str, list[int]] = {}
        edited: list[str] = []
        if batch.new:
            touched = create(store, parties, [change.offer for change in batch.new])
            rows = [
                (self.source_id, change.key, change.digest, action, self.run_id, change.document)
                for change, action in zip(batch.new, touched, strict=True)
            ]
            store.insert("source_record", RECORD_COLUMNS, rows)
        if batch.changed:
            done = merge.update(store, parties, self.source_id, self.run_id, batch.changed, wait=self.order.full)
            touched, gone, edited = [*touched, *done.touched], done.gone, done.edited
        return touched, gone, edited

    def _say(self, remark: Remark) -> None:
        self.report.remarks += not remark.refused
        self.tell(remark)

    def _kept(self, key: str, reason: str) -> None:
        self._say(Remark(0, key, "formation", reason))

    def _end(self, ending: Ending) -> None:
        """Note how reading ended; `--full`: withdraw what is lost, unless that is too much to be true."""
        self.report.profile, self.report.file_remarks = ending.profile, ending.file_remarks
        self.report.unreadable = ending.unreadable
        if not self.order.full or ending.unreadable:
            return
        self.report.guard = "" if self.order.force else self._guard(ending.lost)
        if self.report.guard:
            return
        for start in range(0, len(ending.lost), BATCH):
            self._withdraw(ending.lost[start : start + BATCH])
        keys = list(self.unsettled)
        for start in range(0, len(keys), BATCH):
            self._settle({key: self.unsettled[key] for key in keys[start : start + BATCH]})

    def _guard(self, lost: list[str]) -> str:
        """Why nothing may be withdrawn, or '': too many formations, or too many sessions that are not over."""
        today = self.order.today
        gone = [key for _, keys in self.unsettled.values() for key in keys]
        with reading(self.engine) as connection:
            sessions = merge.count_of_source(connection, today, self.order.source, lost)
            sessions += merge.count_current(connection, today, gone)
        counts = (("offres", len(lost), self.live), ("sessions à venir ou en cours", sessions, self.live_sessions))
        for name, count, live in counts:
            if count > live * LOST_SHARE:
                return (
                    f"{count} {name} sur {live} ({round(100 * count / max(live, 1))}\u00a0%) ne sont plus dans le "
                    "fichier\u00a0: rien n’est retiré. Vérifiez le fichier, puis relancez avec --force."
                )
        return ""

    def _withdraw(self, keys: list[str]) -> None:
        if self.order.dry_run:
            self.report.withdrawn += len(keys)
            with reading(self.engine) as connection:
                self.report.sessions_withdrawn += merge.count_of_source(
                    connection, self.order.today, self.order.source, keys
                )
            return

        def withdraw(connection: sa.Connection) -> tuple[list[int], list[str], int]:
            done = merge.withdraw(Store(connection, self.order.now), self.source_id, keys)
            listing.refresh(connection, done[0], today=self.order.today, now=self.order.now)
            return done

        gone, edited, sessions = turns.transaction(self.engine, withdraw)
        self.report.withdrawn += len(gone)
        self.report.sessions_withdrawn += sessions
        for key in edited:
            self._kept(key, "absent du fichier, mais modifié dans le portail\u00a0: gardé")

    def _settle(self, lost: dict[str, tuple[str, list[int]]]) -> None:
        """Withdraw what formations lost, and say that their records are done."""
        if self.order.dry_run:
            self.report.sessions_withdrawn += sum(len(keys) for _, keys in lost.values())
            return

        def settle(connection: sa.Connection) -> int:
            touched, sessions = merge.settle(Store(connection, self.order.now), self.source_id, lost)
            listing.refresh(connection, touched, today=self.order.today, now=self.order.now)
            return sessions

        self.report.sessions_withdrawn += turns.transaction(self.engine, settle)


def _source(connection: sa.Connection, order: Order) -> int:
    """The key of the source, made when new."""
    found = connection.scalar(sa.select(Source.id).where(Source.code == order.source))
    if found is not None:
        return int(found)
    values = {"code": order.source, "name": order.source, "created_at": order.now, "updated_at": order.now}
    return int(connection.scalar(sa.insert(Source).values(values).returning(Source.id)) or 0)
