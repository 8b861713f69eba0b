"""Two sessions of one action with the same number and the same days: each leaves with its own state and words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from lxml import etree
from sqlalchemy.orm import Session

from portal.catalogue.lheo.exporter import TARGETS, Export
from portal.catalogue.models import TrainingAction, TrainingSession
from portal.catalogue.status import PublicationState, RecruitmentState
from portal.foundation import clock
from portal.foundation.db import reading
from tests.catalogue.builders import today
from tests.catalogue.lheo import feeds
from tests.catalogue.lheo.records import Q
from tests.support.pages import CheckingClient

Told = list[tuple[str | None, str | None]]
NUMBERS = ("T", "")
STATES = {"fermee": "2", "ouverte": "1", "suspendue": "3", "inconnue": None}
IN_PUBLIC = ("ouverte", "suspendue")
ORDERS = [
    ("fermee", "ouverte"),
    ("ouverte", "fermee"),
    ("inconnue", "ouverte"),
    ("suspendue", "ouverte"),
    ("fermee", "ouverte", "fermee", "suspendue"),
    ("ouverte", "ouverte"),
]


def twin(name: str, number: str) -> str:
    """A session that only its state and its contact tell from the others."""
    contact = feeds.contact("contact-session", mail=f"{name}@centre.example")
    written = feeds.dated(number, state=STATES[name], more=contact)
    return written if number else written.replace(' numero=""', "")


def formation(names: Sequence[str], number: str) -> str:
    return feeds.formation(actions=feeds.action(*(twin(name, number) for name in names)))


def told(data: bytes) -> Told:
    """The contact and the state of each session, in an order of our own."""
    root = etree.fromstring(data)
    found = [
        (session.findtext(f"{Q}contact-session/{Q}coordonnees/{Q}courriel"), session.findtext(Q + "etat-recrutement"))
        for session in root.iter(Q + "session")
    ]
    return sorted(found, key=str)


def expected(names: Sequence[str], target: str = "public") -> Told:
    kept = [name for name in names if target != "public" or name in IN_PUBLIC]
    return sorted(((f"{name}@centre.example", STATES[name]) for name in kept), key=str)


def exported(engine: sa.Engine, target: str) -> Told:
    return told(b"".join(Export(TARGETS[target], today()).pieces(lambda: reading(engine))))


@pytest.mark.parametrize("number", NUMBERS, ids=["same number", "no number"])
@pytest.mark.parametrize("names", ORDERS, ids=" ".join)
@pytest.mark.parametrize("target", TARGETS)
def test_twins_leave_each_with_its_own_state_and_contact(
    engine: sa.Engine, target: str, names: Sequence[str], number: str
) -> None:
    feeds.load(engine, formation(names, number))
    assert exported(engine, target) == expected(names, target)


@pytest.mark.parametrize("number", NUMBERS, ids=["same number", "no number"])
@pytest.mark.parametrize("names", ORDERS, ids=" ".join)
def test_the_file_of_the_site_holds_the_twins_that_the_public_may_see(
    client: CheckingClient, engine: sa.Engine, names: Sequence[str], number: str
) -> None:
    feeds.load(engine, formation(names, number))
    assert told(client.get("/offres.lheo.xml").data) == expected(names)
    assert told(client.get("/offres.lheo.xml?etat=ouvert").data) == expected([n for n in names if n == "ouverte"])


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("number", NUMBERS, ids=["same number", "no number"])
@pytest.mark.parametrize("fact", [{"recruitment_state": RecruitmentState.CLOSED},
                                  {"publication_state": PublicationState.WITHDRAWN},
                                  {"publication_state": PublicationState.EXPORT_ONLY}], ids=str)  # fmt: skip
@pytest.mark.parametrize("which", [0, 1])
def test_the_twin_that_the_portal_hides_is_the_one_that_stays_in(
    session: Session, engine: sa.Engine, which: int, fact: dict[str, object], number: str, edited: bool
) -> None:
    feeds.load(engine, formation(("ouverte", "suspendue"), number))
    rows = list(session.scalars(sa.select(TrainingSession).order_by(TrainingSession.id)))
    for name, value in fact.items():
        setattr(rows[which], name, value)
    if edited:
        session.scalars(sa.select(TrainingAction)).one().edited_at = clock.now()
    session.commit()
    assert exported(engine, "public") == expected([("suspendue", "ouverte")[which]])


def test_twins_whose_rows_were_crossed_by_a_later_import_are_told_apart(session: Session, engine: sa.Engine) -> None:
    """The second element becomes the row of the first, because the first was recognised by its days."""
    first = twin("ouverte", "").replace("20270630", "20270530")
    feeds.load(engine, feeds.formation(actions=feeds.action(first, twin("ouverte", ""))))
    feeds.load(engine, formation(("fermee", "ouverte"), ""))
    states = session.scalars(sa.select(TrainingSession.recruitment_state).order_by(TrainingSession.id)).all()
    assert states == [RecruitmentState.OPEN, RecruitmentState.CLOSED]
    for target in TARGETS:
        assert exported(engine, target) == expected(("fermee", "ouverte"), target)


def test_what_only_the_document_of_a_closed_twin_says_is_not_public(engine: sa.Engine) -> None:
    hidden = twin("fermee", "T").replace("1 rue de l’Exemple", "9 rue du SECRET77")
    feeds.load(engine, feeds.formation(actions=feeds.action(twin("ouverte", "T"), hidden)))
    data = b"".join(Export(TARGETS["public"], today()).pieces(lambda: reading(engine)))
    assert b"SECRET77" not in data
