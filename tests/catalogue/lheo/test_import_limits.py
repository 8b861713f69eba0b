"""Nothing is left out of a record in silence: what a real feed may hold comes in, what exceeds it is said."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.catalogue.lheo import mapping, sessions
from portal.catalogue.lheo.merge import Held, match
from portal.catalogue.models import TrainingSession

from .feeds import action, contact, dated, formation, load


def plain_sessions(count: int) -> str:
    return "".join(f'<session numero="S{n}"/>' for n in range(count))


def test_every_session_of_a_long_action_is_imported(engine: sa.Engine, session: Session) -> None:
    report, remarks = load(engine, formation(actions=action(plain_sessions(620))))
    assert (report.created, remarks) == (1, [])
    assert session.scalar(sa.select(sa.func.count()).select_from(TrainingSession)) == 620


def test_many_sessions_in_another_order_keep_their_addresses(engine: sa.Engine, session: Session) -> None:
    query = sa.select(TrainingSession.number, TrainingSession.public_id).order_by(TrainingSession.number)
    load(engine, formation(actions=action(plain_sessions(3_000))))
    before = [tuple(row) for row in session.execute(query)]
    backwards = "".join(f'<session numero="S{n}"/>' for n in reversed(range(3_000)))
    load(engine, formation(actions=action(backwards)))
    assert [tuple(row) for row in session.execute(query)] == before


@pytest.mark.parametrize(
    ("name", "most", "extra"),
    [
        ("session", mapping.MAX_SESSIONS, '<session numero="S{n}"/>'),
        ("organisme-financeur", mapping.MAX_PLACES, "<organisme-financeur/>"),
        ("code-public-vise", mapping.MAX_PLACES, '<code-public-vise ref="V14">80006</code-public-vise>'),
        ("date-information", mapping.MAX_PLACES, "<date-information><date>20261216</date></date-information>"),
    ],
)
def test_what_is_beyond_a_limit_of_an_action_is_said(engine: sa.Engine, name: str, most: int, extra: str) -> None:
    more = "\n".join(extra.format(n=n) for n in range(most + 2))
    report, remarks = load(engine, formation(actions=action(dated(), more=more)), dry_run=True)
    said = [remark for remark in remarks if "laissées de côté" in remark.reason]
    assert [(remark.identifier, remark.field, remark.refused) for remark in said] == [("F1", name, False)]
    assert str(most) in said[0].reason
    assert said[0].line > most
    assert report.remarks >= 1


def test_what_is_beyond_a_limit_of_a_session_is_said(engine: sa.Engine) -> None:
    days = '<extra info="date-entree">20270105</extra>' * (sessions.MAX_PARTS + 1)
    people = contact("contact-session") * (sessions.MAX_PARTS + 1)
    more = f'{people}<extras info="liaison">{days}</extras>'
    _, remarks = load(engine, formation(actions=action(dated(more=more))), dry_run=True)
    assert [(remark.field, "au-delà de 1000" in remark.reason) for remark in remarks] == [
        ("contact-session", True),
        ("date-entree", True),
    ]


def test_a_shortened_label_number_or_name_is_said(engine: sa.Engine) -> None:
    long = "mot " * 100
    extras = "".join(
        f'<extra info="{name}">{long}</extra>' for name in ("libelle", "numero-marche", "programme-financeur")
    )
    funder = f'<organisme-financeur><extras info="financeur">{extras}</extras></organisme-financeur>'
    own = f'<extras info="liaison"><extra info="specificite">{long}</extra></extras>'
    runs = action(dated("n" * 101, more=own + contact("contact-session", long)), funders=funder)
    _, remarks = load(engine, formation(actions=runs))
    assert sorted(remark.field for remark in remarks if "abrégé" in remark.reason) == sorted(
        ["libelle", "numero-marche", "programme-financeur", "specificite", "numero", "nom"]
    )


def test_parts_are_recognised_by_number_then_content_then_lack_of_number() -> None:
    held = [Held(1, "A", "x"), Held(2, None, "y"), Held(3, None, "z"), Held(4, "B", "w"), Held(5, None, "v")]
    new = [("B", "x"), ("N", "y"), (None, "x"), (None, "new"), (None, "newer"), ("M", "newest")]
    assert [old.id if old else None for old in match(held, new)] == [4, 2, 1, 3, 5, None]
    by_place = match(held[:2], [("N", None), ("M", None), (None, None)], by_place=True)
    assert [old.id if old else None for old in by_place] == [1, 2, None]
