"""The gazetteer against reference lists kept outside the project (checks only: skipped where they are absent)."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from statistics import quantiles

import pytest

from portal.places import Commune, by_code, distance_km

SHARED = Path(os.environ.get("PORTAL_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the reference lists are not on this machine")
UNINHABITED = ("984", "989")
HUGE = "973"  # in Guyane a commune is as large as a department: its middle and its town are 80 km apart


@pytest.fixture(scope="module")
def french() -> list[tuple[dict[str, str], Commune | None]]:
    with (SHARED / "geo/communes-france-2026.csv").open(encoding="utf-8", newline="") as file:
        return [(row, by_code(f"F{row['code_insee']}")) for row in csv.DictReader(file)]


def test_no_inhabited_commune_is_missing(french: list[tuple[dict[str, str], Commune | None]]) -> None:
    assert [row["nom"] for row, place in french if place is None and row["departement"] not in UNINHABITED] == []


def test_names_and_postal_codes_are_the_official_ones(french: list[tuple[dict[str, str], Commune | None]]) -> None:
    different = [
        place
        for row, place in french
        if place and (place.name != row["nom"] or set(place.postcodes) != set(row["codes_postaux"].split("|")))
    ]
    assert different == []


def test_coordinates_are_within_a_few_kilometres(french: list[tuple[dict[str, str], Commune | None]]) -> None:
    far = sorted(
        distance_km(place, place._replace(code="", latitude=float(row["lat"]), longitude=float(row["lng"])))
        for row, place in french
        if place and row["lat"] and place.department != HUGE
    )
    percentiles = quantiles(far, n=100)
    assert (percentiles[49] < 0.5, percentiles[94] < 2.5, percentiles[98] < 4, far[-1] < 16) == (True,) * 4


def test_walloon_municipalities_have_their_official_postal_code() -> None:
    rows = json.loads((SHARED / "be/walloon_municipalities.json").read_text(encoding="utf-8"))
    wrong = [
        row["name"]
        for row in rows
        if not (place := by_code(f"B{row['nis']}")) or row["postcode"] not in place.postcodes
    ]
    assert wrong == []


def test_every_belgian_locality_of_the_reference_is_within_reach_of_a_place_of_that_name() -> None:
    with (SHARED / "geo/belgique-localites-geonames.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = [row for row in rows if by_code(f"B{row['geonameid']}")]
    assert len(rows) - len(known) < 260  # the others became municipalities, under their NIS code
    moved = [row["nom"] for row in known if not _at(row)]
    assert moved == []


def _at(row: dict[str, str]) -> bool:
    place = by_code(f"B{row['geonameid']}")
    return (
        place is not None and abs(place.latitude - float(row["lat"])) + abs(place.longitude - float(row["lng"])) < 0.001
    )
