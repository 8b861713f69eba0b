"""The exchange files: which target holds what, and one streamed path from the database to bytes (R-002-07 to R-002-09).

Closed, unknown and export-only sessions are in `aude` and `parcours3` and never in `public`. A record that cannot be
made valid is quarantined with its reason and the rest leaves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from lxml import etree
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.catalogue.models import SessionFunding, SessionProvider, TrainingAction, TrainingSession

from . import checks, mapping_out
from .gaps import Gap, GapKind, Refused
from .overlay import Unknown, overlay
from .public_view import publish
from .stored import StoredAction, Wanted, batches
from .writer import FormationFile, parse, strict

Opened = Callable[[], AbstractContextManager[sa.Connection]]
"""Opens a connection for reading; the web gives a fresh one for each batch, the command one for the whole file."""


class Line(NamedTuple):
    """One line of the report: refused, excluded or changed; which record, where in it, and why."""

    level: str
    record: str
    field: str
    reason: str


Tell = Callable[[Line], None]


@dataclass(frozen=True)
class Target:
    """One receiver of the whole offer."""

    name: str
    label: str
    public: bool = False
    needs_company: bool = False
    """Leave out organisations without a valid SIRET (or Belgian company number), as the receiver would refuse them."""
    ended_days: int = 0
    """Leave out sessions ended for more days than that; 0 keeps all."""


TARGETS = {
    "aude": Target("aude", "AUDE (France Travail)"),
    "parcours3": Target("parcours3", "Parcours 3 (missions locales)"),
    "public": Target("public", "offre publique", public=True),
}


@dataclass
class Report:
    """What left, what did not and why; each line goes to `tell` as soon as it is known."""

    formations: int = 0
    sessions: int = 0
    refused: int = 0
    excluded: Counter[str] = field(default_factory=Counter)
    gaps: Counter[GapKind] = field(default_factory=Counter)
    tell: Tell = lambda _line: None

    def refuse(self, name: str, reason: str) -> None:
        """A record is quarantined."""
        self.refused += 1
        self.tell(Line("refus", name, "", reason))

    def exclude(self, name: str, reason: str, count: int = 1) -> None:
        """Sessions or records that this target does not take."""
        self.excluded[reason] += count
        self.tell(Line("exclusion", name, "", reason))

    def changed(self, name: str, gaps: Iterable[Gap]) -> None:
        """What had to be done to a record."""
        for gap in gaps:
            self.gaps[gap.kind] += 1
            words = f"{gap.kind.label}, {gap.message}" if gap.message else gap.kind.label
            self.tell(Line("remarque", name, gap.path, words))


@dataclass
class Export:
    """One run: the target, the day, where links point to, and its report."""

    target: Target
    today: date
    base_url: str = ""
    report: Report = field(default_factory=Report)

    def pieces(self, opened: Opened) -> Iterator[bytes]:
        """The file, piece by piece; nothing is held of the database while a piece is taken."""
        file = FormationFile(exported_on=f"{self.today:%Y%m%d}")
        yield file.start()
        yield from self._batches(opened, file)
        yield file.finish()

    def _batches(self, opened: Opened, file: FormationFile) -> Iterator[bytes]:
        """Every action that has something for the target; a narrower export gives its own."""
        wanted = Wanted(self.today, self.target.public, self.target.ended_days)
        after = 0
        while True:
            with opened() as connection:
                found = batches(connection, wanted, after)
                made = self._records(file, connection, found)
            if not found:
                return
            yield made
            after = found[-1].id

    def _records(self, file: FormationFile, connection: sa.Connection, actions: Sequence[StoredAction]) -> bytes:
        """A batch as finished bytes."""
        edited = self._edited(connection, actions)
        return b"".join(self._record(file, connection, action, edited) for action in actions)

    def _edited(self, connection: sa.Connection, actions: Sequence[StoredAction]) -> dict[int, TrainingAction]:
        """The models of the actions of which the portal's words are right, read together."""
        return _models(connection, [one.id for one in actions if one.edited or one.document is None])

    def _record(
        self, file: FormationFile, connection: sa.Connection, action: StoredAction, edited: dict[int, TrainingAction]
    ) -> bytes:
        """One record as bytes; empty when it does not leave."""
        leaving = [one for one in action.sessions if one.wanted and not one.ended]
        ended = sum(one.wanted and one.ended for one in action.sessions)
        if ended:
            self.report.exclude(action.name, "session terminée depuis longtemps", ended)
        if not leaving:
            return b""
        if self.target.needs_company and not _has_company(action):
            self.report.exclude(action.name, "SIRET absent ou invalide", len(leaving))
            return b""
        try:
            record, gaps = strict(self._written(connection, action, edited))
        except Refused as refusal:
            self.report.refuse(action.name, str(refusal))
            return b""
        if self.target.public:
            publish(record)
        data, more = file.add(record)
        self.report.formations += 1
        self.report.sessions += len(leaving)
        self.report.changed(action.name, [*gaps, *more])
        return data

    def _written(
        self, connection: sa.Connection, action: StoredAction, edited: dict[int, TrainingAction]
    ) -> etree._Element:
        """The record before it is made strict: the stored document, the model's words over it, or the model alone."""
        base = parse(action.document) if action.document else None
        if base is not None and action.id not in edited:
            try:
                overlay(base, action.sessions)
            except Unknown:
                base = parse(action.document or "")
            else:
                return base
        model = edited.get(action.id) or _models(connection, [action.id])[action.id]
        leaving = {one.id for one in action.sessions if one.wanted and not one.ended}
        sessions = [one for one in model.sessions if one.id in leaving]
        return mapping_out.formation(model, sessions, base, self.base_url)


def _models(connection: sa.Connection, ids: Sequence[int]) -> dict[int, TrainingAction]:
    """Actions with all that an export says of them, in a fixed number of queries."""
    if not ids:
        return {}
    sessions = selectinload(TrainingAction.sessions)
    statement = (
        sa.select(TrainingAction)
        .where(TrainingAction.id.in_(ids))
        .options(
            joinedload(TrainingAction.lead_organisation),
            sessions.joinedload(TrainingSession.terms),
            sessions.selectinload(TrainingSession.fundings).joinedload(SessionFunding.funder),
            sessions.selectinload(TrainingSession.providers).joinedload(SessionProvider.organisation),
            sessions.selectinload(TrainingSession.contacts),
            sessions.selectinload(TrainingSession.meetings),
            sessions.selectinload(TrainingSession.entry_dates),
            sessions.selectinload(TrainingSession.review_dates),
        )
    )
    with Session(bind=connection, expire_on_commit=False) as session:
        found = {action.id: action for action in session.scalars(statement)}
        session.expunge_all()
    return found


def _has_company(action: StoredAction) -> bool:
    """Whether the organisation has the number that its country asks for."""
    country, number, _reason = checks.company(action.company_number)
    return number is not None and country == action.country
