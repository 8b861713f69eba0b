"""Where an imported address is."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.places import Commune, by_code, locate
from portal.places.gazetteer import gazetteer

FIELD = st.none() | st.text(max_size=20) | st.text(alphabet="0123456789 BF-", max_size=8)


@pytest.mark.parametrize(
    ("postcode", "town", "insee", "code"),
    [
        ("63000", "Clermont-Ferrand", None, "F63113"),
        ("63038", "CLERMONT-FERRAND CEDEX 1", None, "F63113"),
        ("63000 CEDEX 9", "CLERMONT FERRAND CEDEX 9", None, "F63113"),
        ("42000", "ST ETIENNE", None, "F42218"),
        ("47300", "VILLENEUVE S LOT", None, "F47323"),
        ("63300", "THIERS", "63430", "F63430"),
        ("75010", "PARIS", "75056", "F75110"),
        ("75010", "Paris 10e", None, "F75110"),
        ("75000", "Paris", None, "F75056"),
        ("69007", "LYON 7EME ARRONDISSEMENT", None, "F69387"),
        (None, "Lyon 3e", None, "F69383"),
        ("69431", "LYON CEDEX 03", None, "F69123"),
        ("5000", "Namur", None, "B92094"),
        ("B5000", "Namur", None, "B92094"),
        ("63000", "Centre ville", None, "F63113"),
        (None, "Clermont-Ferrand", None, "F63113"),
        (None, None, "69383", "F69383"),
        ("", "63300 Thiers", "", "F63430"),
        ("20090", "AJACCIO", "2a004", "F2A004"),
    ],
)
def test_an_address_of_a_feed_is_placed(postcode: str | None, town: str | None, insee: str | None, code: str) -> None:
    found = locate(postcode, town, insee)
    assert found is not None
    assert found.code == code


def test_the_code_of_a_merged_commune_gives_the_commune_of_today() -> None:
    found = locate("01300", "Arbignieu", "01340")
    assert found == by_code("F01015")


def test_an_insee_code_that_neither_name_nor_postal_code_confirms_is_not_believed() -> None:
    assert locate("31000", "TOULOUSE", "63113") == by_code("F31555")


def test_an_insee_code_tells_apart_the_communes_of_a_postal_code() -> None:
    assert locate("63000", "GERZAT", "63164") == by_code("F63164")


def test_a_belgian_number_is_read_in_belgium_only() -> None:
    assert locate("4000", "Liège", "62063", "BE") == by_code("B62063")
    assert locate("62000", "Arras", "62041") == by_code("F62041")


def test_a_belgian_section_keeps_its_municipality() -> None:
    found = locate("5100", "Jambes", country="BE")
    assert found is not None
    assert (found.name, found.parent) == ("Jambes", "B92094")


def test_a_zero_lost_by_a_spreadsheet_is_given_back_in_france() -> None:
    assert locate("1000", "Bourg-en-Bresse", country="FR") == by_code("F01053")


def test_homonyms_are_told_apart_by_the_department_and_left_alone_without() -> None:
    assert locate(None, "Mons", department="63") == by_code("F63232")
    assert locate(None, "Mons") is None


@pytest.mark.parametrize(
    ("postcode", "town"), [(None, None), ("", ""), ("99999", "Nowhere"), ("-", "\0"), (None, "zzz")]
)
def test_what_says_nothing_is_nowhere(postcode: str | None, town: str | None) -> None:
    assert locate(postcode, town) is None


@settings(deadline=None)
@given(FIELD, FIELD, FIELD, FIELD, FIELD)
@example("9" * 10_000, "a" * 10_000, "6" * 10_000, "BE" * 5_000, "(" * 10_000)
@example("\0", "\0", "\0", "\0", "\0")
@example("٦٣٠٠٠", "２", "²", "be", "²")
def test_no_field_breaks_locating(
    postcode: str | None, town: str | None, insee: str | None, country: str | None, department: str | None
) -> None:
    found = locate(postcode, town, insee, country, department)
    assert found is None or isinstance(found, Commune)


@settings(deadline=None)
@given(st.sampled_from([place for place in gazetteer().places if place.insee and not place.parent]))
def test_every_commune_is_where_its_own_address_says(place: Commune) -> None:
    found = locate(place.postcode, place.name.upper(), place.insee, "FR")
    assert found is not None
    assert place.code in (found.code, found.parent)


@settings(deadline=None)
@given(st.sampled_from([place for place in gazetteer().places if place.postcodes]))
def test_name_and_postal_code_are_enough_to_come_within_its_postal_code(place: Commune) -> None:
    found = locate(place.postcode, place.name, country=place.country)
    assert found is not None
    assert place.postcode in found.postcodes
