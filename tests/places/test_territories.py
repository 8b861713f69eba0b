"""Departments and regions typed where a town is asked."""

from __future__ import annotations

import pytest

from portal.places import DEPARTMENTS, territory


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("63", "63"),
        ("Puy-de-Dôme", "63"),
        ("puy de dome", "63"),
        ("1", "01"),
        ("2a", "2A"),
        ("Corrèze", "19"),
        ("Auvergne", "03 15 43 63"),
        ("région Auvergne", "03 15 43 63"),
        ("Bretagne", "22 29 35 56"),
        ("PACA", "04 05 06 13 83 84"),
        ("Province de Namur", "BE-WNA"),
        ("Wallonie", "BE-WBR BE-WHT BE-WLG BE-WLX BE-WNA"),
    ],
)
def test_a_department_or_region_is_its_departments(text: str, codes: str) -> None:
    found = territory(text)
    assert found is not None
    assert found.departments == tuple(codes.split())
    assert set(found.departments) <= DEPARTMENTS.keys()


@pytest.mark.parametrize("text", ["", "Paris", "Vienne", "Saint-Martin", "Namur", "Thiers", "63000", "Atlantide", "\0"])
def test_a_better_known_town_and_anything_else_are_no_territory(text: str) -> None:
    assert territory(text) is None
