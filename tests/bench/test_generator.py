"""The generated catalogues are valid, of the size asked for, skewed like real ones, and the same each time."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from lxml import etree

from bench import generator
from bench.vocabulary import Skewed, words
from portal.catalogue.lheo.importer import Order, run
from portal.catalogue.models import TrainingAction, TrainingSession

TODAY = date(2026, 11, 20)
SHARED = Path(os.environ.get("PORTAL_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"
NS = "{http://lheo.gouv.fr/2.3}"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("bench") / "catalogue.xml"
    generator.write(3000, made, today=TODAY)
    return made


@pytest.fixture(scope="module")
def root(path):
    return etree.parse(path).getroot()


def test_there_are_exactly_as_many_sessions_as_asked_for(root):
    sessions, formations = (len(list(root.iter(NS + name))) for name in ("session", "formation"))
    assert sessions == 3000
    assert 2.2 < sessions / formations < 2.9


def test_the_number_of_formations_is_returned(tmp_path):
    made = generator.write(50, tmp_path / "small.xml", today=TODAY)
    assert made == (tmp_path / "small.xml").read_text("utf-8").count("\n<formation ")


def test_formations_are_as_heavy_as_real_ones(root):
    assert 125 < len(list(root.iter())) / len(list(root.iter(f"{NS}formation"))) < 150


def test_about_a_quarter_of_the_sessions_is_visible_to_the_public(engine, session, path):
    with path.open("rb") as raw:
        report = run(engine, raw, Order("bench", "bench.xml", datetime(2026, 11, 20, 9, tzinfo=UTC), TODAY))
    visible = sa.select(sa.func.count()).select_from(TrainingSession).join(TrainingAction)
    assert (report.refused, report.remarks, report.exit_code) == (0, 0, 0)
    assert 0.20 < session.scalar(visible.where(TrainingSession.public_on(TODAY))) / 3000 < 0.26


def test_the_official_schema_accepts_the_catalogue(root):
    path = SHARED / "lheo" / "lheo-2.3.xsd"
    if not path.exists():
        pytest.skip("the reference schema is not here")
    schema = etree.XMLSchema(etree.parse(path))
    assert schema.validate(root), schema.error_log.last_error


def test_the_same_seed_and_day_give_the_same_bytes(tmp_path, path):
    again, other = tmp_path / "again.xml", tmp_path / "other.xml"
    generator.write(3000, again, today=TODAY)
    generator.write(3000, other, today=TODAY, seed=1)
    assert again.read_bytes() == path.read_bytes()
    assert other.read_bytes() != path.read_bytes()


def test_the_vocabulary_is_large_and_distinct():
    found = words()
    assert len(found) == len(set(found)) == 9000
    assert all(re.fullmatch(r"[^\W\d_]+(-[^\W\d_]+)*", word) for word in found)


def test_words_and_towns_are_skewed_like_real_ones(root):
    texts = [Counter(element.text.split()) for element in root.iter(f"{NS}contenu-formation")]
    spread = Counter(word for text in texts for word in text)
    assert spread.most_common(1)[0][1] > 0.5 * len(texts)
    assert sum(count == 1 for count in spread.values()) > 500
    towns = Counter(element.text for element in root.iter(f"{NS}ville"))
    assert len(towns) > 700
    assert towns.most_common(1)[0][1] > 20


def test_a_skewed_table_gives_every_item_its_share():
    table = Skewed(["often", "seldom"], [3, 1]).table
    assert Counter(table) == {"often": 49152, "seldom": 16384}


def test_every_address_is_in_the_reserved_domain(root):
    assert all(element.text.endswith(".example") for element in root.iter(f"{NS}courriel"))
