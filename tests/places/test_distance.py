"""How far places are, and what is around them."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.places import Commune, by_code, distance_km, members, near
from portal.places.gazetteer import gazetteer

PLACES = st.sampled_from(gazetteer().places)
KM = st.floats(min_value=0, max_value=120)


def place(code: str) -> Commune:
    found = by_code(code)
    assert found is not None
    return found


def test_known_distances_are_right_to_a_few_kilometres() -> None:
    assert distance_km(place("F75056"), place("F69123")) == pytest.approx(392, abs=5)
    assert distance_km(place("B92094"), place("B62063")) == pytest.approx(53, abs=3)
    assert distance_km(place("F63113"), place("F63430")) == pytest.approx(37, abs=4)


def test_what_is_around_thiers() -> None:
    around = dict(near(place("F63430"), 35))
    assert "F63125" in around  # Courpière
    assert "F03310" in around  # Vichy
    assert "F63113" not in around  # Clermont-Ferrand


def test_a_border_is_no_limit() -> None:
    around = dict(near(place("F59350"), 30))
    assert "B57081" in around  # Tournai, from Lille


def test_a_city_holds_its_arrondissements_at_any_distance() -> None:
    paris = place("F75056")
    assert {code for code, km in near(paris, 0) if km == 0} == set(members(paris))
    assert len(members(paris)) == 21
    assert "F75056" in dict(near(place("F75110"), 0))


def test_a_municipality_holds_its_sections() -> None:
    assert "B2794981" in dict(near(place("B92094"), 0))  # Jambes in Namur


@settings(deadline=None)
@given(PLACES, KM)
def test_what_is_near_is_sorted_within_reach_and_holds_the_place_itself(here: Commune, km: float) -> None:
    around = near(here, km)
    assert (here.code, 0.0) in around
    assert list(around) == sorted(around, key=lambda each: each[1])
    assert all(distance <= km + 1e-6 for _, distance in around)
    assert len(dict(around)) == len(around)


@settings(deadline=None)
@given(PLACES, KM)
def test_near_goes_both_ways_and_agrees_with_the_distance(here: Commune, km: float) -> None:
    for code, distance in near(here, km)[:5] + near(here, km)[-5:]:
        there = place(code)
        assert distance_km(here, there) == pytest.approx(distance, abs=1e-6)
        assert dict(near(there, km)).get(here.code) == pytest.approx(distance, abs=1e-6)


@settings(deadline=None, max_examples=15)
@given(PLACES, st.sampled_from([0.5, 10.0, 30.0, 100.0, 400.0]))
def test_the_squares_lose_nobody(here: Commune, km: float) -> None:
    expected = {there.code for there in gazetteer().places if distance_km(here, there) <= km}
    assert {code for code, _ in near(here, km)} == expected


@pytest.mark.parametrize("km", [-1.0, nan, inf, -inf, 0.0])
def test_a_radius_that_is_none_keeps_the_place_only(km: float) -> None:
    assert [code for code, _ in near(place("F63430"), km)] == ["F63430"]


def test_the_whole_earth_is_everywhere() -> None:
    assert len(near(place("F63430"), 1e9)) == len(gazetteer().places)
