"""Dates and numbers as a French reader expects them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.foundation import french

DAYS = st.dates(date(1970, 1, 1), date(2100, 1, 1))
PRECISIONS = st.sampled_from(["day", "month", "year", "unknown"])


def plain(text: str) -> str:
    return text.replace(french.NBSP, " ").replace(french.NNBSP, " ")


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ((date(2027, 1, 12), "day", date(2027, 3, 27), "day"), "du 12 janvier au 27 mars 2027"),
        ((date(2026, 12, 1), "day", date(2027, 1, 1), "day"), "du 1er décembre 2026 au 1er janvier 2027"),
        ((date(2027, 3, 2), "day", date(2027, 3, 5), "day"), "du 2 au 5 mars 2027"),
        ((date(2027, 3, 2), "day", date(2027, 3, 2), "day"), "le 2 mars 2027"),
        ((date(2027, 9, 1), "month", date(2027, 9, 30), "month"), "en septembre 2027"),
        ((date(2027, 1, 1), "year", date(2027, 12, 31), "year"), "en 2027"),
        ((date(2027, 3, 2), "day", None, "unknown"), "à partir du 2 mars 2027"),
        ((date(2027, 4, 1), "month", None, "unknown"), "à partir d’avril 2027"),
        ((date(2027, 9, 1), "month", None, "unknown"), "à partir de septembre 2027"),
        ((date(2027, 9, 1), "month", date(2028, 6, 30), "month"), "de septembre 2027 à juin 2028"),
        ((None, "unknown", date(2027, 3, 2), "day"), "jusqu’au 2 mars 2027"),
        ((None, "unknown", date(2027, 3, 1), "month"), "jusqu’à mars 2027"),
        ((None, "unknown", None, "unknown"), "dates à préciser"),
    ],
)
def test_a_period_says_what_is_known_of_its_two_ends(period, words):
    assert plain(french.period(*period)) == words


@given(st.none() | DAYS, PRECISIONS, st.none() | DAYS, PRECISIONS)
def test_any_period_can_be_said(starts, starts_precision, ends, ends_precision):
    said = french.period(starts, starts_precision, ends, ends_precision)
    assert said
    assert "None" not in said


@pytest.mark.parametrize(("time", "words"), [("09:00", "9 h"), ("14:30", "14 h 30"), ("00:05", "0 h 05")])
def test_a_time_is_said_with_h(time, words):
    assert plain(french.clock(time)) == words


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 session"), (1, "1 session"), (2, "2 sessions"), (12345, "12 345 sessions")]
)
def test_zero_and_one_are_singular(count, words):
    assert plain(french.plural(count, "session")) == words
