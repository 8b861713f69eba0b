"""Which sessions the feeds choose when they do not walk the listing by date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session

from portal import places
from portal.catalogue.feeds import lheo_file, recent, rows, sitemap
from portal.catalogue.feeds.fitting import Fitting
from portal.catalogue.listing_model import OfferListing
from portal.catalogue.models import CatalogueRevision, TrainingAction, TrainingSession
from portal.catalogue.search import queries
from portal.catalogue.search.criteria import Criteria
from portal.catalogue.search.reading import read
from portal.catalogue.status import ActionKind, Modality, RecruitmentState
from tests.catalogue.builders import PLACES, a_session, an_action, show, today

SEARCHES: tuple[dict[str, list[str]], ...] = (
    {}, {"etat": ["ouvert"]}, {"etat": ["suspendu"]}, {"q": ["soudure"]}, {"q": ["soud"]}, {"q": ["soudrue"]},
    {"q": ["rien de tel"]}, {"lieu": ["Thiers"], "rayon": ["30"]}, {"lieu": ["Aurillac"]},
    {"departement": ["63", "03"]},
    {"financeur": ["PE", "AGEFIPH"]}, {"type": ["POEC"]}, {"modalite": ["distance"]}, {"certifiante": ["1"]},
    {"domaine": ["K"]}, {"debut_des": [str(today() + timedelta(days=70))]},
    {"debut_avant": [str(today() + timedelta(days=70))]}, {"q": ["aide"], "departement": ["63"], "financeur": ["CRA"]},
)  # fmt: skip
CHANGED = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def varied(session: Session) -> list[TrainingAction]:
    actions = [
        an_action(session, title="Soudure à l’arc", kind=ActionKind.POEC),
        an_action(session, title="Aide à domicile", certifying=True),
        an_action(session, title="Aide-soudeur"),
    ]
    towns, funders = list(PLACES), ("CRA", "PE", "AGEFIPH", None)
    states = (RecruitmentState.OPEN, RecruitmentState.SUSPENDED, RecruitmentState.CLOSED)
    for number in range(24):
        starts = today() + timedelta(days=40 + 3 * number)
        a_session(
            session, actions[number % 3], town=towns[number % len(towns)], funder=funders[number % 5 % 4],
            recruitment_state=states[number % 7 % 3], modality=list(Modality)[number % 2 * 2],
            starts_on=starts, ends_on=starts + timedelta(days=30),
        )  # fmt: skip
    show(session, *actions)
    return actions


@pytest.mark.parametrize("search", SEARCHES, ids=str)
def test_a_row_fits_exactly_when_the_engine_finds_it(
    session: Session, varied: list[TrainingAction], search: dict[str, list[str]]
) -> None:
    criteria = read(search, places).criteria
    found = queries.search(session.connection(), criteria, today(), limit=100)
    fits = Fitting(session.connection(), criteria, today())
    listed = session.execute(sa.select(OfferListing.__table__)).all()
    assert {row.session_id for row in listed if fits(row)} == {row.session_id for row in found.rows}


def stamp(session: Session, moments: dict[TrainingSession | TrainingAction, int]) -> None:
    """Set when rows changed, in hours after CHANGED, whatever the ORM thinks."""
    for row, hours in moments.items():
        table = type(row)
        at = CHANGED + timedelta(hours=hours)
        session.execute(sa.update(table).where(table.id == row.id).values(updated_at=at))
    session.commit()
    session.expire_all()


@pytest.mark.parametrize("few", [1_000, 2])
def test_the_last_changes_come_first_whether_of_the_session_or_of_its_action(
    session: Session, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(recent, "FEW", few)
    actions = [an_action(session, title=title) for title in ("Une", "Deux", "Trois")]
    made = [a_session(session, action) for action in actions]
    twin = a_session(session, actions[2], recruitment_state=RecruitmentState.CLOSED)
    show(session, *actions)
    stamp(session, {actions[0]: 1, actions[1]: 30, actions[2]: 2, made[0]: 20, made[1]: 3, made[2]: 10, twin: 99})
    found = recent.newest(session.connection(), Criteria(), today(), "https://p.example", 2)
    assert [one.intitule for one in found.sessions] == ["Deux", "Une"]
    assert found.sessions[0].mise_a_jour == "2026-01-02T06:00:00Z"
    assert found.changed_at == session.scalars(sa.select(CatalogueRevision.changed_at)).one()


@pytest.mark.parametrize("search", SEARCHES, ids=str)
def test_a_wide_search_gives_the_same_last_changes_as_a_narrow_one(
    session: Session, varied: list[TrainingAction], search: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    criteria = read(search, places).criteria
    stamp(session, {one: one.id * 7 % 23 for action in varied for one in (action, *action.sessions)})
    narrow = recent.newest(session.connection(), criteria, today(), "", 5)
    monkeypatch.setattr(recent, "FEW", 1)
    wide = recent.newest(session.connection(), criteria, today(), "", 5)
    assert [one.mise_a_jour for one in wide.sessions] == [one.mise_a_jour for one in narrow.sessions]
    assert wide.repaired == narrow.repaired


@pytest.mark.parametrize("statement", [*(walk.keys for walk in recent.WALKS), sitemap.OFFERS, sitemap.NEXT_ID])
def test_no_feed_reads_or_sorts_a_whole_table(session: Session, statement: sa.Select[Any]) -> None:
    if session.get_bind().dialect.name != "sqlite":
        for way in ("seqscan", "bitmapscan", "sort"):  # the tables of a test are too small to prefer an index
            session.execute(sa.text(f"SET LOCAL enable_{way} = off"))
    facts = {"day": 1, "from_id": 1, "before_id": 9, "at": CHANGED, "key": 1}
    plan = session.execute(Explained(statement), {name: facts[name] for name in bound(statement)}).all()
    steps = "\n".join(str(step) for step in plan)
    assert not re.search(r"TEMP B-TREE|SCAN \w+'|Seq Scan|Sort Key", steps), steps


class Explained(sa.sql.expression.Executable, sa.ClauseElement):
    """EXPLAIN before a statement, with its parameters."""

    inherit_cache = False

    def __init__(self, statement: sa.Select[Any]) -> None:
        self.statement = statement


@compiles(Explained)
def explained(element: Explained, compiler: Any, **options: Any) -> str:
    word = "EXPLAIN QUERY PLAN" if compiler.dialect.name == "sqlite" else "EXPLAIN"
    return f"{word} {compiler.process(element.statement, **options)}"


def bound(statement: sa.Select[Any]) -> set[str]:
    return {name for name in ("day", "from_id", "before_id", "at", "key") if f":{name}" in str(statement)}


def test_details_of_a_session_that_has_just_closed_are_left_out(session: Session) -> None:
    action = an_action(session)
    found = a_session(session, action)
    show(session, action)
    listed = queries.search(session.connection(), Criteria(), today()).rows
    found.recruitment_state = RecruitmentState.CLOSED
    session.flush()
    assert rows.sessions(session.connection(), listed, today(), "") == []


@given(st.lists(st.lists(st.integers(1, 20_000), max_size=20), max_size=10))
def test_marks_are_a_set(batches: list[list[int]]) -> None:
    marks, seen = lheo_file.Marks(), set()
    for batch in batches:
        expected = [number for number in dict.fromkeys(batch) if number not in seen]
        assert marks.new(batch) == expected
        seen.update(batch)
