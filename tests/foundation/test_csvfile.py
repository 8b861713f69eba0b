"""No text of anybody is calculated by the spreadsheet of somebody else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.catalogue.feeds import spreadsheet
from portal.catalogue.lheo import table
from portal.foundation.csvfile import SIGNS, harmless

SPACES = " \u00a0\u202f\u2003\u3000\t\r\n\v\f\x85"
ENDS = "\t\r\n"


@given(st.text(SPACES), st.sampled_from(SIGNS), st.text())
@example("", "=", "1+1")
@example(" \t", "＝", "cmd")
@example("", "-", "")
def test_a_sign_at_the_start_or_after_any_space_gets_an_apostrophe(before: str, sign: str, after: str) -> None:
    text = f"{before}{sign}{after}"
    assert harmless(text) == f"'{text}"


@given(st.text(SPACES), st.sampled_from(ENDS), st.text())
def test_a_tab_or_a_line_end_at_the_start_gets_an_apostrophe(before: str, end: str, after: str) -> None:
    text = f"{before}{end}{after}"
    assert harmless(text) == f"'{text}"


@given(st.text())
def test_any_other_text_stays_as_it_is(text: str) -> None:
    left = text.lstrip()
    if left[:1] in tuple(SIGNS) or any(end in text[: len(text) - len(left)] for end in ENDS):
        assert harmless(text) == f"'{text}"
    else:
        assert harmless(text) == text


@pytest.mark.parametrize("text", ["Soudeur", "12", "a=b", "", " ", "'=1", "É", "(1)", "3,5"])
def test_usual_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+33 4", "-2.5", "@SUM(A1)", "\tx", "\r=1", " =1", "\u3000=1", "＝1", " \t1"])
def test_every_table_of_the_portal_guards_the_same_texts(text: str) -> None:
    assert {spreadsheet.cell(text), table.cell(text), harmless(text)} == {f"'{text}"}
