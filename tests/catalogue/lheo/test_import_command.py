"""`portal import lheo` as the operator meets it: figures, refusals one per line, exit codes, and a real kill."""

from __future__ import annotations

import csv
import gzip
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from portal.catalogue.cli_import import default_source, lheo
from portal.catalogue.lheo.importer import Report, run
from portal.catalogue.lheo.isolated import SECONDS
from portal.catalogue.listing_model import OfferListing
from portal.catalogue.models import ImportRun, SourceRecord, TrainingAction, TrainingSession
from portal.config import Settings
from portal.foundation.db import reading

from .feeds import LOOKING, feed, formation, order


def invoke(settings: Settings, *arguments: str | Path, data: bytes | None = None) -> Result:
    for looking in LOOKING:
        looking.rollback()
    return CliRunner().invoke(lheo, [str(argument) for argument in arguments], obj=settings, input=data)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "grand-est.xml"
    path.write_bytes(feed(*(formation(f"F{n}") for n in range(3))))
    return path


def test_the_summary_gives_every_figure(settings: Settings, good: Path) -> None:
    result = invoke(settings, good)
    assert result.exit_code == 0
    assert "Source grand-est, LHEO 2.3" in result.stdout
    figures = dict(line.rsplit(maxsplit=1) for line in result.stdout.splitlines()[2:])
    assert figures == {
        "lus": "3",
        "créés": "3",
        "mis à jour": "0",
        "inchangés": "0",
        "retirés": "0",
        "sessions retirées": "0",
        "refusés": "0",
        "remarques": "0",
    }


def test_each_refusal_is_one_line_with_where_and_why(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(feed(formation("F1", title="-"), formation("F2"), formation("F3", actions="<x/>")))
    result = invoke(settings, path)
    assert result.exit_code == 1
    lines = [line.replace("\u00a0", " ") for line in result.stderr.splitlines()]
    assert lines == [
        "refusé : ligne 4, F1, intitule-formation : l’intitulé manque",
        "refusé : ligne 6, F3, action : aucune action",
    ]


def test_the_report_holds_refusals_and_remarks_and_no_formula(settings: Settings, tmp_path: Path) -> None:
    path, report = tmp_path / "x.xml", tmp_path / "report.csv"
    long = formation("=1+1", title="Agent " * 60)
    path.write_bytes(feed(formation("F1", title="-"), long))
    assert invoke(settings, path, "--report", report).exit_code == 1
    with report.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle, delimiter=";"))
    assert [row[:4] for row in rows] == [
        ["gravite", "ligne", "identifiant", "champ"],
        ["refus", "4", "F1", "intitule-formation"],
        ["remarque", "5", "'=1+1", "intitule-formation"],
    ]


def test_standard_input_is_read(settings: Settings, good: Path) -> None:
    result = invoke(settings, "-", "--source", "carif", data=gzip.compress(good.read_bytes()))
    assert (result.exit_code, "Source carif" in result.stdout) == (0, True)


@pytest.mark.parametrize("code", ["", "  ", "é" * 41, "a\x07b", "a\udce9b"])
def test_a_source_code_that_does_not_fit_is_refused(settings: Settings, good: Path, code: str) -> None:
    result = invoke(settings, good, "--source", code)
    assert (result.exit_code, "le code d’une source" in result.stderr) == (2, True)


@pytest.mark.parametrize("name", ["x" * 41, "a\udce9b"])
def test_a_file_whose_name_cannot_name_a_source_is_refused(settings: Settings, good: Path, name: str) -> None:
    path = good.rename(good.with_name(f"{name}.xml"))
    result = invoke(settings, path)
    assert (result.exit_code, "Donnez --source" in result.stderr) == (2, True)
    assert invoke(settings, path, "--source", "é" * 40).exit_code == 0


@pytest.mark.parametrize("packed", [False, True])
def test_the_size_in_the_settings_bounds_what_is_read(settings: Settings, good: Path, packed: bool) -> None:
    data = feed(*(formation(f"F{n}") for n in range(1000)))
    good.write_bytes(gzip.compress(data) if packed else data)
    result = invoke(replace(settings, import_max_bytes=1_048_576), good)
    assert (result.exit_code, "dépasse 1 Mo" in result.stderr) == (2, True)
    assert invoke(replace(settings, import_max_bytes=len(data)), good).exit_code == 0


def test_the_ratio_in_the_settings_bounds_what_is_unpacked(settings: Settings, good: Path) -> None:
    data = feed(*(formation(f"F{n}", programme=" " * 3_000_000) for n in range(12)))
    good.write_bytes(gzip.compress(data))
    result = invoke(replace(settings, import_max_ratio=50), good)
    assert (result.exit_code, "plus de 50 fois" in result.stderr) == (2, True)
    assert invoke(replace(settings, import_max_ratio=100_000), good).exit_code == 0


def test_a_reading_process_out_of_time_is_a_file_that_could_not_be_read(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "big.xml"
    path.write_bytes(feed(*(formation(f"F{n}") for n in range(8000))))
    given: list[tuple[int, int]] = []

    def no_more(*_: object) -> None:
        for child in children(os.getpid()) if not given else ():
            if b"portal.catalogue.lheo.isolated" in Path(f"/proc/{child}/cmdline").read_bytes():
                given.append(resource.prlimit(child, resource.RLIMIT_CPU, (0, 0)))

    with path.open("rb") as raw:
        report = run(engine, raw, order(isolate=True, full=True), progress=no_more)
    assert given == [(SECONDS, SECONDS)]
    assert (report.exit_code, report.withdrawn) == (2, 0)
    assert "temps épuisés" in report.unreadable


def test_a_file_that_is_missing_or_unreadable_exits_with_2(settings: Settings, tmp_path: Path) -> None:
    empty = tmp_path / "empty.xml"
    empty.touch()
    assert invoke(settings, tmp_path / "missing.xml").exit_code == 2
    result = invoke(settings, empty)
    assert result.exit_code == 2
    assert "Le fichier est vide." in result.stderr


def test_a_full_import_of_too_little_exits_with_1_and_says_what_to_do(settings: Settings, good: Path) -> None:
    invoke(settings, good)
    good.write_bytes(feed(formation("F1")))
    result = invoke(settings, good, "--full")
    assert (result.exit_code, "--force" in result.stderr) == (1, True)
    assert invoke(settings, good, "--full", "--force").exit_code == 0


def test_a_dry_run_says_that_nothing_is_written(settings: Settings, good: Path, session: Session) -> None:
    result = invoke(settings, good, "--dry-run")
    assert "rien n’est écrit" in result.stdout
    assert session.scalars(sa.select(TrainingAction)).all() == []


@pytest.mark.parametrize(
    ("path", "source"),
    [("feeds/grand-est.xml.gz", "grand-est"), ("a-2.3.xml", "a-2.3"), ("-", "stdin"), (".xml", ".xml")],
)
def test_the_source_is_named_after_the_file(path: str, source: str) -> None:
    assert default_source(path) == source


PROGRAM = """
import sys
from portal.catalogue.cli_import import lheo
from portal.config import Settings
from portal.foundation.db import reading
lheo.main([sys.argv[1], "--full"], obj=Settings.from_env())
"""


@pytest.mark.parametrize("batches", [1, 3])
def test_an_import_killed_on_the_way_is_completed_by_running_it_again(
    settings: Settings, engine: sa.Engine, session: Session, tmp_path: Path, batches: int
) -> None:
    path = tmp_path / "big.xml"
    path.write_bytes(feed(*(formation(f"F{n}") for n in range(4000))))
    environment = {**os.environ, "PORTAL_ENV": "test", "PORTAL_DATABASE_URL": settings.database_url}
    environment |= {"PORTAL_SECRET_KEY": settings.secret_key, "PYTHONPATH": str(Path(__file__).parents[3])}
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(path)], env=environment, stdout=subprocess.DEVNULL)
    written = 0
    while process.poll() is None and written < batches * 200:
        time.sleep(0.002)
        with reading(engine) as connection:
            written = connection.scalar(sa.select(sa.func.count()).select_from(SourceRecord)) or 0
    reader = children(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(reader) == 1
    assert ended(reader[0])
    assert written % 200 == 0
    assert 0 < written < 4000, process.returncode
    result = invoke(settings, path, "--full")
    assert result.exit_code == 0, result.stderr
    for table in (SourceRecord, TrainingAction, TrainingSession, OfferListing):
        assert count(session, table) == 4000, table
    finished = session.scalars(sa.select(ImportRun.finished_at).order_by(ImportRun.id)).all()
    assert [moment is not None for moment in finished] == [False, True]


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def ended(pid: int) -> bool:
    """Whether a process is gone, or dead and only waiting to be counted, within ten seconds."""
    for _ in range(500):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


def test_a_reading_process_that_dies_is_a_file_that_could_not_be_read(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "big.xml"
    path.write_bytes(feed(*(formation(f"F{n}") for n in range(4000))))

    def kill(report: Report, _: int) -> None:
        if report.read <= 400:
            for child in children(os.getpid()):
                if b"portal.catalogue.lheo.isolated" in Path(f"/proc/{child}/cmdline").read_bytes():
                    os.kill(child, signal.SIGKILL)

    with path.open("rb") as raw:
        report = run(engine, raw, order(isolate=True, full=True, force=True), progress=kill)
    assert (report.exit_code, report.withdrawn) == (2, 0)
    assert "a échoué" in report.unreadable
    assert 0 < report.created < 4000
    with path.open("rb") as raw:
        assert run(engine, raw, order(isolate=True)).created == 4000 - report.created


def count(session: Session, table: type) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
