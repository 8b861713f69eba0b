"""The demo: fictitious data made through the ordinary paths, and the server that shows them."""

from __future__ import annotations

import io
from datetime import date, datetime

import sqlalchemy as sa

from portal.catalogue.lheo.importer import Order, Report, run
from portal.catalogue.models import TrainingAction, TrainingSession
from portal.foundation.db import reading
from portal.foundation.errors import BrokenRule

SOURCE = "demo"


def load(engine: sa.Engine, *, today: date, now: datetime) -> str:
    """Fill an empty database through the ordinary import; says in French what is there now.

    BrokenRule when the database already holds offers, or when the import refuses something.
    """
    # Here, so that `python -m portal.demo.offers` does not find itself already imported.
    from portal.demo.offers import build

    _refuse_what_is_full(engine)
    report = run(engine, io.BytesIO(build(today)), Order(SOURCE, "demo.xml", now, today))
    _refuse_what_is_partial(report)
    with reading(engine) as connection:
        sessions = connection.scalar(sa.select(sa.func.count()).select_from(TrainingSession))
    return f"Démonstration chargée : {report.created} actions, {sessions} sessions, toutes fictives."


def _refuse_what_is_full(engine: sa.Engine) -> None:
    with reading(engine) as connection:
        found = connection.scalar(sa.select(TrainingAction.id).limit(1))
    if found is not None:
        raise BrokenRule(
            "database",
            "Cette base contient déjà des offres : la démonstration ne se charge que dans une base vide. "
            "Lancez « make demo-reset », ou donnez une autre adresse dans PORTAL_DATABASE_URL.",
        )


def _refuse_what_is_partial(report: Report) -> None:
    if report.exit_code:
        reason = report.unreadable or f"{report.refused} offres refusées"
        raise BrokenRule("database", f"La démonstration n’a pas été chargée en entier : {reason}.")
