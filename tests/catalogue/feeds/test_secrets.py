"""What nobody may see in public: sought in every public address, after each was asked for while it was still public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.catalogue.lheo.exporter import TARGETS, Export
from portal.catalogue.lheo.importer import Order, run
from portal.catalogue.models import SessionFunding, TrainingAction, TrainingSession
from portal.catalogue.status import PublicationState, RecruitmentState, ReviewKind
from portal.foundation import clock
from portal.foundation.db import reading
from tests.catalogue.builders import a_session, an_action, show, today
from tests.catalogue.lheo import feeds
from tests.support.pages import CheckingClient

SEARCHES = (
    "",
    "?etat=ouvert",
    "?etat=ferme",
    "?q=soudeur",
    "?q=CLOS77",
    "?tri=date",
    "?lieu=Aurillac",
    "?departement=15",
)
FORMATS = (".json", ".csv", ".atom", ".lheo.xml")
REVIEW = date(2033, 4, 5)
REVIEW_WORDS = ("2033-04-05", "20330405", "05/04/2033", "5 avril 2033", "5\u00a0avril\u00a02033")
HIDDEN = {
    "CLOS77": {"recruitment_state": RecruitmentState.CLOSED},
    "INCONNU77": {"recruitment_state": RecruitmentState.UNKNOWN},
    "APPLI77": {"publication_state": PublicationState.EXPORT_ONLY},
    "BROUILLON77": {"publication_state": PublicationState.DRAFT},
    "RETIRE77": {"publication_state": PublicationState.WITHDRAWN},
}
NEVER = ("MARCHE77", "PROGRAMME77", "RAISON77", *REVIEW_WORDS)
PERSON = ("Jeanne Personne", "jeanne@personne.example", "0601020304")


def addresses(action: TrainingAction, sessions: Iterable[TrainingSession]) -> list[str]:
    found = ["/", "/sitemap.xml", "/plan-du-site", "/aide/donnees"]
    found += [f"/offres{suffix}{search}" for suffix in ("", *FORMATS) for search in SEARCHES]
    found += [f"/offres/{action.public_id}", f"/offres/{action.public_id}?sessions=toutes"]
    for session in sessions:
        calendar = f"/offres/{action.public_id}/sessions/{session.public_id}.ics"
        found += [calendar, f"{calendar}?reunion=1", f"{calendar}?reunion=2"]
    return found


def everything(client: CheckingClient, asked: Iterable[str]) -> dict[str, str]:
    texts = {}
    for address in asked:
        answer = client.get(address, follow_redirects=True)
        texts[address] = answer.text + repr(answer.headers)
        if address.startswith("/offres?"):
            texts[f"fragment of {address}"] = client.fragment(address)
    return texts


def assert_none_of(canaries: Iterable[str], texts: dict[str, str]) -> None:
    found = [(canary, address) for canary in canaries for address, text in texts.items() if canary in unasked(text)]
    assert not found


def unasked(text: str) -> str:
    """Without the search that the test typed itself, which the page shows in its field."""
    return text.replace("q=CLOS77", "").replace('value="CLOS77"', "").replace("«\u202fCLOS77\u202f»", "")


def exported(engine: sa.Engine) -> str:
    """What the management applications receive: the proof that the catalogue really holds what is sought."""
    pieces = Export(TARGETS["aude"], today()).pieces(lambda: reading(engine))
    return b"".join(pieces).decode()


@pytest.fixture
def action(session: Session) -> TrainingAction:
    """One action with a session of each sort; all of them open and published at first, but for the reviews."""
    made = an_action(session, title="Soudeur en construction", number="VISIBLE77-ACTION")
    for name in ("VISIBLE77", *HIDDEN):
        seen = a_session(
            session, made, number=name, place_name=f"Salle {name}", address=f"{name} rue", specificity=f"Sur {name}",
            registration_text=f"Inscription {name}", url=f"https://{name.lower()}.example/", market="MARCHE77",
            contacts=((f"Contact {name}", "0473000000", f"{name.lower()}@centre.example"),),
            meetings=({"held_on": date(2027, 1, 5), "starts_at": "09:30", "place": f"Réunion {name}"},),
            reviews=((ReviewKind.INTERIM, REVIEW), (ReviewKind.FINAL, REVIEW)), state_reason="RAISON77",
        )  # fmt: skip
        session.execute(
            sa.update(SessionFunding).where(SessionFunding.session_id == seen.id).values(programme="PROGRAMME77")
        )
    show(session, made)
    return made


def test_what_is_hidden_is_in_no_public_answer_even_when_it_was_kept_before(
    client: CheckingClient, session: Session, engine: sa.Engine, action: TrainingAction
) -> None:
    sessions = list(action.sessions)
    asked = addresses(action, sessions)
    before = everything(client, asked)
    for name in ("VISIBLE77", *HIDDEN):
        assert any(name.upper() in text.upper() for text in before.values()), name
    assert_none_of(NEVER, before)
    for found in sessions:
        for fact, value in HIDDEN.get(found.number or "", {}).items():
            setattr(found, fact, value)
    show(session, action)
    after = everything(client, asked)
    shown = [found for found in action.sessions if found.number == "VISIBLE77"]
    gone = [found.public_id for found in action.sessions if found.number in HIDDEN]
    canaries = [*NEVER, *HIDDEN, *(name.lower() for name in HIDDEN)]
    assert_none_of(canaries, after)
    assert_none_of(gone, {address: text for address, text in after.items() if ".ics" not in address})
    assert shown[0].public_id in after["/offres.csv"]
    management = exported(engine)
    assert all(word in management for word in ("CLOS77", "INCONNU77", "APPLI77", "MARCHE77", "20330405"))


def test_the_open_formats_name_no_person(client: CheckingClient, session: Session) -> None:
    contact = {"type": None, "name": PERSON[0], "phone": PERSON[2], "email": PERSON[1], "web": None}
    made = an_action(session, contacts=[contact])
    found = a_session(session, made, contacts=(PERSON[:1] + (PERSON[2], PERSON[1]),))
    show(session, made)
    calendar = f"/offres/{made.public_id}/sessions/{found.public_id}.ics"
    texts = everything(client, [*(f"/offres{suffix}" for suffix in FORMATS), "/sitemap.xml", calendar])
    assert_none_of(PERSON[:1], texts)
    del texts["/offres.lheo.xml"]  # the contact points of the offer, as on its page, without names
    assert_none_of(PERSON, texts)


def test_an_imported_offer_keeps_its_secrets_too(client: CheckingClient, session: Session, engine: sa.Engine) -> None:
    reviews = (
        '<extras info="liaison"><extra info="bilan-intermediaire">20330405</extra>'
        '<extra info="bilan-final">20330405</extra></extras>'
    )
    only = '<extras info="liaison"><extra info="diffusion">export-only</extra></extras>'
    market = (
        '<organisme-financeur><code-financeur>2</code-financeur><extras info="specificites">'
        '<extra info="programme-financeur">PROGRAMME77</extra>'
        '<extra info="ref-action-marche-financeur">MARCHE77</extra></extras></organisme-financeur>'
    )
    sessions = (
        feeds.dated("VISIBLE77", more=reviews),
        feeds.dated("CLOS77", state="2"),
        feeds.dated("INCONNU77", state=None),
        feeds.dated("APPLI77", more=only),
    )
    record = feeds.formation("F77", "Soudeur en construction", actions=feeds.action(*sessions, funders=market))
    order = Order(source="essai", file_name="essai.xml", now=clock.now(), today=today())
    report = run(engine, BytesIO(feeds.feed(record)), order)
    assert (report.created, report.refused) == (1, 0)
    action = session.scalars(sa.select(TrainingAction)).one()
    texts = everything(client, addresses(action, action.sessions))
    assert_none_of([*NEVER, "CLOS77", "INCONNU77", "APPLI77"], texts)
    assert "VISIBLE77" in texts["/offres.lheo.xml"]
    management = exported(engine)
    assert all(word in management for word in ("CLOS77", "INCONNU77", "APPLI77", "MARCHE77", "20330405"))
