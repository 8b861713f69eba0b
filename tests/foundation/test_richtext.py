"""HTML from outside loses everything that is not plain structure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.foundation.richtext import clean, shown


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>Bonjour",
        '<p onclick="alert(1)">Bonjour</p>',
        '<img src=x onerror="alert(1)">Bonjour',
        '<a href="javascript:alert(1)">Bonjour</a>',
        '<p hx-get="/deconnexion" hx-trigger="load">Bonjour</p>',
        '<p style="position:fixed">Bonjour</p>',
        "<svg><script>alert(1)</script></svg>Bonjour",
        "&lt;script&gt;Bonjour",
    ],
)
def test_an_attack_leaves_only_its_words(attack):
    html = str(shown(attack))
    assert "Bonjour" in html
    for forbidden in ("<script", "onclick", "onerror", "javascript:", "hx-", "style=", "<a", "<img", "<svg"):
        assert forbidden not in html.lower()


def test_lists_and_emphasis_stay():
    assert clean("<ul><li>Un <b>mot</b></li></ul>") == "<ul><li>Un <strong>mot</strong></li></ul>"


def test_plain_lines_become_paragraphs_and_breaks():
    assert str(shown("Un\nDeux\n\nTrois")) == "<p>Un<br>Deux</p><p>Trois</p>"


@given(st.text())
def test_no_text_brings_an_element_that_is_not_allowed(text):
    html = str(shown(text)).lower()
    assert "<script" not in html
    assert "<img" not in html
