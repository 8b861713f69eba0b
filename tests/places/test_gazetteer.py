"""What the shipped gazetteer holds, and how it is built."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from portal.places import DEPARTMENTS, REGIONS, by_code, by_insee, department_code
from portal.places.build import coverage, line, write
from portal.places.build_sources import Place
from portal.places.folding import key
from portal.places.gazetteer import Gazetteer, gazetteer

POINT = (45.0, 3.0)


def test_all_of_france_and_the_belgian_municipalities_are_there() -> None:
    places = gazetteer().places
    assert sum(place.country == "FR" for place in places) > 34_900
    assert sum(place.country == "BE" and len(place.code) == 6 for place in places) == 280
    assert len({place.code for place in places}) == len(places)


def test_every_place_has_a_name_a_department_a_region_and_a_point() -> None:
    wrong = [
        place
        for place in gazetteer().places
        if not place.name
        or place.department not in DEPARTMENTS
        or place.region not in REGIONS
        or (place.latitude, place.longitude) == (0.0, 0.0)
        or (place.parent and by_code(place.parent) is None)
    ]
    assert wrong == []


def test_hardly_any_coordinate_is_estimated() -> None:
    places = gazetteer().places
    assert sum(place.approximate for place in places) < 120
    mainland = [place for place in places if place.country == "FR" and len(place.department) == 2]
    assert sum(place.approximate for place in mainland) < 10


def test_the_folded_names_of_the_file_are_those_of_today() -> None:
    index = gazetteer()
    assert [name for name, place in zip(index.names, index.places, strict=True) if name != key(place.name)] == []


def test_the_most_populated_come_first() -> None:
    populations = [place.population for place in gazetteer().places]
    assert populations == sorted(populations, reverse=True)


def test_former_codes_lead_to_the_place_of_today() -> None:
    found = by_insee("01340")
    assert found is not None
    assert found.code == "F01015"
    assert by_code("B82003") == by_code("B82039")
    assert by_code("nothing") is None


def test_a_department_is_known_by_its_code_or_its_name() -> None:
    assert [
        department_code(text) for text in ("63", "1", "2a", "Puy-de-Dôme", "HAINAUT", "Namur", "nulle part", "")
    ] == [
        "63",
        "01",
        "2A",
        "63",
        "BE-WHT",
        "BE-WNA",
        None,
        None,
    ]


def test_the_same_places_make_the_same_bytes_whatever_their_order(tmp_path: Path) -> None:
    small = Place("F1", "Ici", "FR", "63", "84", ["63000"], 10, POINT)
    big = Place("F2", "Là", "FR", "63", "84", [], 20, POINT, approximate=True, aliases=["Par là"], former=["3"])
    write([small, big], tmp_path / "one")
    write([big, small], tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_what_is_written_is_read_back() -> None:
    written = Place("F2", "L'Œuf", "FR", "63", "84", ["63000", "63100"], 20, POINT, True, "F9", ["Là"], ["3"])
    index = Gazetteer([line(written)])
    (read,) = index.places
    assert (read.code, read.name, read.postcodes, read.population) == ("F2", "L'Œuf", ("63000", "63100"), 20)
    assert (read.latitude, read.longitude, read.approximate, read.parent) == (45.0, 3.0, True, "F9")
    assert (index.names, index.aliases, index.former) == (["l oeuf"], [("la", 0)], {"F3": 0})


def test_the_report_counts_what_is_estimated() -> None:
    places = [Place("F1", "A", "FR", "63", "84", [], 1, POINT, approximate=True)]
    assert coverage(places) == "FR: 1 places, 1 with estimated coordinates, 1 without postal code\n"


def test_importing_the_gazetteer_does_not_read_it() -> None:
    script = (
        "import portal.places as p; from portal.places.gazetteer import gazetteer as g; print(g.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
