"""What is offered: actions (the teaching), their terms, and sessions (place, dates, funding).

The two rules of the portal stand here, once each, in Python and in SQL side by side:
`TrainingSession.is_public` (what the public sees) and `TrainingSession.is_exported` (what the management
applications of the partners receive). R-002-01 to R-002-03, R-002-15, R-002-16, SM-2.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Base, Row, code_check, code_column
from portal.organisations.models import Funder, Organisation

from .status import (
    EXPORTED_PUBLICATION,
    PUBLIC_RECRUITMENT,
    ActionKind,
    ContactRole,
    EntryMode,
    Modality,
    Precision,
    PublicationState,
    RecruitmentState,
    ReviewKind,
)

HOURS = sa.Numeric(6, 1)


def public_id() -> str:
    """An address nobody can guess from another one (about 71 random bits)."""
    return secrets.token_urlsafe(9).replace("-", "x").replace("_", "y")


def last_day(entry_mode: str, ends_on: date | None) -> date | None:
    """The day after which a session is over: none for permanent entries and unknown ends.

    A partial end needs no rule of its own: `ends_on` is the last day that it allows (lheo.md rule 11).
    """
    return ends_on if entry_mode == EntryMode.FIXED else None


class TrainingAction(Row):
    """The pedagogical description, written once for all its sessions (R-002-20, R-002-21)."""

    __tablename__ = "training_action"
    __table_args__ = (
        sa.Index("ix_training_action_lead_organisation_id", "lead_organisation_id"),
        sa.Index("ix_training_action_updated_at", "updated_at", "id"),
        code_check("kind", ActionKind),
        code_check("publication_state", PublicationState),
    )
    public_id: Mapped[str] = mapped_column(sa.String(16), unique=True, default=public_id)
    number: Mapped[str | None] = mapped_column(sa.String(100))
    title: Mapped[str] = mapped_column(sa.String(255))
    objective: Mapped[str | None] = mapped_column(sa.Text)
    """Sanitised HTML (p, br, ul, ol, li, strong, em), like the two next ones."""
    programme: Mapped[str | None] = mapped_column(sa.Text)
    expected_results: Mapped[str | None] = mapped_column(sa.Text)
    certifying: Mapped[bool | None]
    pathway: Mapped[int | None] = mapped_column(sa.SmallInteger())
    entry_level: Mapped[int | None] = mapped_column(sa.SmallInteger())
    exit_level: Mapped[int | None] = mapped_column(sa.SmallInteger())
    general_goal: Mapped[int | None] = mapped_column(sa.SmallInteger())
    """LHEO code tables: dict-type-parcours, dict-niveaux, dict-niveaux, dict-AIS."""
    kind: Mapped[ActionKind | None] = mapped_column(code_column(ActionKind))
    sieg_segment: Mapped[int | None] = mapped_column(sa.SmallInteger())
    url: Mapped[str | None] = mapped_column(sa.String(400))
    codes: Mapped[list[Any]] = mapped_column(default=list)
    """[{"scheme": formacode|rome|nsf|rncp|rs|cpf|certifinfo, "version": "V14"|null, "code": …, "main": bool}]"""
    contacts: Mapped[list[Any]] = mapped_column(default=list)
    """[{"type": dict-type-contact code|null, "name": …, "phone": …, "email": …, "web": …}]"""
    lead_organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    hide_from_public: Mapped[bool] = mapped_column(default=False)
    publication_state: Mapped[PublicationState] = mapped_column(
        code_column(PublicationState), default=PublicationState.DRAFT
    )
    published_at: Mapped[datetime | None]
    source_updated_on: Mapped[date | None]
    edited_at: Mapped[datetime | None]
    """Set when a person edits an imported action: from then on the model, not the feed, is right."""
    version: Mapped[int] = mapped_column(default=1)
    lead_organisation: Mapped[Organisation | None] = relationship()
    terms: Mapped[list[ActionTerms]] = relationship(order_by="ActionTerms.position", back_populates="action")
    sessions: Mapped[list[TrainingSession]] = relationship(
        order_by="(TrainingSession.starts_on, TrainingSession.id)", back_populates="action"
    )
    __mapper_args__ = {"version_id_col": version}


class ActionTerms(Base):
    """How an action is delivered: the LHEO `<action>` without its sessions (rhythm, hours, costs, publics)."""

    __tablename__ = "action_terms"
    __table_args__ = (
        sa.UniqueConstraint("action_id", "position"),
        sa.CheckConstraint(
            "coalesce(hours_centre, 0) >= 0 AND coalesce(hours_company, 0) >= 0 AND coalesce(hours_total, 0) >= 0",
            name="hours",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("training_action.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(sa.SmallInteger(), default=0)
    number: Mapped[str | None] = mapped_column(sa.String(100))
    rhythm: Mapped[str | None] = mapped_column(sa.Text)
    alternation: Mapped[str | None] = mapped_column(sa.Text)
    prerequisites: Mapped[str | None] = mapped_column(sa.Text)
    entry_level_required: Mapped[bool | None]
    publics: Mapped[list[Any]] = mapped_column(default=list)
    """[{"version": "V14", "code": "80006"}] and `publics_info` in words."""
    publics_info: Mapped[str | None] = mapped_column(sa.String(250))
    duration_text: Mapped[str | None] = mapped_column(sa.String(150))
    hours_centre: Mapped[Decimal | None] = mapped_column(HOURS)
    hours_company: Mapped[Decimal | None] = mapped_column(HOURS)
    hours_total: Mapped[Decimal | None] = mapped_column(HOURS)
    costs_covered: Mapped[bool | None]
    costs_detail: Mapped[str | None] = mapped_column(sa.String(600))
    remaining_costs: Mapped[str | None] = mapped_column(sa.String(200))
    price_total: Mapped[str | None] = mapped_column(sa.String(10))
    conventioned: Mapped[bool | None]
    accessibility: Mapped[str | None] = mapped_column(sa.String(250))
    meals: Mapped[str | None] = mapped_column(sa.String(250))
    lodging: Mapped[str | None] = mapped_column(sa.String(250))
    transport: Mapped[str | None] = mapped_column(sa.String(250))
    languages: Mapped[list[Any]] = mapped_column(default=list)
    recruitment_text: Mapped[str | None] = mapped_column(sa.Text)
    teaching_text: Mapped[str | None] = mapped_column(sa.Text)
    url: Mapped[str | None] = mapped_column(sa.String(400))
    other_places: Mapped[list[Any]] = mapped_column(default=list)
    """Places beyond the main one: [{"name", "address", "postcode", "town", "commune_code"}]"""
    action: Mapped[TrainingAction] = relationship(back_populates="terms")


class TrainingSession(Row):
    """One dated run of an action in one place (R-002-22)."""

    __tablename__ = "training_session"
    __table_args__ = (
        sa.Index("ix_training_session_action_id", "action_id"),
        sa.Index("ix_training_session_terms_id", "terms_id"),
        sa.Index("ix_training_session_updated_at", "updated_at", "id"),
        sa.CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="period"),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name="seats"),
        sa.CheckConstraint("NOT complementary OR specificity IS NOT NULL", name="specificity"),
        code_check("starts_precision", Precision),
        code_check("ends_precision", Precision),
        code_check("entry_mode", EntryMode),
        code_check("modality", Modality),
        code_check("recruitment_state", RecruitmentState),
        code_check("publication_state", PublicationState),
    )
    public_id: Mapped[str] = mapped_column(sa.String(16), unique=True, default=public_id)
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("training_action.id"))
    terms_id: Mapped[int] = mapped_column(sa.ForeignKey("action_terms.id"))
    number: Mapped[str | None] = mapped_column(sa.String(100))
    starts_on: Mapped[date | None]
    starts_precision: Mapped[Precision] = mapped_column(code_column(Precision), default=Precision.DAY)
    """starts_on is the first day that the precision allows, ends_on the last one; null when unknown."""
    ends_on: Mapped[date | None]
    ends_precision: Mapped[Precision] = mapped_column(code_column(Precision), default=Precision.DAY)
    entry_mode: Mapped[EntryMode] = mapped_column(code_column(EntryMode), default=EntryMode.FIXED)
    entry_interval_weeks: Mapped[int | None] = mapped_column(sa.SmallInteger())
    modality: Mapped[Modality] = mapped_column(code_column(Modality), default=Modality.ONSITE)
    place_name: Mapped[str | None] = mapped_column(sa.String(255))
    address: Mapped[str | None] = mapped_column(sa.String(250))
    """Lines separated by a newline."""
    postcode: Mapped[str | None] = mapped_column(sa.String(10))
    town: Mapped[str | None] = mapped_column(sa.String(100))
    commune_code: Mapped[str | None] = mapped_column(sa.String(12))
    """Code of portal.places; null when the commune was not recognised."""
    department: Mapped[str | None] = mapped_column(sa.String(8))
    country: Mapped[str | None] = mapped_column(sa.String(2))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    seats: Mapped[int | None]
    seats_taken: Mapped[int] = mapped_column(default=0)
    complementary: Mapped[bool] = mapped_column(default=False)
    specificity: Mapped[str | None] = mapped_column(sa.String(200))
    registration_text: Mapped[str | None] = mapped_column(sa.String(255))
    registration_from: Mapped[date | None]
    registration_until: Mapped[date | None]
    url: Mapped[str | None] = mapped_column(sa.String(400))
    recruitment_state: Mapped[RecruitmentState] = mapped_column(
        code_column(RecruitmentState), default=RecruitmentState.UNKNOWN
    )
    state_changed_at: Mapped[datetime | None]
    state_reason: Mapped[str | None] = mapped_column(sa.String(500))
    publication_state: Mapped[PublicationState] = mapped_column(
        code_column(PublicationState), default=PublicationState.DRAFT
    )
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    action: Mapped[TrainingAction] = relationship(back_populates="sessions")
    terms: Mapped[ActionTerms] = relationship()
    fundings: Mapped[list[SessionFunding]] = relationship(order_by="SessionFunding.id")
    providers: Mapped[list[SessionProvider]] = relationship(order_by="SessionProvider.id")
    contacts: Mapped[list[SessionContact]] = relationship(order_by="SessionContact.id")
    meetings: Mapped[list[InfoMeeting]] = relationship(order_by="(InfoMeeting.held_on, InfoMeeting.starts_at)")
    entry_dates: Mapped[list[EntryDate]] = relationship(order_by="EntryDate.on")
    review_dates: Mapped[list[ReviewDate]] = relationship(order_by="ReviewDate.on")
    __mapper_args__ = {"version_id_col": version}

    def is_over(self, today: date) -> bool:
        """Whether its last day is past (`last_day`)."""
        last = last_day(self.entry_mode, self.ends_on)
        return last is not None and last < today

    @classmethod
    def over_on(cls, today: date | sa.ColumnElement[date]) -> sa.ColumnElement[bool]:
        """`is_over` in SQL; `today` may be a bound parameter. The triggers of search/ddl.py say it once more."""
        day = sa.literal(today, sa.Date) if isinstance(today, date) else today
        ends = sa.func.coalesce(cls.ends_on, sa.literal(date.max, sa.Date))
        return sa.and_(cls.entry_mode == EntryMode.FIXED, ends < day)

    def is_public(self, today: date) -> bool:
        """What the public may see: published twice, open or suspended, not over (R-002-01, SM-2)."""
        return (
            self.action.publication_state is PublicationState.PUBLISHED
            and self.publication_state is PublicationState.PUBLISHED
            and self.recruitment_state in PUBLIC_RECRUITMENT
            and not self.is_over(today)
        )

    @classmethod
    def public_on(cls, today: date | sa.ColumnElement[date]) -> sa.ColumnElement[bool]:
        """`is_public` in SQL; the statement must join TrainingAction."""
        return sa.and_(
            TrainingAction.publication_state == PublicationState.PUBLISHED,
            cls.publication_state == PublicationState.PUBLISHED,
            sa.or_(*(cls.recruitment_state == state for state in PUBLIC_RECRUITMENT)),
            sa.not_(cls.over_on(today)),
        )

    @hybrid_property
    def is_exported(self) -> bool:
        """What management applications receive, whatever the recruitment state (R-002-03, R-002-16)."""
        return self.publication_state in EXPORTED_PUBLICATION

    @is_exported.inplace.expression
    @classmethod
    def _is_exported(cls) -> sa.ColumnElement[bool]:
        return cls.publication_state.in_(EXPORTED_PUBLICATION)


class _Detail(Base):
    """A row that belongs to one session and goes with it."""

    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-3)
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("training_session.id", ondelete="CASCADE"), index=True, sort_order=-2
    )


class SessionFunding(_Detail):
    """Who pays for a session, on which market (R-002-25); the market number is professional only."""

    __tablename__ = "session_funding"
    funder_id: Mapped[int] = mapped_column(sa.ForeignKey("funder.id"), index=True)
    label: Mapped[str | None] = mapped_column(sa.String(100))
    market_number: Mapped[str | None] = mapped_column(sa.String(40))
    programme: Mapped[str | None] = mapped_column(sa.String(100))
    seats_funded: Mapped[int | None]
    funder: Mapped[Funder] = relationship()


class SessionProvider(_Detail):
    """Who delivers a session, when it is not the lead organisation alone (R-002-18)."""

    __tablename__ = "session_provider"
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    delegated: Mapped[bool] = mapped_column(default=False)
    organisation: Mapped[Organisation] = relationship()


class SessionContact(_Detail):
    """Whom to call or write to (R-002-37, R-002-38)."""

    __tablename__ = "session_contact"
    __table_args__ = (code_check("role", ContactRole),)
    name: Mapped[str | None] = mapped_column(sa.String(120))
    phone: Mapped[str | None] = mapped_column(sa.String(40))
    email: Mapped[str | None] = mapped_column(sa.String(254))
    web: Mapped[str | None] = mapped_column(sa.String(400))
    role: Mapped[ContactRole] = mapped_column(code_column(ContactRole), default=ContactRole.BOTH)
    type_code: Mapped[int | None] = mapped_column(sa.SmallInteger())


class InfoMeeting(_Detail):
    """An « information collective »: public (R-002-35). Times are local to the place, « HH:MM »."""

    __tablename__ = "info_meeting"
    held_on: Mapped[date]
    starts_at: Mapped[str | None] = mapped_column(sa.String(5))
    ends_at: Mapped[str | None] = mapped_column(sa.String(5))
    place: Mapped[str | None] = mapped_column(sa.String(300))
    remote_url: Mapped[str | None] = mapped_column(sa.String(400))
    seats: Mapped[int | None]
    comment: Mapped[str | None] = mapped_column(sa.String(500))


class EntryDate(_Detail):
    """An effective date on which people enter (R-002-27)."""

    __tablename__ = "entry_date"
    on: Mapped[date]


class ReviewDate(_Detail):
    """A « bilan » date: never in anything public (R-002-36)."""

    __tablename__ = "review_date"
    __table_args__ = (code_check("kind", ReviewKind),)
    kind: Mapped[ReviewKind] = mapped_column(code_column(ReviewKind))
    on: Mapped[date]


class Source(Row):
    """Where imported offers come from; `code` is what the operator types."""

    __tablename__ = "source"
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))


class ImportRun(Base):
    """One reading of one file, with its figures (kept for the operator)."""

    __tablename__ = "import_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("source.id"), index=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    file_name: Mapped[str] = mapped_column(sa.String(255))
    full: Mapped[bool] = mapped_column(default=False)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class SourceRecord(Base):
    """A formation as its source wrote it: the digest tells whether it changed, the document is exported again."""

    __tablename__ = "source_record"
    __table_args__ = (sa.UniqueConstraint("source_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("source.id"))
    key: Mapped[str] = mapped_column(sa.String(200))
    digest: Mapped[str] = mapped_column(sa.String(32))
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("training_action.id"), unique=True)
    run_id: Mapped[int] = mapped_column(index=True)
    """The last import run that saw this record: what a full import did not see is withdrawn."""
    document: Mapped[str] = mapped_column(sa.Text)


class CatalogueRevision(Base):
    """One row: a number that grows with every change of what the public sees (ETags, caches)."""

    __tablename__ = "catalogue_revision"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
