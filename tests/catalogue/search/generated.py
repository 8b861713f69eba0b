"""Many random but plausible offers, written straight into the tables: for comparing engines and reading plans."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

import sqlalchemy as sa

from portal.catalogue.models import (
    ActionTerms,
    EntryDate,
    InfoMeeting,
    SessionFunding,
    TrainingAction,
    TrainingSession,
)
from portal.organisations.models import Funder, Organisation
from portal.places.gazetteer import gazetteer
from portal.tables import metadata

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
_TRADES = """soudeur plombier maçon boulanger infirmier comptable secrétaire vendeur formateur technicien électricien
cuisinier coiffeur jardinier menuisier peintre carreleur couvreur serveur réceptionniste ambulancier cariste chauffeur
mécanicien carrossier développeur graphiste photographe animateur éducateur aide-soignant gestionnaire assistant"""
TRADES = _TRADES.split()
SYLLABLES = "bacedifogulamenipo"
KINDS = (None, "AFC", "AFC_EXPERIMENTAL", "POEC", "SIEG")
STATES = ("open", "suspended", "closed", "unknown")
PUBLICATION = ("published", "draft", "export_only", "withdrawn")


def empty(connection: sa.Connection) -> None:
    """Take every offer out: the database of `postgresql_url` is shared by the tests of one process."""
    for table in reversed(metadata.sorted_tables):
        if table.name not in ("funder", "catalogue_revision"):
            connection.execute(sa.delete(table))


class Generator:
    """Draws offers with a fixed seed: skewed words, places and funders, as real catalogues have them."""

    def __init__(self, connection: sa.Connection, seed: int = 1, places: int = 3000, words: int = 9000) -> None:
        self.connection, self.random = connection, random.Random(seed)
        self.communes = gazetteer().places[:places]
        self.place_weights = list(accumulate(1 / (rank + 8) for rank in range(places)))
        syllables = [SYLLABLES[at : at + 2] for at in range(0, len(SYLLABLES), 2)] + [
            "ru",
            "sa",
            "te",
            "vi",
            "zo",
            "cha",
        ]
        self.words = [*TRADES, "formation", *("".join(self.random.choices(syllables, k=3)) for _ in range(words))]
        self.word_weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.funders = [row[0] for row in connection.execute(sa.select(Funder.id).order_by(Funder.rank))]
        self.funder_weights = list(accumulate(1 / (rank + 1) for rank in range(len(self.funders))))
        self.codes = [str(self.random.randrange(11000, 47000)) for _ in range(400)]
        self.action_id = connection.scalar(sa.select(sa.func.coalesce(sa.func.max(TrainingAction.id), 0))) or 0
        self.session_id = connection.scalar(sa.select(sa.func.coalesce(sa.func.max(TrainingSession.id), 0))) or 0
        self.organisations = self._organisations(200)

    def _organisations(self, count: int) -> list[int]:
        first = (self.connection.scalar(sa.select(sa.func.coalesce(sa.func.max(Organisation.id), 0))) or 0) + 1
        rows = [
            {"id": first + n, "name": f"{self.draw_words(2)} formation {first + n}".capitalize()} for n in range(count)
        ]
        self.connection.execute(sa.insert(Organisation), rows)
        return [row["id"] for row in rows]

    def draw_words(self, count: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.word_weights, k=count))

    def fill(self, sessions: int, *, public_share: float = 0.5) -> list[int]:
        """Insert about this many sessions; the identifiers of their actions."""
        tables: dict[Any, list[dict[str, Any]]] = {
            model: []
            for model in (TrainingAction, ActionTerms, TrainingSession, SessionFunding, EntryDate, InfoMeeting)
        }
        first, goal = self.action_id + 1, self.session_id + sessions
        while self.session_id < goal:
            self._action(tables, public_share)
        for model, rows in tables.items():
            if rows:
                self.connection.execute(sa.insert(model.__table__), rows)
        return list(range(first, self.action_id + 1))

    def _action(self, tables: dict[Any, list[dict[str, Any]]], public_share: float) -> None:
        draw = self.random
        self.action_id += 1
        public = draw.random() < public_share + 0.2
        rome = f"{draw.choice('ABCDEFGHIJKLMN')}{draw.randint(11, 19)}{draw.randint(10, 12):02}"
        codes = [
            {"scheme": "formacode", "version": "V14", "code": draw.choice(self.codes), "main": True},
            {"scheme": "rome", "version": None, "code": rome, "main": False},
        ]
        if draw.random() < 0.4:
            codes.append({"scheme": "rncp", "version": None, "code": str(draw.randrange(30000, 40000)), "main": False})
        tables[TrainingAction].append(
            {
                "id": self.action_id,
                "public_id": f"a{self.action_id}",
                "title": self.draw_words(draw.randint(2, 6)).capitalize(),
                "objective": f"<p>{self.draw_words(25)}</p>",
                "certifying": draw.random() < 0.5,
                "kind": draw.choices(KINDS, (4, 3, 1, 1, 1))[0],
                "codes": codes,
                "contacts": [],
                "lead_organisation_id": draw.choice(self.organisations),
                "hide_from_public": False,
                "publication_state": "published" if public else draw.choice(PUBLICATION),
                "version": 1,
                "created_at": NOW,
                "updated_at": NOW,
            }
        )
        tables[ActionTerms].append(
            {
                "id": self.action_id,
                "action_id": self.action_id,
                "position": 0,
                "hours_total": draw.choice((None, 35, 210, 700)),
                "publics": [],
                "languages": [],
                "other_places": [],
            }
        )
        for _ in range(draw.choice((1, 1, 2, 3, 6))):
            self._session(tables, public_share)

    def _session(self, tables: dict[Any, list[dict[str, Any]]], public_share: float) -> None:
        draw = self.random
        self.session_id += 1
        public = draw.random() < public_share + 0.2
        place = draw.choices(self.communes, cum_weights=self.place_weights)[0] if draw.random() < 0.95 else None
        starts = TODAY + timedelta(draw.randint(-200, 400)) if draw.random() < 0.93 else None
        precision = draw.choices(("day", "month", "year"), (12, 1, 1))[0] if starts else "unknown"
        if starts and precision == "month":
            starts = starts.replace(day=1)
        if starts and precision == "year":
            starts = starts.replace(month=1, day=1)
        ends = starts + timedelta(draw.choice((5, 60, 200, 400))) if starts and draw.random() < 0.9 else None
        tables[TrainingSession].append(
            {
                "id": self.session_id,
                "public_id": f"s{self.session_id}",
                "action_id": self.action_id,
                "terms_id": self.action_id,
                "starts_on": starts,
                "starts_precision": precision,
                "ends_on": ends,
                "ends_precision": ("day" if draw.random() < 0.9 else "month") if ends else "unknown",
                "entry_mode": "permanent" if draw.random() < 0.15 else "fixed",
                "modality": draw.choices(("presentiel", "mixte", "distance"), (8, 2, 1))[0],
                "town": place.name if place else None,
                "postcode": place.postcode if place else None,
                "commune_code": place.code if place else None,
                "department": place.department if place else draw.choice((None, "63")),
                "seats_taken": 0,
                "complementary": False,
                "recruitment_state": draw.choices(STATES, (6, 2, 1, 1))[0] if public else "closed",
                "publication_state": "published" if public else draw.choice(PUBLICATION),
                "version": 1,
                "created_at": NOW,
                "updated_at": NOW,
            }
        )
        for funder in {
            draw.choices(self.funders, cum_weights=self.funder_weights)[0] for _ in range(draw.choice((0, 1, 1, 2)))
        }:
            tables[SessionFunding].append({"session_id": self.session_id, "funder_id": funder})
        if draw.random() < 0.1:
            for _ in range(3):
                on = TODAY + timedelta(draw.randint(-30, 90))
                tables[EntryDate].append({"session_id": self.session_id, "on": on})
        if draw.random() < 0.2:
            on, at = TODAY + timedelta(draw.randint(-30, 90)), draw.choice((None, "09:30", "14:00"))
            tables[InfoMeeting].append({"session_id": self.session_id, "held_on": on, "starts_at": at})
