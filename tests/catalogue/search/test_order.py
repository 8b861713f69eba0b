"""Date order: which band a session stands in, and which stretches a choice of dates means."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.search.order import Dates, after, last_day, position, spans, standing

TODAY = date(2026, 11, 20)
TOMORROW, YESTERDAY = TODAY + timedelta(1), TODAY - timedelta(1)


def at(
    starts: date | None,
    *,
    mode: str = "fixed",
    precision: str = "day",
    ends: date | None = None,
    on: tuple[date, ...] = (),
) -> int:
    return standing(Dates(mode, starts, precision if starts else "unknown", ends), on, TODAY)[0]


def fits(day: int, first: date | None, last: date | None) -> bool:
    return any(low <= position(day, 7) <= high for low, high in spans(first, last, TODAY))


def test_permanent_entries_come_first_then_dates_to_come_then_unknown_then_begun() -> None:
    days = [
        at(YESTERDAY, mode="permanent"),
        at(YESTERDAY, mode="permanent", ends=TODAY + timedelta(300)),
        at(YESTERDAY, mode="permanent", ends=TODAY + timedelta(3)),
        at(TODAY),
        at(TOMORROW),
        at(TODAY + timedelta(30), mode="permanent"),
        at(None),
        at(YESTERDAY),
        at(TODAY - timedelta(90)),
    ]
    assert days == sorted(days)
    assert len(set(days)) == len(days)


def test_the_next_entry_date_counts_more_than_the_first_day() -> None:
    assert at(TODAY - timedelta(60), on=(YESTERDAY, TOMORROW, TODAY + timedelta(9))) == at(TOMORROW)
    assert at(TODAY - timedelta(60), mode="permanent", on=(TOMORROW,)) == at(TOMORROW)
    assert standing(Dates("fixed", YESTERDAY, "day", None), (TOMORROW,), TODAY)[1] == TOMORROW
    assert standing(Dates("fixed", YESTERDAY, "day", None), (YESTERDAY,), TODAY)[1] is None


def test_a_month_or_a_year_is_to_come_until_its_last_day() -> None:
    assert at(date(2026, 11, 1), precision="month") == at(date(2026, 11, 30))
    assert at(date(2026, 1, 1), precision="year") == at(date(2026, 12, 31))
    assert at(date(2026, 10, 1), precision="month") > at(None)
    assert last_day(date(2028, 2, 1), "month") == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, "permanent short tomorrow later undated begun old"),
        (TODAY, None, "permanent short tomorrow later"),
        (TODAY + timedelta(10), None, "permanent later"),
        (None, TODAY + timedelta(10), "permanent short tomorrow begun old"),
        (None, YESTERDAY, "begun old"),
        (YESTERDAY, YESTERDAY, "begun"),
        (TODAY, TODAY + timedelta(10), "permanent short tomorrow"),
        (TODAY + timedelta(5000), TODAY + timedelta(5001), "permanent"),
    ],
)
def test_dates_choose_the_sessions_that_may_be_entered_between_them(
    first: date | None, last: date | None, expected: str
) -> None:
    sessions = {
        "permanent": at(YESTERDAY, mode="permanent"),
        "short": at(YESTERDAY, mode="permanent", ends=TODAY + timedelta(5)),
        "tomorrow": at(TOMORROW),
        "later": at(TODAY + timedelta(60)),
        "undated": at(None),
        "begun": at(YESTERDAY),
        "old": at(TODAY - timedelta(60)),
    }
    assert " ".join(name for name, day in sessions.items() if fits(day, first, last)) == expected


DAY = st.one_of(st.none(), st.dates())


@given(DAY, DAY, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_stretches_are_ordered_apart_and_fit_the_database(first: date | None, last: date | None, today: date) -> None:
    found = spans(first, last, today)
    flat = [bound for span in found for bound in span]
    assert flat == sorted(flat)
    assert all(-(2**56) < bound < 2**56 for bound in flat)


@given(st.dates(), st.sampled_from(["day", "month", "year", "unknown"]), st.sampled_from(["fixed", "permanent"]), DAY)
def test_every_session_stands_somewhere_in_the_whole_order(
    starts: date, precision: str, mode: str, ends: date | None
) -> None:
    day, entry = standing(Dates(mode, starts, precision, ends), (), TODAY)
    assert fits(day, None, None)
    assert entry is None or mode == "permanent" or day > 0


@given(st.integers(-(2**50), 2**50), DAY, DAY)
def test_what_is_left_after_a_key_is_what_lies_beyond_it(key: int, first: date | None, last: date | None) -> None:
    wanted = spans(first, last, TODAY)
    left = after(wanted, key)
    for low, high in wanted:
        for at_position in (low, high, key, key + 1):
            inside = any(one <= at_position <= two for one, two in left)
            assert inside == (at_position > key and any(one <= at_position <= two for one, two in wanted))
