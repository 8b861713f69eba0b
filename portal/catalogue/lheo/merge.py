"""How a changed formation meets what the portal already holds: keys and addresses stay, nothing is deleted.

Terms and sessions are recognised by their number, else by what they say, else (terms, and sessions that never
had a number) by their place in the list. A session that its formation no longer contains is withdrawn; a full import
waits with that until it knows how many there are, and until then the record has no digest, so that an import which
does not come to its end reads it again. An action that a person edited in the portal keeps the person's words: only
the kept document moves on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.catalogue.models import ActionTerms, Source, SourceRecord, TrainingAction, TrainingSession
from portal.catalogue.status import PublicationState

from .facts import ActionFacts, Offer, SessionFacts, SessionOffer, TermsFacts, TermsOffer
from .intake import Change
from .store import DETAIL_COLUMNS, PUBLISHED, SLICE, Parties, Row, Store, create_sessions, details, insert_terms

WITHDRAWN = PublicationState.WITHDRAWN.value
_OUT = (PublicationState.PUBLISHED.value, PublicationState.EXPORT_ONLY.value)
_NEXT_VERSION = ", version = version + 1"


class Held(NamedTuple):
    """A row the portal already has, with what may recognise it."""

    id: int
    number: str | None
    content: Hashable
    state: str = ""
    public: str = ""


class Updated(NamedTuple):
    """What an update did: the actions touched, the keys of those a person had edited, the sessions that disappeared."""

    touched: list[int]
    edited: list[str]
    gone: dict[str, list[int]]


def update(
    store: Store, parties: Parties, source_id: int, run_id: int, changes: Sequence[Change], *, wait: bool = False
) -> Updated:
    """Write changed formations; `wait`: leave to `settle` the formations whose sessions disappeared."""
    by_key = {change.key: change for change in changes}
    rows = _records(store.connection, source_id, list(by_key))
    offers = {row.action_id: by_key[row.key].offer for row in rows if row.edited_at is None}
    _update_actions(store, parties, offers)
    terms = _update_terms(store, offers)
    gone = _update_sessions(store, parties, terms, offers)
    if not wait:
        _withdraw_sessions(store, [key for keys in gone.values() for key in keys])
    unsettled = gone if wait else {}
    store.update(
        "source_record",
        ("digest", "document", "run_id"),
        [
            ("" if row.action_id in unsettled else by_key[row.key].digest, by_key[row.key].document, run_id, row.id)
            for row in rows
        ],
    )
    edited = [row.key for row in rows if row.edited_at is not None]
    return Updated(list(offers), edited, {row.key: gone[row.action_id] for row in rows if row.action_id in gone})


def settle(store: Store, source_id: int, lost: Mapping[str, tuple[str, list[int]]]) -> tuple[list[int], int]:
    """Withdraw the sessions that `update` left, by record (digest, sessions); returns the actions and the sessions."""
    rows = [row for row in _records(store.connection, source_id, list(lost)) if row.edited_at is None]
    wanted = [key for row in rows for key in lost[row.key][1]]
    leaving = _out(store.connection, wanted)
    _withdraw_sessions(store, leaving)
    store.update("source_record", ("digest",), [(lost[row.key][0], row.id) for row in rows])
    return [row.action_id for row in rows], len(leaving)


def _out(connection: sa.Connection, keys: Sequence[int], *more: sa.ColumnElement[bool]) -> list[int]:
    """Which of these sessions still leave the portal."""
    query = sa.select(TrainingSession.id).where(TrainingSession.is_exported, *more)
    slices = [keys[start : start + SLICE] for start in range(0, len(keys), SLICE)]
    return [key for some in slices for key in connection.scalars(query.where(TrainingSession.id.in_(some)))]


def count_current(connection: sa.Connection, today: date, sessions: Sequence[int]) -> int:
    """How many of these sessions leave the portal and are not over: nobody misses the others."""
    return len(_out(connection, sessions, sa.not_(TrainingSession.over_on(today))))


def count_of_source(connection: sa.Connection, today: date, source: str, keys: Sequence[str] | None = None) -> int:
    """The same for a source, or for some of its records; what a person edited is not counted, since it stays."""
    query = (
        sa.select(sa.func.count())
        .select_from(SourceRecord)
        .join(Source, Source.id == SourceRecord.source_id)
        .join(TrainingAction, TrainingAction.id == SourceRecord.action_id)
        .join(TrainingSession, TrainingSession.action_id == TrainingAction.id)
        .where(Source.code == source, TrainingAction.edited_at.is_(None))
        .where(TrainingSession.is_exported, sa.not_(TrainingSession.over_on(today)))
    )
    if keys is None:
        return int(connection.scalar(query) or 0)
    slices = [keys[start : start + SLICE] for start in range(0, len(keys), SLICE)]
    return sum(int(connection.scalar(query.where(SourceRecord.key.in_(some))) or 0) for some in slices)


def gone(connection: sa.Connection, source: str, changes: Sequence[Change]) -> dict[str, list[int]]:
    """The sessions that `update` would find gone, by record; writes nothing."""
    source_id = connection.scalar(sa.select(Source.id).where(Source.code == source)) or 0
    by_key = {change.key: change for change in changes}
    rows = [row for row in _records(connection, source_id, list(by_key)) if row.edited_at is None]
    held = _held_sessions(connection, [row.action_id for row in rows])
    lost: dict[str, list[int]] = {}
    for row in rows:
        parts = [session for one in by_key[row.key].offer.terms for session in one.sessions]
        lost[row.key] = _gone(held[row.action_id], _continued(held[row.action_id], parts))
    return lost


def withdraw(store: Store, source_id: int, keys: Sequence[str]) -> tuple[list[int], list[str], int]:
    """Withdraw what the source dropped; returns the actions touched, the keys kept because a person edited them, and
    how many sessions went with the actions."""
    rows = _records(store.connection, source_id, keys)
    gone = [
        row.action_id
        for row in rows
        if row.edited_at is None and row.publication_state is not PublicationState.WITHDRAWN
    ]
    store.update(
        "training_action",
        ("publication_state", "updated_at"),
        [(WITHDRAWN, store.now, key) for key in gone],
        _NEXT_VERSION,
    )
    query = sa.select(TrainingSession.id).where(
        TrainingSession.action_id.in_(gone),
        TrainingSession.publication_state.in_((PublicationState.PUBLISHED, PublicationState.EXPORT_ONLY)),
    )
    sessions = list(store.connection.scalars(query))
    _withdraw_sessions(store, sessions)
    return gone, [row.key for row in rows if row.edited_at is not None], len(sessions)


def _withdraw_sessions(store: Store, keys: Iterable[int]) -> None:
    rows = [(WITHDRAWN, store.now, key) for key in keys]
    store.update("training_session", ("publication_state", "updated_at"), rows, _NEXT_VERSION)


def _records(connection: sa.Connection, source_id: int, keys: Sequence[str]) -> list[Any]:
    """The stored records of some keys, with what protects their action."""
    query = sa.select(
        SourceRecord.id,
        SourceRecord.key,
        SourceRecord.action_id,
        TrainingAction.edited_at,
        TrainingAction.publication_state,
    ).join(TrainingAction, TrainingAction.id == SourceRecord.action_id)
    rows: list[Any] = []
    for start in range(0, len(keys), SLICE):
        some = query.where(SourceRecord.source_id == source_id, SourceRecord.key.in_(keys[start : start + SLICE]))
        rows.extend(connection.execute(some))
    return rows


def _update_actions(store: Store, parties: Parties, offers: dict[int, Offer]) -> None:
    columns = ("lead_organisation_id", "publication_state", *ActionFacts._fields, "updated_at")
    rows: list[Row] = [
        (parties.organisations.get(offer.lead or ""), PUBLISHED, *offer.facts, store.now, key)
        for key, offer in offers.items()
    ]
    mark = f"'{store.now}'"
    store.update("training_action", columns, rows, f"{_NEXT_VERSION}, published_at = coalesce(published_at, {mark})")


def _update_terms(store: Store, offers: dict[int, Offer]) -> list[tuple[int, int, TermsOffer]]:
    """Match, rewrite and add terms (without sessions); returns (action key, terms key, terms)."""
    held: dict[int, list[Held]] = {key: [] for key in offers}
    query = sa.select(ActionTerms.id, ActionTerms.action_id, ActionTerms.number).order_by(ActionTerms.position)
    for row in store.connection.execute(query.where(ActionTerms.action_id.in_(list(offers)))):
        held[row.action_id].append(Held(row.id, row.number, None))
    matched: list[tuple[int, int, TermsOffer]] = []
    fresh: list[tuple[int, int, TermsOffer]] = []
    moves: list[Row] = []
    for action, offer in offers.items():
        found = match(held[action], [(one.facts.number, None) for one in offer.terms], by_place=True)
        kept = {old.id for old in found if old}
        left = [one for one in held[action] if one.id not in kept]
        moves.extend((len(offer.terms) + place, old.id) for place, old in enumerate(left))
        for position, (old, one) in enumerate(zip(found, offer.terms, strict=True)):
            if old is None:
                fresh.append((action, position, one))
            else:
                matched.append((action, old.id, one))
                moves.append((position, old.id))
    store.update("action_terms", ("position",), [(-1 - place, key) for place, (_, key) in enumerate(moves)])
    store.update("action_terms", ("position",), moves)
    store.update("action_terms", TermsFacts._fields, [(*one.facts, key) for _, key, one in matched])
    made = insert_terms(store, fresh)
    return [*matched, *((action, key, one) for key, (action, _, one) in zip(made, fresh, strict=True))]


def match(
    held: Sequence[Held], new: Sequence[tuple[str | None, Hashable]], *, by_place: bool = False
) -> list[Held | None]:
    """For each new part the held row it continues: same number, else same content, else same place."""
    found: list[Held | None] = [None] * len(new)

    def take(of_held: Callable[[Held], Hashable], of_new: Callable[[str | None, Hashable], Hashable]) -> None:
        taken = {old.id for old in found if old}
        free: dict[Hashable, deque[Held]] = {}
        for one in held:
            if one.id not in taken:
                free.setdefault(of_held(one), deque()).append(one)
        for position, (number, content) in enumerate(new):
            key = of_new(number, content) if found[position] is None else None
            if key is not None and free.get(key):
                found[position] = free[key].popleft()

    take(lambda one: one.number, lambda number, _: number)
    take(lambda one: one.content, lambda number, content: None if number else content)
    take(lambda one: None if one.number else one.content, lambda _, content: content)
    take(lambda one: by_place or one.number is None, lambda number, _: (by_place or number is None) or None)
    return found


def _continued(held: Sequence[Held], parts: Sequence[SessionOffer]) -> list[Held | None]:
    """For each session of a formation the row it continues."""
    return match(held, [(session.facts.number, _content(session.facts)) for session in parts])


def _gone(held: Sequence[Held], found: Sequence[Held | None]) -> list[int]:
    """The sessions that still leave the portal and that their formation no longer contains."""
    kept = {old.id for old in found if old}
    return [old.id for old in held if old.id not in kept and old.public in _OUT]


def _update_sessions(
    store: Store, parties: Parties, terms: Sequence[tuple[int, int, TermsOffer]], offers: dict[int, Offer]
) -> dict[int, list[int]]:
    """Match and rewrite sessions, create new ones; returns those that disappeared, by action."""
    held = _held_sessions(store.connection, list(offers))
    own: dict[int, list[tuple[int, TermsOffer, SessionOffer]]] = {action: [] for action in offers}
    for action, key, one in terms:
        own[action].extend((key, one, session) for session in one.sessions)
    updates: list[tuple[Held, int, TermsOffer, SessionOffer]] = []
    fresh: list[tuple[int, int, TermsOffer, SessionOffer]] = []
    gone: dict[int, list[int]] = {}
    for action, parts in own.items():
        found = _continued(held[action], [session for _, _, session in parts])
        for old, (key, one, session) in zip(found, parts, strict=True):
            if old is None:
                fresh.append((action, key, one, session))
            else:
                updates.append((old, key, one, session))
        if lost := _gone(held[action], found):
            gone[action] = lost
    _rewrite_sessions(store, parties, updates)
    create_sessions(store, parties, fresh)
    return gone


def _held_sessions(connection: sa.Connection, actions: list[int]) -> dict[int, list[Held]]:
    table = TrainingSession
    query = sa.select(
        table.id,
        table.action_id,
        table.number,
        table.starts_on,
        table.ends_on,
        table.postcode,
        table.town,
        table.recruitment_state,
        table.publication_state,
    ).where(table.action_id.in_(actions))
    held: dict[int, list[Held]] = {key: [] for key in actions}
    for row in connection.execute(query.order_by(table.id)):
        content = (_plain(row.starts_on), _plain(row.ends_on), row.postcode, row.town)
        held[row.action_id].append(
            Held(row.id, row.number, content, row.recruitment_state.value, row.publication_state.value)
        )
    return held


def _content(facts: SessionFacts) -> Hashable:
    return (facts.starts_on, facts.ends_on, facts.postcode, facts.town)


def _plain(value: object) -> object:
    """A stored value as facts write it."""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _rewrite_sessions(
    store: Store, parties: Parties, updates: Sequence[tuple[Held, int, TermsOffer, SessionOffer]]
) -> None:
    columns = ("terms_id", *SessionFacts._fields, "updated_at")
    extra = f"{_NEXT_VERSION}, published_at = coalesce(published_at, '{store.now}')"
    rows = [(key, *session.facts, store.now, old.id) for old, key, _, session in updates]
    store.update("training_session", columns, rows, extra)
    moved = [(store.now, old.id) for old, _, _, s in updates if old.state != s.facts.recruitment_state]
    store.update("training_session", ("state_changed_at",), moved)
    wanted = {old.id: details(parties, old.id, one, session) for old, _, one, session in updates}
    for table, names in DETAIL_COLUMNS.items():
        _replace_details(store, table, names, {key: rows_of[table] for key, rows_of in wanted.items()})


def _replace_details(store: Store, table: str, columns: tuple[str, ...], wanted: dict[int, list[Row]]) -> None:
    """Rewrite the details of the sessions whose details differ; the others keep their keys."""
    names = ", ".join(f'"{column}"' for column in columns)
    stored: dict[int, list[Row]] = {key: [] for key in wanted}
    keys = list(wanted)
    for start in range(0, len(keys), SLICE):
        some = ", ".join(map(str, keys[start : start + SLICE]))
        sql = f"SELECT {names} FROM {table} WHERE session_id IN ({some}) ORDER BY id"  # noqa: S608 - our own names
        for row in store.connection.exec_driver_sql(sql):
            stored[row[0]].append(tuple(map(_plain, row)))
    changed = [key for key, rows in wanted.items() if stored[key] != [tuple(row) for row in rows]]
    for start in range(0, len(changed), SLICE):
        some = ", ".join(map(str, changed[start : start + SLICE]))
        store.connection.exec_driver_sql(f"DELETE FROM {table} WHERE session_id IN ({some})")  # noqa: S608 - our own keys
    store.insert(table, columns, [row for key in changed for row in wanted[key]])
