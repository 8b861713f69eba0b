"""Organisations (one row each, whatever their capacities) and the funders of training.

Company numbers: FR = SIRET (14 digits), BE = BCE number (10 digits); unique when known, since feeds also
carry fillers. Belgian and French numbers live in one column because one organisation has one of them.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation.db import Base, Row


class Organisation(Row):
    """A body that leads, delivers or funds training (R-002-18, R-001-02)."""

    __tablename__ = "organisation"
    __table_args__ = (
        sa.CheckConstraint("country IN ('FR', 'BE')", name="country"),
        sa.CheckConstraint(
            "company_no IS NULL OR length(company_no) = CASE country WHEN 'BE' THEN 10 ELSE 14 END", name="company_no"
        ),
    )
    name: Mapped[str] = mapped_column(sa.String(250))
    legal_name: Mapped[str | None] = mapped_column(sa.String(250))
    country: Mapped[str] = mapped_column(sa.String(2), default="FR")
    company_no: Mapped[str | None] = mapped_column(sa.String(14), unique=True)
    activity_no: Mapped[str | None] = mapped_column(sa.String(11))
    source_key: Mapped[str | None] = mapped_column(sa.String(300), unique=True)
    """How a feed names an organisation that has no valid company number: « source:number » or « source:name »."""
    address: Mapped[str | None] = mapped_column(sa.String(250))
    postcode: Mapped[str | None] = mapped_column(sa.String(10))
    town: Mapped[str | None] = mapped_column(sa.String(100))
    commune_code: Mapped[str | None] = mapped_column(sa.String(12))
    phone: Mapped[str | None] = mapped_column(sa.String(40))
    email: Mapped[str | None] = mapped_column(sa.String(254))
    website: Mapped[str | None] = mapped_column(sa.String(400))
    uai: Mapped[str | None] = mapped_column(sa.String(8))
    active: Mapped[bool] = mapped_column(default=True)


class Funder(Base):
    """Who pays for training; `code` is the value of the public filter `financeur` (interfaces)."""

    __tablename__ = "funder"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(20), unique=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    lheo_code: Mapped[int] = mapped_column(sa.SmallInteger())
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    rank: Mapped[int] = mapped_column(sa.SmallInteger(), default=50)
    """Order in lists: the funders people know come first."""
