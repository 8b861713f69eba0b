"""What an import does to what is already there: nothing, little, or a withdrawal; and never half of it."""

from __future__ import annotations

import gzip
import threading
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.catalogue.lheo.importer import run
from portal.catalogue.lheo.locking import AlreadyRunning, only_one
from portal.catalogue.listing_model import OfferListing
from portal.catalogue.models import CatalogueRevision, ImportRun, SourceRecord, TrainingAction, TrainingSession
from portal.catalogue.status import PublicationState
from portal.foundation.db import Base

from .feeds import NOW, OTHER_SIRET, action, dated, feed, formation, load, order, organisation

LATER = NOW + timedelta(days=1)


def everything(engine: sa.Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the runs'."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name != "import_run"
        }


def addresses(session_: Session) -> set[tuple[str | None, str | None, str]]:
    """Of every session: the number of its formation, its own number, its address."""
    session_.expire_all()
    asked = sa.select(TrainingAction.number, TrainingSession.number, TrainingSession.public_id).join(TrainingAction)
    return {(formation_number, number, address) for formation_number, number, address in session_.execute(asked)}


def listed(session_: Session) -> int:
    session_.expire_all()
    return (
        session_.scalar(sa.select(sa.func.count()).select_from(OfferListing).where(OfferListing.listed_until > 0)) or 0
    )


def test_the_second_import_of_a_file_writes_nothing(engine: sa.Engine) -> None:
    data = feed(*(formation(f"F{n}") for n in range(5)))
    load(engine, data)
    before = everything(engine)
    report, _ = load(engine, data, now=LATER)
    assert (report.read, report.unchanged, report.created, report.updated) == (5, 5, 0, 0)
    assert everything(engine) == before


def test_a_gzip_of_the_same_file_changes_nothing(engine: sa.Engine) -> None:
    data = feed(formation())
    load(engine, data)
    assert load(engine, gzip.compress(data))[0].unchanged == 1


def test_a_changed_formation_keeps_its_addresses(engine: sa.Engine, session: Session) -> None:
    load(engine, formation(actions=action(dated("S1"), dated("S2"))))
    before = addresses(session)
    public = session.scalars(sa.select(TrainingAction.public_id)).one()
    report, _ = load(engine, formation(title="Soudeuse", actions=action(dated("S2"), dated("S1"))), now=LATER)
    assert (report.updated, report.created) == (1, 0)
    assert addresses(session) == before
    made = session.scalars(sa.select(TrainingAction)).one()
    assert (made.title, made.public_id, made.version, made.updated_at) == ("Soudeuse", public, 2, LATER)
    assert made.created_at == NOW


def test_a_session_that_left_its_formation_is_withdrawn_not_deleted(engine: sa.Engine, session: Session) -> None:
    load(engine, formation(actions=action(dated("S1"), dated("S2"))))
    assert listed(session) == 2
    load(engine, formation(actions=action(dated("S1"), dated("S3"))))
    states = dict(session.execute(sa.select(TrainingSession.number, TrainingSession.publication_state)).all())
    assert {number: state.value for number, state in states.items()} == {
        "S1": "published",
        "S2": "withdrawn",
        "S3": "published",
    }
    assert listed(session) == 2


def test_a_session_without_number_is_recognised_by_its_dates(engine: sa.Engine, session: Session) -> None:
    runs = [dated("", begin=f"2027{month:02}01", end="20271231") for month in (1, 2, 3)]
    load(engine, formation(actions=action(*runs)))
    query = sa.select(TrainingSession.starts_on, TrainingSession.public_id).order_by(TrainingSession.starts_on)
    before = [tuple(row) for row in session.execute(query)]
    load(engine, formation(title="Autre", actions=action(*reversed(runs))))
    session.expire_all()
    assert [tuple(row) for row in session.execute(query)] == before


def test_terms_may_come_go_and_change_places(engine: sa.Engine, session: Session) -> None:
    def terms(*numbers: str) -> str:
        return "".join(action(dated(f"S{number}"), number=number) for number in numbers)

    load(engine, formation(actions=terms("A", "B", "C")))
    before = addresses(session)
    for numbers in (("C", "A"), ("D", "C", "B", "A"), ("B",), ("A", "B", "C")):
        load(engine, formation(title=" ".join(numbers), actions=terms(*numbers)))
        session.expire_all()
        made = session.scalars(sa.select(TrainingAction)).one()
        assert [one.number for one in made.terms[: len(numbers)]] == list(numbers)
        assert listed(session) == len(numbers)
    assert {each for each in addresses(session) if each[1] != "SD"} == before


def test_unchanged_details_keep_their_rows(engine: sa.Engine) -> None:
    load(engine, formation())
    before = everything(engine)
    load(engine, formation(title="Autre"))
    after = everything(engine)
    for table in ("session_funding", "session_contact", "info_meeting", "organisation"):
        assert after[table] == before[table]


def test_a_new_state_is_seen_at_once(engine: sa.Engine, session: Session) -> None:
    load(engine, formation())
    first = session.scalars(sa.select(CatalogueRevision.revision)).one()
    load(engine, formation(actions=action(dated("S1", state="2"))), now=LATER)
    run_ = session.scalars(sa.select(TrainingSession)).one()
    assert (run_.recruitment_state, run_.state_changed_at, listed(session)) == ("closed", LATER, 0)
    session.expire_all()
    assert session.scalars(sa.select(CatalogueRevision.revision)).one() > first


def test_what_a_person_edited_is_not_overwritten(engine: sa.Engine, session: Session) -> None:
    load(engine, formation())
    session.execute(sa.update(TrainingAction).values(title="Mes mots", edited_at=NOW))
    session.commit()
    report, remarks = load(engine, formation(title="Mots de la source"))
    made = session.scalars(sa.select(TrainingAction)).one()
    assert (made.title, report.exit_code) == ("Mes mots", 0)
    assert "modifié dans le portail" in remarks[0].reason
    assert "Mots de la source" in session.scalars(sa.select(SourceRecord.document)).one()
    assert load(engine, formation(title="Mots de la source"))[0].unchanged == 1


def test_a_full_import_withdraws_what_disappeared(engine: sa.Engine, session: Session) -> None:
    load(engine, "".join(formation(f"F{n}") for n in range(10)))
    rest = "".join(formation(f"F{n}") for n in range(8))
    assert load(engine, rest)[0].withdrawn == 0
    report, _ = load(engine, rest, full=True)
    assert (report.withdrawn, report.unchanged, report.exit_code) == (2, 8, 0)
    states = session.scalars(sa.select(TrainingAction.publication_state).order_by(TrainingAction.number)).all()
    assert states == [PublicationState.PUBLISHED] * 8 + [PublicationState.WITHDRAWN] * 2
    assert listed(session) == 8
    assert not session.scalars(
        sa.select(TrainingSession).where(TrainingSession.is_exported, TrainingSession.action_id.in_((9, 10)))
    ).all()
    assert load(engine, rest, full=True)[0].withdrawn == 0


def test_what_was_withdrawn_comes_back_when_the_source_has_it_again(engine: sa.Engine, session: Session) -> None:
    texts = "".join(formation(f"F{n}") for n in range(10))
    load(engine, texts)
    before = addresses(session)
    load(engine, "".join(formation(f"F{n}") for n in range(9)), full=True)
    report, _ = load(engine, texts, full=True)
    assert (report.updated, report.unchanged, listed(session)) == (1, 9, 10)
    assert addresses(session) == before


def test_a_full_import_that_would_withdraw_too_much_is_refused(engine: sa.Engine, session: Session) -> None:
    load(engine, "".join(formation(f"F{n}") for n in range(10)))
    rest = "".join(formation(f"F{n}") for n in range(7))
    report, _ = load(engine, rest, full=True)
    assert (report.withdrawn, report.exit_code, listed(session)) == (0, 1, 10)
    assert "--force" in report.guard
    report, _ = load(engine, rest, full=True, force=True)
    assert (report.withdrawn, report.exit_code, listed(session)) == (3, 0, 7)


@pytest.mark.parametrize("damage", ["truncated", "empty", "gzip", "index"])
def test_a_file_not_read_to_its_end_never_withdraws(engine: sa.Engine, session: Session, damage: str) -> None:
    data = feed(*(formation(f"F{n}") for n in range(10)))
    load(engine, data)
    files = {
        "truncated": data[:-30],
        "empty": b"",
        "gzip": gzip.compress(data)[:-9],
        "index": data.replace(b"<lheo ", b"<lheo-index ").replace(b"</lheo>", b"</lheo-index>"),
    }
    report, _ = load(engine, files[damage], full=True, force=True)
    assert (report.withdrawn, report.exit_code, listed(session)) == (0, 2, 10)


def test_what_stood_before_the_fault_of_a_file_is_imported(engine: sa.Engine, session: Session) -> None:
    data = feed(*(formation(f"F{n}") for n in range(10)))
    report, _ = load(engine, data[: len(data) // 2])
    assert report.exit_code == 2
    assert 3 <= report.created == listed(session) <= 6
    assert load(engine, data)[0].created == 10 - report.created


def test_a_dry_run_says_what_would_happen_and_writes_nothing(engine: sa.Engine) -> None:
    load(engine, "".join(formation(f"F{n}") for n in range(10)))
    before = everything(engine)
    texts = formation("F1", title="Autre") + "".join(formation(f"F{n}") for n in range(2, 10)) + formation("F11")
    report, _ = load(engine, texts + formation("F12", title="-"), full=True, dry_run=True)
    assert (report.created, report.updated, report.unchanged, report.withdrawn, report.refused) == (1, 1, 8, 1, 1)
    assert everything(engine) == before
    assert load(engine, formation(), dry_run=True, source="unknown")[0].created == 1
    assert everything(engine) == before


def test_two_sources_do_not_know_each_other(engine: sa.Engine, session: Session) -> None:
    load(engine, formation(), source="one")
    report, _ = load(engine, formation(title="Autre"), source="two", full=True)
    assert (report.created, report.withdrawn) == (1, 0)
    assert session.scalar(sa.select(sa.func.count()).select_from(TrainingAction)) == 2


def test_records_without_number_are_known_by_their_action_session_or_content(
    engine: sa.Engine, session: Session
) -> None:
    texts = (
        formation("", actions=action(number="A7"))
        + formation("", actions=action(dated("S7"), number=""))
        + formation("", title="Anonyme", actions=action(dated(""), number=""))
    )
    load(engine, texts)
    keys = session.scalars(sa.select(SourceRecord.key)).all()
    assert {key.partition(":")[0] for key in keys} == {"action", "session", "contenu"}
    report, _ = load(engine, texts.replace("Savoir souder", "Savoir braser"))
    assert (report.updated, report.created) == (2, 1)


def test_a_number_met_twice_loses_no_offer(engine: sa.Engine, session: Session) -> None:
    texts = formation("F1") + formation("F1", title="Autre") + formation("F1")
    report, remarks = load(engine, texts)
    assert (report.created, report.unchanged) == (2, 1)
    assert [remark.field for remark in remarks] == ["numero", "numero"]
    report, _ = load(engine, texts, full=True)
    assert (report.created, report.updated, report.unchanged, report.withdrawn) == (0, 0, 3, 0)


@pytest.mark.parametrize("first", ["Soudeur", "Autre"])
def test_two_formations_of_one_number_keep_their_addresses_in_any_order(
    engine: sa.Engine, session: Session, first: str
) -> None:
    one, other = formation("F1", title="Soudeur"), formation("F1", title="Autre")
    load(engine, one + other if first == "Soudeur" else other + one)
    query = sa.select(TrainingAction.title, TrainingAction.public_id).order_by(TrainingAction.title)
    before = [tuple(row) for row in session.execute(query)]
    for text in (one + other, other + one, other + other + one):
        report, _ = load(engine, text, full=True)
        assert (report.created, report.updated, report.withdrawn) == (0, 0, 0)
        assert [tuple(row) for row in session.execute(query)] == before


def test_a_run_is_kept_with_its_figures(engine: sa.Engine, session: Session) -> None:
    load(engine, formation() + formation("F2", title="-"))
    kept = session.scalars(sa.select(ImportRun)).one()
    assert (kept.counts["created"], kept.counts["refused"], kept.finished_at) == (1, 1, NOW)


def test_a_source_is_imported_once_at_a_time(engine: sa.Engine) -> None:
    with only_one(engine, "carif"):
        with pytest.raises(AlreadyRunning):
            load(engine, formation())
        assert load(engine, formation(), source="other")[0].created == 1
    assert load(engine, formation())[0].created == 1


def test_two_sources_imported_at_once_lose_nothing(engine: sa.Engine, session: Session) -> None:
    def bring(source: str, errors: list[BaseException]) -> None:
        try:
            run(engine, BytesIO(feed(*(formation(f"F{n}") for n in range(450)))), order(source=source))
        except BaseException as error:  # the thread's own failure is the test's
            errors.append(error)

    errors: list[BaseException] = []
    threads = [threading.Thread(target=bring, args=(source, errors)) for source in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert listed(session) == 900
    assert session.scalar(sa.select(sa.func.count()).select_from(SourceRecord)) == 900


def test_a_record_that_the_database_refuses_does_not_stop_the_others(engine: sa.Engine, session: Session) -> None:
    load(engine, formation("F0"))
    if engine.dialect.name == "sqlite":
        poison = "CREATE TRIGGER poison BEFORE INSERT ON training_action WHEN new.title = 'Poison' "
        poison += "BEGIN SELECT RAISE(ABORT, 'poison'); END"
    else:
        poison = "ALTER TABLE training_action ADD CONSTRAINT poison CHECK (title <> 'Poison')"
    with engine.begin() as connection:
        connection.exec_driver_sql(poison)
    texts = [formation(f"F{n}", title="Poison" if n in (3, 7) else "Sain") for n in range(10)]
    other = organisation(OTHER_SIRET, "Autre organisme")
    texts.append(formation("F10", lead=other))
    report, remarks = load(engine, "".join(texts))
    assert (report.created, report.updated, report.refused, report.exit_code) == (8, 1, 2, 1)
    assert [(r.identifier, r.refused, "poison" in r.reason) for r in remarks] == [
        ("F3", True, True),
        ("F7", True, True),
    ]
    assert listed(session) == 9
    leads = session.scalars(sa.select(TrainingAction.lead_organisation_id)).all()
    assert None not in leads
    assert len(set(leads)) == 2
    session.rollback()
    with engine.begin() as connection:
        drop = "DROP TRIGGER poison" if engine.dialect.name == "sqlite" else ""
        connection.exec_driver_sql(drop or "ALTER TABLE training_action DROP CONSTRAINT poison")


def test_progress_is_told_after_each_batch(engine: sa.Engine) -> None:
    seen: list[tuple[int, int]] = []
    data = feed(*(formation(f"F{n}") for n in range(450)))
    run(engine, BytesIO(data), order(), progress=lambda report, done: seen.append((report.read, done)))
    assert [read for read, _ in seen] == [200, 400, 450]
    assert seen[-1][1] == len(data)
