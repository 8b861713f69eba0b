"""Each sample file of the reference data, when it is there: what is read of it and what is said about it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.catalogue.models import TrainingAction, TrainingSession

from .feeds import load
from .records import SAMPLES

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="reference data absent")

EXPECTED: dict[str, tuple[str, list[str]]] = {
    "be-profile-proposition.xml": ("2.3", ["SIRET"]),
    "edof-exemple-abrege-iso8859-1.xml": ("EDOF", ["SIRET"]),
    "formation.xml": ("2.2", []),
    "lheo-2.3-tous-elements.xml": ("2.3", ["SIRET", "SIRET", "nombre-heures-total"]),
    "old_region.xml": ("2.2", []),
    "poec.xml": ("2.2", []),
    "rco-dirty.xml": ("2.3", ["geolocalisation", "fin"]),
    "wrong_code_financeur_16.xml": ("2.2", []),
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_sample_is_imported_and_its_defects_are_said(engine: sa.Engine, name: str) -> None:
    profile, fields = EXPECTED[name]
    data = (SAMPLES / name).read_bytes()
    report, remarks = load(engine, data)
    assert (report.created, report.refused, report.profile, report.exit_code) == (1, 0, profile, 0)
    assert [remark.field for remark in remarks] == fields
    assert load(engine, data)[0].unchanged == 1


def test_every_sample_is_in_the_table() -> None:
    assert {path.name for path in Path(SAMPLES).glob("*.xml")} == {*EXPECTED, "carif.xml"}


def test_the_lheo_index_sample_is_refused_with_the_reason(engine: sa.Engine) -> None:
    report, _ = load(engine, (SAMPLES / "carif.xml").read_bytes())
    assert (report.read, report.exit_code) == (0, 2)
    assert "lheo-index" in report.unreadable


def test_the_poec_sample_says_nothing_of_its_state(engine: sa.Engine, session: Session) -> None:
    load(engine, (SAMPLES / "poec.xml").read_bytes())
    run = session.scalars(sa.select(TrainingSession)).one()
    assert (run.recruitment_state, run.action.kind, run.modality) == ("unknown", "POEC", "distance")
    assert run.fundings[0].funder.code == "OPCO"


def test_the_dirty_sample_keeps_what_can_be_believed(engine: sa.Engine, session: Session) -> None:
    load(engine, (SAMPLES / "rco-dirty.xml").read_bytes())
    made = session.scalars(sa.select(TrainingAction)).one()
    run = made.sessions[0]
    assert made.objective is not None
    assert made.objective.startswith("<p>L'objectif du cours")
    assert (run.ends_on, run.commune_code, run.entry_mode) == (None, "F68297", "permanent")
    assert (run.contacts[0].email, run.fundings[0].market_number) == ("fle@yyy.fr", "BOP 104")


def test_the_edof_sample_is_read_in_its_real_encoding(engine: sa.Engine, session: Session) -> None:
    load(engine, (SAMPLES / "edof-exemple-abrege-iso8859-1.xml").read_bytes())
    made = session.scalars(sa.select(TrainingAction)).one()
    assert made.title == "L'intitulé de la formation"
    assert made.programme is not None
    assert "style" not in made.programme
    assert made.sessions[0].address == "MONORGANISMEFORMATION\n12 RUE du général Leclerc"
    assert [contact.role for contact in made.sessions[0].contacts] == ["receives_prescriptions"]
