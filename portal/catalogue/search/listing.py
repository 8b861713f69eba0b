"""Keeps the listing equal to the catalogue: the rows, their search terms, the counts, the vocabulary, the revision.

Whoever changes what the public sees calls `refresh` for the actions concerned, in the same transaction. `rollover`
runs once a day. `rebuild` starts afresh. Nothing else writes these tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from portal.catalogue.models import CatalogueRevision, TrainingAction
from portal.catalogue.status import PublicationState
from portal.foundation.clock import day_number
from portal.foundation.db import reading

from . import sources, store, turns
from .ddl import HIDDEN
from .projection import action_words, row
from .tags import TOTAL, facet

BATCH = 1_000
"""Actions read at once."""
_BUMP = sa.update(CatalogueRevision).values(
    revision=CatalogueRevision.revision + 1, changed_at=sa.bindparam("at", type_=CatalogueRevision.changed_at.type)
)
_PUBLISHED = (
    sa.select(TrainingAction.id)
    .where(TrainingAction.publication_state == PublicationState.PUBLISHED, TrainingAction.id > sa.bindparam("last"))
    .order_by(TrainingAction.id)
    .limit(BATCH)
)


def revision(connection: sa.Connection) -> int:
    """The number that grows with every change of what the public sees."""
    return int(connection.exec_driver_sql("SELECT revision FROM catalogue_revision").scalar_one())


def facets(connection: sa.Connection) -> dict[tuple[str, str], int]:
    """Listed sessions by (filter, value); also ("total", "") and ("commune", code), for searches around a town."""
    rows = connection.exec_driver_sql("SELECT facet, value, sessions FROM listing_count WHERE sessions > 0")
    return {(name, value): sessions for name, value, sessions in rows}


def refresh(connection: sa.Connection, action_ids: Iterable[int], *, today: date, now: datetime) -> bool:
    """Make the listing right for these actions; the revision grows when the public sees, or saw, any of them."""
    ids = sorted(set(action_ids))
    if not ids:
        return False
    turns.hold(connection)  # two writers of one action must not project it at once
    concerned = False
    for start in range(0, len(ids), BATCH):
        concerned |= _refresh(connection, ids[start : start + BATCH], today)
    if concerned:
        connection.execute(_BUMP, {"at": now})
    return concerned


def _refresh(connection: sa.Connection, ids: Sequence[int], today: date) -> bool:
    old = store.rows_of(connection, ids)
    new = {made[1]: made for made in _rows(connection, ids, today)}
    gone = [kept for key, kept in old.items() if not _same(kept, new.get(key))]
    come = [made for key, made in new.items() if not _same(old.get(key), made)]
    store.remove(connection, [kept.position for kept in gone])
    store.add(connection, come)
    _count(connection, [made[-1] for made in come], [kept.terms for kept in gone])
    return bool(old or new)


def _same(kept: store.Kept | None, made: tuple[Any, ...] | None) -> bool:
    return (
        kept is not None
        and made is not None
        and (kept.position, kept.listed_until, kept.version) == (made[0], made[3], made[-2])
    )


def _rows(connection: sa.Connection, ids: Sequence[int], today: date) -> list[tuple[Any, ...]]:
    made = []
    for _action, group in groupby(sources.read(connection, ids, today), key=lambda pair: pair[0].action_id):
        sessions = list(group)
        words = action_words(sessions[0][0])
        made += [row(source, words, details, len(sessions) - 1, today) for source, details in sessions]
    return made


def _count(connection: sa.Connection, come: Sequence[str], gone: Sequence[str]) -> None:
    """Keep counts and vocabulary: the terms of a row say both."""
    changes: Counter[str] = Counter()
    for terms in come:
        changes.update(terms.split(" "))
    for terms in gone:
        changes.subtract(terms.split(" "))
    words = {term: change for term, change in changes.items() if change and term.isalpha()}
    counts = {key: change for term, change in changes.items() if change and (key := facet(term))}
    if len(come) != len(gone):
        counts[TOTAL] = len(come) - len(gone)
    store.count_words(connection, words)
    store.count_facets(connection, counts)


def rollover(engine: sa.Engine, today: date, now: datetime) -> int:
    """The daily step: what is over or hidden goes, what has begun moves on, past meetings disappear. Actions looked at.

    In transactions of a thousand actions, so that nobody waits long; one that fails leaves the others done.
    """
    with reading(engine) as connection:
        ids = store.due(connection, today.isoformat(), day_number(today))

    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        turns.transaction(engine, partial(refresh, action_ids=some, today=today, now=now))
    turns.transaction(engine, store.forget_unused)
    return len(ids)


def rebuild(connection: sa.Connection, today: date, now: datetime) -> int:
    """Empty everything and make it again, in bounded memory. How many actions have been read."""
    connection.execute(_BUMP, {"at": now})
    store.clear(connection)
    read, last = 0, 0
    while ids := list(connection.scalars(_PUBLISHED, {"last": last})):
        rows = _rows(connection, ids, today)
        store.add(connection, rows)
        _count(connection, [made[-1] for made in rows], [])
        read, last = read + len(ids), ids[-1]
    store.settle(connection)
    return read


__all__ = ["HIDDEN", "facets", "rebuild", "refresh", "revision", "rollover"]
