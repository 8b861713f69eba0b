"""`portal export`: whole files or none, their digest, what is said, and the exit status; and the table for people."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from lxml import etree
from sqlalchemy.orm import Session

from portal.catalogue.lheo import outfile
from portal.catalogue.lheo.table import HEADERS, cell, spoken, written
from portal.catalogue.models import SourceRecord, TrainingSession
from portal.catalogue.status import Precision, PublicationState, RecruitmentState
from portal.cli import main
from tests.catalogue.builders import a_session, an_action
from tests.catalogue.lheo import feeds
from tests.catalogue.lheo.records import Q

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def run(database_url: str):
    """The command, as an operator types it."""

    def command(*words: str | Path) -> Result:
        environ = {"PORTAL_DATABASE_URL": database_url, "PORTAL_ENV": "test"}
        return CliRunner().invoke(main, ["export", *map(str, words)], env=environ)

    return command


def broken(engine: sa.Engine) -> None:
    """One good record and one that cannot be read again."""
    feeds.load(engine, feeds.formation() + feeds.formation("F2", actions=feeds.action(feeds.dated("S9"), number="A9")))
    with engine.begin() as connection:
        connection.execute(sa.update(SourceRecord).where(SourceRecord.key.contains("F1")).values(document="<formation"))


def test_the_file_comes_with_its_digest_and_nothing_else_stays_beside_it(engine, run, tmp_path):
    feeds.load(engine, feeds.formation())
    result = run("parcours3", "--to", tmp_path / "p3.xml")
    assert result.exit_code == 0
    data = (tmp_path / "p3.xml").read_bytes()
    assert (tmp_path / "p3.xml.sha256").read_text() == f"{hashlib.sha256(data).hexdigest()}  p3.xml\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p3.xml", "p3.xml.sha256"]
    assert len(list(etree.fromstring(data).iter(Q + "formation"))) == 1
    assert "formations" in result.stderr


def test_a_refused_record_gives_status_1_a_file_with_the_rest_and_a_line_with_its_reason(engine, run, tmp_path):
    broken(engine)
    result = run("aude", "--to", tmp_path / "a.xml", "--report", tmp_path / "a.csv")
    assert result.exit_code == 1
    assert "refusé\u00a0: F1\u00a0: document enregistré illisible" in result.stderr
    assert [r.get("numero") for r in etree.parse(tmp_path / "a.xml").iter(Q + "formation")] == ["F2"]
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8")), delimiter=";"))
    assert rows[0] == ["gravite", "formation", "champ", "motif"]
    assert rows[1][:2] == ["refus", "F1"]


def test_a_file_that_cannot_be_written_gives_status_2(run, tmp_path):
    result = run("public", "--to", tmp_path / "nowhere" / "p.xml")
    assert result.exit_code == 2
    assert "Export impossible" in result.stderr


def test_an_export_that_fails_midway_leaves_the_former_file_and_no_rest(tmp_path):
    target = tmp_path / "p.xml"
    outfile.write(str(target), [b"whole"])

    def failing():
        yield b"half"
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        outfile.write(str(target), failing())
    assert target.read_bytes() == b"whole"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.xml", "p.xml.sha256"]


def test_standard_output_gets_the_file_and_only_the_file(engine, run):
    feeds.load(engine, feeds.formation())
    result = run("public", "--to", "-")
    assert result.exit_code == 0
    assert len(list(etree.fromstring(result.stdout_bytes).iter(Q + "formation"))) == 1


def test_the_days_and_the_company_number_can_be_asked_for(engine, run, tmp_path):
    old = feeds.action(feeds.dated("S1", begin="20240108", end="20240630"))
    feeds.load(engine, feeds.formation(actions=old, lead=feeds.organisation(siret="12345678900000")))
    counts = {}
    for options in ((), ("--ended-days", "30"), ("--require-siret",)):
        run("parcours3", "--to", tmp_path / "p.xml", *options)
        counts[options] = len(list(etree.parse(tmp_path / "p.xml").iter(Q + "formation")))
    assert counts == {(): 1, ("--ended-days", "30"): 0, ("--require-siret",): 0}


def test_an_unknown_target_is_refused(run, tmp_path):
    assert run("cariforef", "--to", tmp_path / "x").exit_code == 2


def rows_of(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    header, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert tuple(header) == HEADERS
    return [dict(zip(header, line, strict=True)) for line in lines]


def test_the_table_holds_every_exported_session_whatever_its_state(session: Session, engine, run, tmp_path):
    action = an_action(session, title="=HYPERLINK(1)")
    number = action.lead_organisation.company_no = "30000000100010"
    a_session(
        session,
        action,
        number="T1",
        market="M1451401",
        starts_on=date(2033, 1, 10),
        ends_on=date(2033, 6, 30),
        contacts=(("+Accueil", "+32 81 00 00 00", "accueil@centre.example"),),
        latitude=-2.5,
        longitude=3.0,
    )
    a_session(session, action, number="T2", recruitment_state=RecruitmentState.CLOSED)
    a_session(
        session,
        action,
        number="T3",
        publication_state=PublicationState.EXPORT_ONLY,
        recruitment_state=RecruitmentState.UNKNOWN,
        starts_precision=Precision.MONTH,
    )
    a_session(session, action, number="T4", publication_state=PublicationState.WITHDRAWN)
    session.commit()
    assert run("csv", "--to", tmp_path / "t.csv").exit_code == 0
    rows = {row["Numéro de session"]: row for row in rows_of((tmp_path / "t.csv").read_bytes())}
    assert {key: row["etat"] for key, row in rows.items()} == {"T1": "open", "T2": "closed", "T3": "unknown"}
    first = rows["T1"]
    assert first["Formation"] == "'=HYPERLINK(1)"
    assert (first["Contact"], first["Téléphone"]) == ("'+Accueil", "'+32 81 00 00 00")
    assert (first["Début"], first["debut"], first["latitude"]) == ("10/01/2033", "2033-01-10", "-2.5")
    assert (first["Marchés"], first["SIRET ou BCE"], first["financeurs_codes"]) == ("M1451401", number, "CRA")
    assert rows["T3"]["diffusion"] == "export-only"
    assert len(rows["T3"]["debut"]) == 7


def test_the_table_of_many_sessions_holds_each_once(session: Session, engine, run, tmp_path):
    action = an_action(session)
    template = a_session(session, action, number="M")
    session.commit()
    table = TrainingSession.__table__
    own = ("id", "public_id", "number")
    kept = {name: getattr(template, name) for name in table.columns.keys() if name not in own}  # noqa: SIM118
    session.execute(sa.insert(table), [{**kept, "public_id": f"p{n}", "number": f"M{n}"} for n in range(1100)])
    session.commit()
    run("csv", "--to", tmp_path / "t.csv")
    numbers = [row["Numéro de session"] for row in rows_of((tmp_path / "t.csv").read_bytes())]
    assert sorted(numbers) == sorted(["M", *(f"M{n}" for n in range(1100))])


@pytest.mark.parametrize("text", ["=1+1", "-2.5", " \t=1"])
def test_a_cell_is_never_a_formula(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-2.5, 12, "3,5", "Soudeur"])
def test_numbers_and_words_stay_as_they_are(value):
    assert cell(value) == str(value)


@pytest.mark.parametrize(
    ("precision", "words", "code"),
    [
        (Precision.DAY, "01/03/2027", "2027-03-01"),
        (Precision.MONTH, "mars 2027", "2027-03"),
        (Precision.YEAR, "2027", "2027"),
        (Precision.UNKNOWN, "", ""),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(precision, words, code):
    assert (spoken(date(2027, 3, 1), precision), written(date(2027, 3, 1), precision)) == (words, code)
