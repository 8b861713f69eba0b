"""How facts become rows: many at a time, through the driver, with statements written once.

Values are already what both engines take (facts.py), so nothing is converted on the way: SQLAlchemy's own insert
costs about as much again as the write itself (speed.md, import).
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from portal.catalogue.models import ActionTerms, TrainingAction, TrainingSession
from portal.catalogue.status import PublicationState
from portal.organisations.models import Funder, Organisation

from .facts import (
    ActionFacts,
    ContactFacts,
    FundingFacts,
    MeetingFacts,
    Offer,
    OrganisationFacts,
    SessionFacts,
    SessionOffer,
    TermsFacts,
    TermsOffer,
)

Row = Sequence[Any]
PUBLISHED = PublicationState.PUBLISHED.value
_ACTION = ("id", "public_id", "created_at", "updated_at", "lead_organisation_id", "hide_from_public")
ACTION_COLUMNS = (*_ACTION, "publication_state", "published_at", "version", *ActionFacts._fields)
TERMS_COLUMNS = ("id", "action_id", "position", *TermsFacts._fields)
_SESSION = ("id", "public_id", "created_at", "updated_at", "action_id", "terms_id", "seats_taken", "state_changed_at")
SESSION_COLUMNS = (*_SESSION, "published_at", "version", *SessionFacts._fields)
RECORD_COLUMNS = ("source_id", "key", "digest", "action_id", "run_id", "document")
ORGANISATION_COLUMNS = ("created_at", "updated_at", "active", *OrganisationFacts._fields)
DETAIL_COLUMNS = {
    "session_funding": ("session_id", "funder_id", *FundingFacts._fields[1:]),
    "session_provider": ("session_id", "organisation_id", "delegated"),
    "session_contact": ("session_id", *ContactFacts._fields),
    "info_meeting": ("session_id", *MeetingFacts._fields),
    "entry_date": ("session_id", "on"),
    "review_date": ("session_id", "kind", "on"),
}
SLICE = 400


@lru_cache(256)
def insert_sql(table: str, columns: tuple[str, ...], mark: str, tail: str = "") -> str:
    """One INSERT; `on` is a reserved word, so every name is quoted."""
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join([mark] * len(columns))}){tail}"  # noqa: S608 - our own names


@lru_cache(64)
def update_sql(table: str, columns: tuple[str, ...], mark: str, extra: str) -> str:
    """One UPDATE by id; `extra` is more SQL for the SET list."""
    names = ", ".join(f'"{column}" = {mark}' for column in columns)
    return f"UPDATE {table} SET {names}{extra} WHERE id = {mark}"  # noqa: S608 - our own names


def stamp(instant: datetime) -> str:
    """How UtcDateTime is stored."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def public_ids(count: int) -> list[str]:
    """Addresses as models.public_id makes them, all with one random start.

    The start keeps the rows of a batch together in the index (else each row of a large catalogue rewrites a page of
    its own); the 54 bits behind it are each address's own, so that none can be guessed from another.
    """
    letters = urlsafe_b64encode(os.urandom(3 + 9 * count)).decode("ascii").translate({45: "x", 95: "y"})
    return [letters[:3] + letters[start : start + 9] for start in range(4, 4 + 9 * count, 9)]


class Store:
    """Writes in one transaction: `connection` is in one, `now` stamps it."""

    def __init__(self, connection: sa.Connection, now: datetime) -> None:
        self.connection = connection
        self.now = stamp(now)
        self.mark = "?" if connection.dialect.name == "sqlite" else "%s"

    def insert(self, table: str, columns: tuple[str, ...], rows: Sequence[Row], tail: str = "") -> None:
        """Insert all rows."""
        if rows:
            self.connection.exec_driver_sql(insert_sql(table, columns, self.mark, tail), list(map(tuple, rows)))

    def update(self, table: str, columns: tuple[str, ...], rows: Sequence[Row], extra: str = "") -> None:
        """Update rows by id, the last value of each."""
        if rows:
            self.connection.exec_driver_sql(update_sql(table, columns, self.mark, extra), list(map(tuple, rows)))

    def ids(self, table: type[TrainingAction] | type[ActionTerms] | type[TrainingSession], count: int) -> list[int]:
        """Fresh keys. On SQLite the write lock is ours until the commit, so the highest key cannot move."""
        name = table.__tablename__
        if self.mark == "?":
            last = self.connection.exec_driver_sql(f"SELECT coalesce(max(id), 0) FROM {name}").scalar_one()  # noqa: S608
            return list(range(last + 1, last + 1 + count))
        sql = f"SELECT nextval(pg_get_serial_sequence('{name}', 'id')) FROM generate_series(1, %s)"  # noqa: S608
        return [row[0] for row in self.connection.exec_driver_sql(sql, (count,))]


class Parties:
    """The keys of organisations and funders, looked up once per run and made when missing."""

    def __init__(self, connection: sa.Connection) -> None:
        self.funders = {row.code: row.id for row in connection.execute(sa.select(Funder.code, Funder.id))}
        self.organisations: dict[str, int] = {}
        self.led: set[str] = set()

    def forget(self, met: dict[str, OrganisationFacts], known: set[str]) -> None:
        """Undo `resolve` after a rollback: `known` are the organisations that had a key before it."""
        for key in met:
            self.led.discard(key)
            if key not in known:
                self.organisations.pop(key, None)

    def resolve(self, store: Store, met: dict[str, OrganisationFacts], leads: set[str]) -> None:
        """Give every organisation of `met` a row; those read in full (`leads`) replace what was stored.

        In the order of their keys: two sources that share organisations must not wait for each other.
        """
        fresh = {key: facts for key, facts in sorted(met.items()) if key not in self.organisations}
        stored = _find(store.connection, fresh)
        missing = [(store.now, store.now, True, *facts) for key, facts in fresh.items() if key not in stored]
        store.insert("organisation", ORGANISATION_COLUMNS, missing, " ON CONFLICT DO NOTHING")
        if missing:
            made = _find(store.connection, {key: facts for key, facts in fresh.items() if key not in stored})
            self.organisations.update(made)
        self.organisations.update(stored)
        first_led = [key for key in sorted(met) if key in leads and key not in self.led]
        self.led.update(first_led)
        self._refresh(
            store, [(self.organisations[key], met[key]) for key in first_led if key not in fresh or key in stored]
        )

    @staticmethod
    def _refresh(store: Store, known: list[tuple[int, OrganisationFacts]]) -> None:
        """Rewrite the organisations whose facts changed, and only those."""
        columns = OrganisationFacts._fields
        table = Organisation.__table__
        changed: list[Row] = []
        for start in range(0, len(known), SLICE):
            facts_of = dict(known[start : start + SLICE])
            query = sa.select(table.c.id, *(table.c[name] for name in columns)).where(table.c.id.in_(facts_of))
            for row in store.connection.execute(query):
                if tuple(row[1:]) != tuple(facts_of[row[0]]):
                    changed.append((*facts_of[row[0]], store.now, row[0]))
        changed.sort(key=itemgetter(-1))
        store.update("organisation", (*columns, "updated_at"), changed)


def _find(connection: sa.Connection, facts: dict[str, OrganisationFacts]) -> dict[str, int]:
    """The rows of organisations, by company number when valid, else by the source's own key."""
    found: dict[str, int] = {}
    for column in (Organisation.company_no, Organisation.source_key):
        name = column.key
        values = {value: key for key, one in facts.items() if (value := getattr(one, name)) is not None}
        wanted = list(values)
        for start in range(0, len(wanted), SLICE):
            query = sa.select(column, Organisation.id).where(column.in_(wanted[start : start + SLICE]))
            found.update({values[value]: key for value, key in connection.execute(query)})
    return found


def details(parties: Parties, key: int, one: TermsOffer, session: SessionOffer) -> dict[str, list[Row]]:
    """The rows that hang on one session, by table."""
    return {
        "session_funding": [(key, parties.funders[funding.funder], *funding[1:]) for funding in one.fundings],
        "session_provider": [(key, parties.organisations[provider], False) for provider in one.providers],
        "session_contact": [(key, *contact) for contact in session.contacts],
        "info_meeting": [(key, *meeting) for meeting in session.meetings],
        "entry_date": [(key, day) for day in session.entry_dates],
        "review_date": [(key, *review) for review in session.review_dates],
    }


def write_details(store: Store, rows: Iterable[dict[str, list[Row]]]) -> None:
    """Insert the details of many sessions, one statement per table."""
    gathered: dict[str, list[Row]] = {name: [] for name in DETAIL_COLUMNS}
    for one in rows:
        for name, held in one.items():
            gathered[name].extend(held)
    for name, held in gathered.items():
        store.insert(name, DETAIL_COLUMNS[name], held)


def create(store: Store, parties: Parties, offers: Sequence[Offer]) -> list[int]:
    """Write new actions with all that hangs on them; returns their keys, in order."""
    keys = store.ids(TrainingAction, len(offers))
    addresses = public_ids(len(offers))
    leads = [parties.organisations.get(offer.lead or "") for offer in offers]
    now = store.now
    store.insert(
        "training_action",
        ACTION_COLUMNS,
        [
            (key, address, now, now, lead, False, PUBLISHED, now, 1, *offer.facts)
            for key, address, lead, offer in zip(keys, addresses, leads, offers, strict=True)
        ],
    )
    parts = [
        (key, position, one)
        for key, offer in zip(keys, offers, strict=True)
        for position, one in enumerate(offer.terms)
    ]
    create_terms(store, parties, parts)
    return keys


def create_terms(store: Store, parties: Parties, parts: Sequence[tuple[int, int, TermsOffer]]) -> None:
    """Write terms (action key, position, facts) and their sessions."""
    keys = insert_terms(store, parts)
    sessions = [
        (action, key, one, session)
        for key, (action, _, one) in zip(keys, parts, strict=True)
        for session in one.sessions
    ]
    create_sessions(store, parties, sessions)


def insert_terms(store: Store, parts: Sequence[tuple[int, int, TermsOffer]]) -> list[int]:
    """Write terms without their sessions; returns their keys, in order."""
    keys = store.ids(ActionTerms, len(parts)) if parts else []
    rows = [(key, action, position, *one.facts) for key, (action, position, one) in zip(keys, parts, strict=True)]
    store.insert("action_terms", TERMS_COLUMNS, rows)
    return keys


def create_sessions(
    store: Store, parties: Parties, sessions: Sequence[tuple[int, int, TermsOffer, SessionOffer]]
) -> None:
    """Write sessions (action key, terms key, their terms, facts) and their details."""
    if not sessions:
        return
    keys = store.ids(TrainingSession, len(sessions))
    addresses = public_ids(len(sessions))
    now = store.now
    store.insert(
        "training_session",
        SESSION_COLUMNS,
        [
            (key, address, now, now, action, terms, 0, now, now, 1, *session.facts)
            for key, address, (action, terms, _, session) in zip(keys, addresses, sessions, strict=True)
        ],
    )
    write_details(
        store, (details(parties, key, one, session) for key, (_, _, one, session) in zip(keys, sessions, strict=True))
    )
