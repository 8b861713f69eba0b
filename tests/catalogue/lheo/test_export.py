"""What each receiver gets: every state for the applications, the public view for the public, nothing lost between."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from lxml import etree
from sqlalchemy.orm import Session

from portal.catalogue.lheo import grammar
from portal.catalogue.lheo.exporter import TARGETS, Export, Line, Report
from portal.catalogue.models import SourceRecord, TrainingAction, TrainingSession
from portal.catalogue.status import PublicationState, RecruitmentState, ReviewKind
from portal.foundation.db import reading
from tests.catalogue.builders import a_session, an_action, today
from tests.catalogue.lheo import feeds
from tests.catalogue.lheo.records import OFFICIAL, Q, every_element, flat

FAR = {"starts_on": date(2033, 1, 10), "ends_on": date(2033, 6, 30)}
OFFICIAL_SCHEMA = etree.XMLSchema(etree.parse(OFFICIAL)) if OFFICIAL.exists() else None


def exported(
    engine: sa.Engine, target: str = "parcours3", *, told: list[Line] | None = None, **rules: object
) -> etree._Element:
    """The root of the file that `target` gets, checked against both schemas."""
    report = Report(tell=(told if told is not None else []).append)
    with reading(engine) as connection:
        run = Export(replace(TARGETS[target], **rules), today(), "https://portail.example", report)
        root = etree.fromstring(b"".join(run.pieces(lambda: nullcontext(connection))))
    records = list(root.iter(Q + "formation"))
    assert [grammar.first_error(record) for record in records] == [""] * len(records)
    if OFFICIAL_SCHEMA is not None and records:
        assert OFFICIAL_SCHEMA.validate(root), OFFICIAL_SCHEMA.error_log
    assert (report.formations, report.sessions) == (len(records), len(list(root.iter(Q + "session"))))
    return root


def states(root: etree._Element) -> dict[str, str | None]:
    return {s.get("numero"): s.findtext(Q + "etat-recrutement") for s in root.iter(Q + "session")}


def change(session: Session, engine: sa.Engine, number: str, **facts: object) -> None:
    """What a page would do to one session."""
    found = session.scalars(sa.select(TrainingSession).where(TrainingSession.number == number)).one()
    for name, value in facts.items():
        setattr(found, name, value)
    session.commit()


FOUR = feeds.formation(
    actions=feeds.action(
        feeds.dated("S1", state="1"),
        feeds.dated("S2", state="2"),
        feeds.dated("S3", state="3"),
        feeds.dated("S0", state=None),
    )
)


@pytest.mark.parametrize("target", ["aude", "parcours3"])
def test_applications_receive_every_recruitment_state(engine, target):
    feeds.load(engine, FOUR)
    assert states(exported(engine, target)) == {"S1": "1", "S2": "2", "S3": "3", "S0": None}


def test_the_public_receives_open_and_suspended_sessions_only(engine):
    feeds.load(engine, FOUR)
    assert states(exported(engine, "public")) == {"S1": "1", "S3": "3"}


def test_a_state_changed_in_the_portal_leaves_at_the_next_export(session, engine):
    feeds.load(engine, FOUR)
    change(session, engine, "S1", recruitment_state=RecruitmentState.CLOSED)
    change(session, engine, "S2", recruitment_state=RecruitmentState.UNKNOWN)
    change(session, engine, "S0", recruitment_state=RecruitmentState.OPEN)
    assert states(exported(engine)) == {"S1": "2", "S2": None, "S3": "3", "S0": "1"}
    assert states(exported(engine, "public")) == {"S3": "3", "S0": "1"}


def test_a_withdrawn_session_leaves_for_nobody_and_a_formation_without_session_does_not_leave(session, engine):
    feeds.load(engine, feeds.formation() + feeds.formation("F2", actions=feeds.action(feeds.dated("S9"), number="A9")))
    change(session, engine, "S9", publication_state=PublicationState.WITHDRAWN)
    for target in TARGETS:
        root = exported(engine, target)
        assert [record.get("numero") for record in root.iter(Q + "formation")] == ["F1"]


def test_an_export_only_session_says_so_to_applications_and_is_not_public(session, engine):
    feeds.load(engine, FOUR)
    change(
        session,
        engine,
        "S2",
        publication_state=PublicationState.EXPORT_ONLY,
        recruitment_state=RecruitmentState.OPEN,
    )
    told = exported(engine).find(f".//{Q}session[@numero='S2']/{Q}extras[@info='liaison']/{Q}extra[@info='diffusion']")
    assert told.text == "export-only"
    assert "S2" not in states(exported(engine, "public"))
    change(session, engine, "S2", publication_state=PublicationState.PUBLISHED)
    assert exported(engine).find(f".//{Q}extra[@info='diffusion']") is None


def test_what_was_imported_and_not_edited_comes_out_with_the_same_content(engine):
    document = etree.tostring(every_element(), encoding="unicode")
    feeds.load(engine, feeds.feed(document))
    (record,) = exported(engine).iter(Q + "formation")
    assert flat(record) == flat(every_element())


def test_an_older_version_leaves_as_the_present_one(engine):
    document = etree.tostring(every_element(), encoding="unicode").replace(
        "http://lheo.gouv.fr/2.3", "http://www.lheo.org/2.2"
    )
    feeds.load(engine, feeds.feed(document, namespace="http://www.lheo.org/2.2"))
    (record,) = exported(engine).iter(Q + "formation")
    assert flat(record) == flat(every_element())


def test_sessions_of_the_same_number_keep_each_their_state(session, engine):
    twins = feeds.dated("S", begin="20270104"), feeds.dated("S", begin="20280104", end="20280630")
    feeds.load(engine, feeds.formation(actions=feeds.action(*twins)))
    later = session.scalars(sa.select(TrainingSession).where(TrainingSession.starts_on == date(2028, 1, 4))).one()
    later.recruitment_state = RecruitmentState.CLOSED
    session.commit()
    left = [
        (s.findtext(f"{Q}periode/{Q}debut"), s.findtext(Q + "etat-recrutement"))
        for s in exported(engine).iter(Q + "session")
    ]
    assert left == [("20270104", "1"), ("20280104", "2")]


def test_an_edited_action_leaves_in_the_portal_s_words_and_keeps_what_the_portal_does_not_hold(session, engine):
    record = every_element()
    feeds.load(engine, feeds.feed(etree.tostring(record, encoding="unicode")))
    action = session.scalars(sa.select(TrainingAction)).one()
    action.title, action.objective = "Souder autrement", "<p>Avec <strong>soin</strong></p>"
    action.edited_at = datetime(2026, 11, 20, tzinfo=UTC)
    action.terms[0].rhythm = "Le soir"
    action.sessions[0].town = "Moulins"
    session.commit()
    (made,) = exported(engine).iter(Q + "formation")
    assert made.findtext(Q + "intitule-formation") == "Souder autrement"
    assert made.findtext(Q + "objectif-formation") == "Avec soin"
    assert made.findtext(f"{Q}action/{Q}rythme-formation") == "Le soir"
    assert made.findtext(f"{Q}action/{Q}lieu-de-formation/{Q}coordonnees/{Q}adresse/{Q}ville") == "Moulins"
    for name in ("identifiant-module", "libelle-bloc", "libelle-enseignement", "type-cycle", "code-ELU"):
        kept = [node.text for node in record.iter(Q + name)]
        assert [node.text for node in made.iter(Q + name)] == kept


def entered(session: Session) -> TrainingAction:
    """An action entered by hand, with two sessions in two places."""
    action = an_action(session, title="Soudeur TIG", certifying=True, pathway=1)
    action.terms[0].hours_total = 120
    action.terms[0].publics = [{"version": "V14", "code": "80006"}]
    action.lead_organisation.company_no = "30000000100010"
    a_session(
        session,
        action,
        number="H1",
        market="M1451401",
        contacts=(("Accueil", "04 73 00 00 00", "accueil@centre.example"),),
        meetings=({"held_on": date(2032, 12, 1), "starts_at": "14:15", "comment": "Venez"},),
        entries=(date(2033, 1, 10),),
        reviews=((ReviewKind.FINAL, date(2033, 7, 1)),),
        seats=12,
        **FAR,
    )
    a_session(session, action, number="H2", town="Moulins", recruitment_state=RecruitmentState.CLOSED, **FAR)
    session.commit()
    return action


def test_an_action_entered_by_hand_leaves_with_one_lheo_action_per_place(session, engine):
    entered(session)
    (made,) = exported(engine).iter(Q + "formation")
    towns = [
        (a.findtext(f"{Q}lieu-de-formation/{Q}coordonnees/{Q}adresse/{Q}ville"), a.find(Q + "session").get("numero"))
        for a in made.findall(Q + "action")
    ]
    assert towns == [("Clermont-Ferrand", "H1"), ("Moulins", "H2")]


def test_what_was_entered_by_hand_says_the_same_when_another_portal_reads_it(session, engine):
    action = entered(session)
    root = exported(engine)
    feeds.load(engine, etree.tostring(root), source="copie")
    session.expire_all()
    copy = session.scalars(sa.select(TrainingAction).where(TrainingAction.id != action.id)).one()
    for name in ("title", "certifying", "pathway", "codes", "lead_organisation_id"):
        assert getattr(copy, name) == getattr(action, name), name
    for mine, theirs in zip(action.sessions, copy.sessions, strict=True):
        for name in ("number", "starts_on", "ends_on", "town", "postcode", "recruitment_state", "seats", "modality"):
            assert getattr(theirs, name) == getattr(mine, name), name
        assert [(f.funder_id, f.market_number) for f in theirs.fundings] == [
            (f.funder_id, f.market_number) for f in mine.fundings
        ]
        assert [(c.name, c.phone, c.email) for c in theirs.contacts] == [
            (c.name, c.phone, c.email) for c in mine.contacts
        ]
        assert [(m.held_on, m.starts_at, m.comment) for m in theirs.meetings] == [
            (m.held_on, m.starts_at, m.comment) for m in mine.meetings
        ]
        assert [e.on for e in theirs.entry_dates] == [e.on for e in mine.entry_dates]
        assert [(r.kind, r.on) for r in theirs.review_dates] == [(r.kind, r.on) for r in mine.review_dates]


def test_the_public_file_holds_nothing_professional_and_no_name(session, engine):
    entered(session)
    feeds.load(engine, feeds.feed(etree.tostring(every_element(), encoding="unicode").replace("valeur", "INTERNE77")))
    root = exported(engine, "public")
    text = etree.tostring(root, encoding="unicode")
    for secret in ("M1451401", "liaison", "20330701", "INTERNE77", "<nom>", "<prenom>", "<portable>", "hors-schema"):
        assert secret not in text
    assert "04 73 00 00 00" in text
    assert "M1451401" in etree.tostring(exported(engine), encoding="unicode")


def test_a_belgian_centre_entered_by_hand_leaves_with_the_belgian_profile(session, engine):
    action = an_action(session, lead="Centre d’insertion")
    action.lead_organisation.country, action.lead_organisation.company_no = "BE", "0123456749"
    a_session(
        session, action, postcode="5000", commune_code="B92094", department=None, country="BE", funder="FOREM", **FAR
    )
    session.commit()
    (made,) = exported(engine, "aude", needs_company=True).iter(Q + "formation")
    address = made.find(f"{Q}action/{Q}lieu-de-formation/{Q}coordonnees/{Q}adresse")
    assert (address.findtext(Q + "codepostal"), address.findtext(Q + "pays")) == ("B5000", "BE")
    assert address.find(Q + "code-INSEE-commune") is None
    lead = made.find(Q + "organisme-formation-responsable")
    assert lead.findtext(f"{Q}SIRET-organisme-formation/{Q}SIRET") == "00000123456749"
    assert lead.findtext(f"{Q}extras[@info='identifiants-be']/{Q}extra") == "0123456749"
    funder = made.find(f"{Q}action/{Q}organisme-financeur")
    assert funder.findtext(Q + "code-financeur") == "15"
    assert funder.findtext(f"{Q}extras[@info='financeur']/{Q}extra") == "Le Forem"


def test_a_record_that_cannot_be_written_is_quarantined_and_the_rest_leaves(session, engine):
    feeds.load(engine, feeds.formation() + feeds.formation("F2", actions=feeds.action(feeds.dated("S9"), number="A9")))
    session.execute(sa.update(SourceRecord).where(SourceRecord.key.contains("F1")).values(document="<formation"))
    session.commit()
    told: list[Line] = []
    assert [record.get("numero") for record in exported(engine, told=told).iter(Q + "formation")] == ["F2"]
    assert [(line.level, line.record) for line in told] == [("refus", "F1")]


def test_sessions_ended_for_long_are_left_out_where_asked_and_reported(engine):
    old = feeds.dated("S1", begin="20250106", end="20250630")
    permanent = feeds.action(feeds.dated("S2", begin="20250106", end="20250630"), number="A2", entry="1")
    feeds.load(engine, feeds.formation(actions=feeds.action(old) + permanent))
    told: list[Line] = []
    assert set(states(exported(engine, "aude", ended_days=30, told=told))) == {"S2"}
    assert [(line.level, line.reason) for line in told] == [("exclusion", "session terminée depuis longtemps")]
    assert set(states(exported(engine, "parcours3"))) == {"S1", "S2"}


def test_organisations_without_a_valid_number_are_left_out_where_asked_and_reported(engine):
    wrong = feeds.formation("F2", lead=feeds.organisation(siret="12345678900000"), actions=feeds.action(number="A9"))
    feeds.load(engine, feeds.formation() + wrong)
    told: list[Line] = []
    root = exported(engine, "aude", needs_company=True, told=told)
    assert [record.get("numero") for record in root.iter(Q + "formation")] == ["F1"]
    assert [(line.record, line.reason) for line in told] == [("F2", "SIRET absent ou invalide")]
    assert len(list(exported(engine, "aude").iter(Q + "formation"))) == 2


def test_every_default_and_every_cut_is_reported(engine):
    long_title = "Souder " * 36 + "au long cours, et plus encore"
    feeds.load(engine, feeds.formation(title=long_title[:255], objective="x" * 4000, results=""))
    told: list[Line] = []
    exported(engine, told=told)
    assert {(line.field, line.reason.split(",")[0]) for line in told} == {
        ("objectif-formation", "texte raccourci"),
        ("resultats-attendus", "valeur non transmise"),
        ("resultats-attendus", "valeur par défaut"),
    }


def test_an_empty_catalogue_gives_a_file_without_formation(engine):
    assert list(exported(engine)[0]) == []


def test_the_number_of_queries_grows_with_batches_not_with_records(engine, queries):
    def count(target: str) -> int:
        with queries() as seen:
            exported(engine, target)
        return len([statement for statement in seen if statement.lstrip().upper().startswith("SELECT")])

    feeds.load(engine, feeds.formation())
    few = count("parcours3")
    feeds.load(engine, "".join(feeds.formation(f"G{n}", actions=feeds.action(number=f"B{n}")) for n in range(150)))
    assert count("parcours3") == few
    assert len(list(exported(engine, "parcours3").iter(Q + "formation"))) == 151


def test_a_catalogue_of_several_batches_leaves_whole_and_once(engine):
    feeds.load(engine, "".join(feeds.formation(f"G{n}", actions=feeds.action(number=f"B{n}")) for n in range(450)))
    numbers = [record.get("numero") for record in exported(engine).iter(Q + "formation")]
    assert sorted(numbers) == sorted({f"G{n}" for n in range(450)})
