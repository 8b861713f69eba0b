"""The own checks behind the weak schema: what is believed of each kind of value (lheo.md rules 1, 10 to 13, 18)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.lheo import checks

TEXTS = st.text(max_size=60) | st.text(alphabet="0123456789-/.:h +@BRNCPSV", max_size=30)


@pytest.mark.parametrize(
    "text", ["-", "--", ".", "", "Non renseigné", "non RENSEIGNÉ", "00000000", "99999999", "00000000000"]
)
def test_a_filler_is_missing_and_not_wrong(text: str) -> None:
    assert checks.is_filler(text)
    assert checks.day(text) == checks.UNKNOWN_DAY
    assert checks.email(text) == checks.phone(text) == checks.url(text) == (None, "")


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("20270104", "2027-01-04", "2027-01-04", "day"),
        ("20280229", "2028-02-29", "2028-02-29", "day"),
        ("2027-01-04", "2027-01-04", "2027-01-04", "day"),
        ("2027-01-04T06:00:00+01:00", "2027-01-04", "2027-01-04", "day"),
        ("20270200", "2027-02-01", "2027-02-28", "month"),
        ("20270000", "2027-01-01", "2027-12-31", "year"),
    ],
)
def test_a_date_keeps_the_precision_it_was_given_with(text: str, first: str, last: str, precision: str) -> None:
    assert checks.day(text) == (first, last, precision, "")


@pytest.mark.parametrize(
    "text",
    [
        "20261332",
        "20269999",
        "20260229",
        "202560212",
        "20270004",
        "00180101",
        "31/12/2026",
        "demain",
        "２０２７０１０４",
    ],
)
def test_an_impossible_date_is_said_and_unknown(text: str) -> None:
    held = checks.day(text)
    assert (held.first, held.last, held.precision) == (None, None, "unknown")
    assert "n’est pas une date" in held.reason


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31)))
def test_every_real_day_is_read_back(day: date) -> None:
    assert checks.day(f"{day:%Y%m%d}") == (day.isoformat(), day.isoformat(), "day", "")


def test_an_end_before_its_beginning_is_dropped_and_said() -> None:
    begin, end, reason = checks.period("20270104", "20261231")
    assert (begin.first, end.last) == ("2027-01-04", None)
    assert "précède" in reason
    assert checks.period("20270900", "20270000")[2] == ""


@pytest.mark.parametrize(
    ("text", "read"), [("14h15", "14:15"), ("9h", "09:00"), ("9h05", "09:05"), ("9:30", "09:30"), ("14 H 15", "14:15")]
)
def test_times_are_read_as_people_write_them(text: str, read: str) -> None:
    assert checks.time(text) == (read, "")


@pytest.mark.parametrize("text", ["25h99", "24h00", "14h60", "midi", "14", "1415", "h", "-1h00"])
def test_an_impossible_time_is_said(text: str) -> None:
    value, reason = checks.time(text)
    assert value is None
    assert "n’est pas une heure" in reason


@pytest.mark.parametrize("text", ["-1", "999999", "12 h", "1e3", "nan", "inf", "½", "١٢"])
def test_a_number_out_of_bounds_or_not_a_number_is_said(text: str) -> None:
    value, reason = checks.number(text, 0, 99_999)
    assert (value, bool(reason)) == (None, True)


def test_decimals_are_hours_but_not_places() -> None:
    assert checks.number("7,5", 0, 99_999) == (7.5, "")
    assert checks.whole("7,5", 0, 99_999)[0] is None
    assert checks.whole("12", 0, 99_999) == (12, "")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("30000000100010", ("FR", "30000000100010")),
        ("300 000 001 00010", ("FR", "30000000100010")),
        ("030000000100010", ("FR", "30000000100010")),
        ("35600000000048", ("FR", "35600000000048")),
        ("00000123456749", ("BE", "0123456749")),
        ("0123456749", ("BE", "0123456749")),
    ],
)
def test_company_numbers_of_both_countries_are_told_apart(text: str, read: tuple[str, str]) -> None:
    assert checks.company(text) == (*read, "")


@pytest.mark.parametrize("text", ["30000000100011", "1234567890123", "00000123456789", "SIRET", "3000000010001O"])
def test_a_false_company_number_is_said(text: str) -> None:
    _, number, reason = checks.company(text)
    assert number is None
    assert reason


@pytest.mark.parametrize("text", ["00000000000000", "0", "-", None])
def test_a_company_number_of_zeros_is_missing(text: str | None) -> None:
    assert checks.company(text) == ("FR", None, "")


@pytest.mark.parametrize(
    ("text", "country", "read"),
    [
        ("63000", "FR", "63000"),
        ("05000", "FR", "05000"),
        ("20000", "FR", "20000"),
        ("97400", "FR", "97400"),
        ("B5000", "BE", "5000"),
        ("5000", "BE", "5000"),
        ("L-1234", "LU", None),
        ("05000", "BE", None),
        ("5000", "FR", None),
        ("99123", "FR", None),
        ("6300O", "FR", None),
    ],
)
def test_postcodes_belong_to_their_country(text: str, country: str, read: str | None) -> None:
    value, reason = checks.postcode(text, country)
    assert value == read
    assert bool(reason) is (read is None)


@pytest.mark.parametrize(
    ("latitude", "longitude", "why"),
    [
        ("21.57773", "1.959829", "hors d’Europe"),
        ("2.35", "48.85", "inversées"),
        ("nan", "inf", "hors d’Europe"),
        ("48N", "2E", "ne sont pas"),
    ],
)
def test_coordinates_that_cannot_be_are_dropped(latitude: str, longitude: str, why: str) -> None:
    lat, lon, reason = checks.coordinates(latitude, longitude, False)
    assert (lat, lon) == (None, None)
    assert why in reason


def test_coordinates_of_overseas_places_are_believed() -> None:
    assert checks.coordinates("-20,88", "55.45", True) == (-20.88, 55.45, "")
    assert checks.coordinates("45.78", "3.08", False) == (45.78, 3.08, "")
    assert checks.coordinates("0", "0.0", False) == (None, None, "")


@pytest.mark.parametrize(
    "text",
    ["a@b.example\nBcc: x@y.example", "a b@c.example", "a@b", "a..b@c.example", "javascript:alert(1)", "a@b.example>"],
)
def test_an_address_that_cannot_be_written_to_is_dropped(text: str) -> None:
    value, reason = checks.email(text)
    assert value is None
    assert "\n" not in reason


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example",
        "http://",
        "http://[::1",
        "http://a b.example",
        "centre",
    ]
    + ["https://a.example/\nX", 'https://a.example/"onclick="', "https://" + "a" * 500 + ".example"],
)
def test_only_web_addresses_become_links(text: str) -> None:
    value, reason = checks.url(text)
    assert value is None
    assert reason


def test_a_web_address_without_scheme_gets_one() -> None:
    assert checks.url("www.centre.example") == ("http://www.centre.example", "")
    assert checks.url("https://centre.example/é?a=1&b=2") == ("https://centre.example/é?a=1&b=2", "")


@pytest.mark.parametrize(
    ("text", "good"), [("01 00 00 00 00", False), ("04 73 00 00 00", True), ("+32 81 00 00 00", True), ("3949", True)]
)
def test_telephone_numbers_are_kept_as_written(text: str, good: bool) -> None:
    assert checks.phone(text) == (text, "") or not good


@pytest.mark.parametrize("text", ["standard", "04 73 poste 12", "12", "1" * 20, "tel:+32"])
def test_letters_do_not_make_a_telephone_number(text: str) -> None:
    assert checks.phone(text)[0] is None


@pytest.mark.parametrize(
    ("scheme", "text", "read"),
    [
        ("rncp", "320", "RNCP320"),
        ("rncp", "RNCP25266", "RNCP25266"),
        ("rs", "RS5080", "RS5080"),
        ("cpf", "cpf 206", "CPF206"),
        ("rome", "h2913", "H2913"),
        ("formacode", "23054", "23054"),
        ("formacode", "2305", None),
        ("rome", "Z1234", None),
    ],
)
def test_a_code_has_one_written_form(scheme: str, text: str, read: str | None) -> None:
    value, reason = checks.code(scheme, text)
    assert value == read
    assert bool(reason) is (read is None)


@pytest.mark.parametrize(("text", "read"), [("V14", "V14"), ("v 14", "V14"), ("14", "V14"), ("", None), (None, None)])
def test_the_version_of_a_code_is_kept(text: str | None, read: str | None) -> None:
    assert checks.code_version(text) == read


@given(TEXTS, TEXTS)
def test_no_text_makes_a_check_fail(text: str, other: str) -> None:
    checks.day(text), checks.period(text, other), checks.time(text), checks.number(text, 0, 99)
    checks.company(text), checks.postcode(text, "FR"), checks.postcode(text, "BE"), checks.postcode(text, other)
    checks.coordinates(text, other, False), checks.phone(text), checks.email(text), checks.url(text)
    checks.code_version(text), checks.fitted(text, 10)
    for scheme in checks._CODE_SHAPES:
        checks.code(scheme, text)
