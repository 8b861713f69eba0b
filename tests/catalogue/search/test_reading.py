"""Reading an address: every filter, every kind of nonsense, and the canonical way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import places
from portal.catalogue.search.criteria import FUNDER_LABELS, Criteria
from portal.catalogue.search.paging import PageKey, read_key
from portal.catalogue.search.reading import Reading, read
from portal.foundation.text import fold
from portal.places.commune import Commune
from portal.places.territories import Territory


def commune(code: str, name: str, department: str, postcode: str) -> Commune:
    return Commune(code, name, "FR", department, "84", (postcode,), 1000, 45.8, 3.1)


CLERMONT = commune("F63113", "Clermont-Ferrand", "63", "63000")
SAINT_DENIS = commune("F93066", "Saint-Denis", "93", "93200")
OTHER_SAINT_DENIS = commune("F97411", "Saint-Denis", "974", "97400")


class Places:
    """Three communes."""

    def choices(self, text: str, /) -> Sequence[Commune]:
        known = (CLERMONT, SAINT_DENIS, OTHER_SAINT_DENIS)
        return [place for place in known if fold(place.name) == fold(text) or text in place.postcodes]

    def by_code(self, code: str, /) -> Commune | None:
        return {"F63113": CLERMONT, "F93066": SAINT_DENIS}.get(code)

    def resembling(self, text: str, /) -> Sequence[Commune]:
        return [CLERMONT] if fold(text) == "clermont ferran" else []

    def territory(self, text: str, /) -> Territory | None:
        return Territory("Puy-de-Dôme", ("63",)) if text == "63" else None


def understood(**values: str | list[str]) -> Reading:
    return read({name: [value] if isinstance(value, str) else value for name, value in values.items()}, Places())


def again(criteria: Criteria) -> Reading:
    return read(parse_qs(criteria.query(after=criteria.after)), Places())


def test_an_empty_address_asks_for_everything_by_date() -> None:
    assert understood() == Reading(Criteria(), [], [])
    assert understood(q="", lieu=" ", etat="", rayon="30", debut_des="").criteria == Criteria()
    assert Criteria().sort == "date"


def test_an_unknown_state_shows_both_visible_states_and_says_so() -> None:
    sentence = "Filtre «\u202fétat\u202f» inconnu\u00a0: toutes les sessions visibles sont affichées."
    for value in ("ferme", "FERMÉ'--", "unknown", "closed", "\0", "x" * 10_000):
        assert understood(etat=value).criteria.states == ()
        if value != "\0":
            assert understood(etat=value).notes == [sentence]


def test_both_states_are_the_same_search_as_none() -> None:
    assert understood(etat=["ouvert", "suspendu"]).criteria == Criteria()
    assert understood(etat="Ouvert").criteria.states == ("ouvert",)


def test_every_filter_is_understood() -> None:
    reading = understood(
        q="  soudeur   inox ",
        lieu="clermont ferrand",
        rayon="50 km",
        departement=["63", "3"],
        financeur=["pe", "CRA"],
        type="afc",
        domaine=["15235", "k18"],
        debut_des="2027-01-12",
        debut_avant="31/03/2027",
        modalite="Mixte",
        certifiante="1",
        tri="distance",
    )
    assert reading == Reading(
        Criteria(
            q="soudeur inox",
            place=CLERMONT,
            place_text="clermont ferrand",
            radius=50,
            departments=("03", "63"),
            funders=("CRA", "PE"),
            kinds=("AFC",),
            domains=("15235", "K18"),
            starts_from=date(2027, 1, 12),
            starts_before=date(2027, 3, 31),
            modalities=("mixte",),
            certifying=True,
            order="distance",
        ),
        [],
        [],
    )
    assert again(reading.criteria).criteria == reading.criteria


@pytest.mark.parametrize(
    "values",
    [
        {"departement": "999"},
        {"financeur": "XYZ"},
        {"type": "ferme"},
        {"domaine": "Z99"},
        {"domaine": "soudure"},
        {"modalite": "lune"},
        {"certifiante": "oui"},
        {"debut_des": "2027-02-30"},
        {"debut_avant": "demain"},
        {"debut_des": "0000-01-01"},
        {"tri": "prix"},
        {"tri": "distance"},
        {"lieu": "Atlantide"},
        {"q": "le la les"},
        {"q": "!!!"},
        {"apres": "1' OR 1=1"},
        {"lieu": "63000", "rayon": "-5"},
        {"lieu": "63000", "rayon": "loin"},
        {"lieu": "63000", "rayon": "999999"},
        {"q": "soudeur " * 10_000},
    ],
)
def test_what_is_not_understood_is_ignored_and_said_once(values: dict[str, str]) -> None:
    reading = understood(**values)
    assert len(reading.notes) == 1
    assert reading.notes[0].endswith((".", "première."))
    assert all(value not in reading.notes[0] for value in values.values() if value not in ("distance", "soudure"))


def test_notes_are_written_with_french_spaces() -> None:
    for reading in (understood(financeur="?"), understood(debut_des="x"), understood(lieu="?!", q="?")):
        for note in reading.notes:
            assert " :" not in note
            assert "« " not in note
            assert "'" not in note


def test_a_huge_distance_is_brought_back_to_the_largest() -> None:
    assert understood(lieu="63000", rayon="999999").criteria.radius == 200
    assert understood(lieu="63000", rayon="0").criteria.radius == 5


def test_reversed_dates_are_put_in_order() -> None:
    reading = understood(debut_des="2027-06-01", debut_avant="2027-01-01")
    assert (reading.criteria.starts_from, reading.criteria.starts_before) == (date(2027, 1, 1), date(2027, 6, 1))
    assert len(reading.notes) == 1


def test_a_town_with_several_namesakes_asks_which_one() -> None:
    reading = understood(lieu="Saint-Denis")
    assert reading.ambiguous == [SAINT_DENIS, OTHER_SAINT_DENIS]
    assert reading.criteria.place is None
    assert reading.criteria.place_text == "Saint-Denis"
    assert understood(lieu="F93066").criteria.place == SAINT_DENIS


def test_a_town_chosen_by_code_stays_chosen_in_links() -> None:
    criteria = understood(lieu="F93066").criteria
    assert criteria.query() == "lieu=F93066"
    assert again(criteria).criteria == criteria


def test_each_tag_removes_its_own_filter_only() -> None:
    criteria = understood(
        q="soudeur", lieu="63000", etat="ouvert", financeur=["PE", "CRA"], debut_des="2027-01-01", tri="distance"
    ).criteria
    tags = {tag.label: tag for tag in criteria.tags()}
    assert list(tags) == [
        "«\u202fsoudeur\u202f»",
        "Clermont-Ferrand (63000), 30\u202fkm",
        "Recrutement ouvert",
        FUNDER_LABELS["CRA"],
        FUNDER_LABELS["PE"],
        "À partir du 01/01/2027",
    ]
    for tag in tags.values():
        left = read(parse_qs(tag.query), Places())
        assert len(left.criteria.tags()) == len(tags) - 1
        assert left.notes == []
    assert criteria.filter_count == 4


def test_links_go_back_to_the_first_page() -> None:
    key = str(PageKey("date", 0, -5 << 32))
    criteria = understood(apres=key, financeur="PE").criteria
    assert criteria.after == key
    assert criteria.query() == "financeur=PE"
    assert parse_qs(criteria.query(after=key)) == {"financeur": ["PE"], "apres": [key]}


def test_a_key_of_another_sort_is_refused() -> None:
    key = str(PageKey("distance", 3, 7))
    assert understood(apres=key).criteria.after == ""
    assert len(understood(apres=key).notes) == 1
    assert understood(apres=key, lieu="63000", tri="distance").criteria.after == key
    assert understood(apres=key, lieu="63000").criteria.after == key
    assert understood(apres=str(PageKey("date", 0, 7)), lieu="63000").criteria.after == ""


def test_the_best_answers_come_first_when_words_are_given() -> None:
    assert understood(q="soudeur").criteria.sort == "pertinence"
    assert understood(q="soudeur", tri="date").criteria.sort == "date"
    assert understood(q="soudeur", tri="pertinence").criteria == understood(q="soudeur").criteria


def really(**values: str) -> Reading:
    return read({name: [value] for name, value in values.items()}, places)


def test_the_nearest_come_first_around_a_town_when_no_words_are_given() -> None:
    assert understood(lieu="63000").criteria.sort == "distance"
    assert understood(lieu="63000", tri="distance").criteria == understood(lieu="63000").criteria
    assert understood(lieu="63000", q="soudeur").criteria.sort == "pertinence"
    by_date = understood(lieu="63000", tri="date").criteria
    assert by_date.sort == "date"
    assert by_date.query() == "lieu=63000&tri=date"
    assert again(by_date).criteria == by_date
    (tag,) = by_date.tags()
    assert tag.query == ""


@pytest.mark.parametrize("text", ["namurr", "Tiers", "Vichi", "clermon ferrand"])
def test_a_town_spelt_almost_right_is_asked_back(text: str) -> None:
    reading = really(lieu=text)
    names = [commune.name for commune in reading.ambiguous]
    assert set(names) & {"Namur", "Thiers", "Vichy", "Clermont-Ferrand"} == {names[0]}
    assert reading.guessed
    assert reading.criteria.place is None
    assert reading.notes[0].startswith(f"Aucune commune ne porte ce nom. Vouliez-vous dire {names[0]}")
    assert reading.notes[0].endswith("\u202f?")


def test_a_name_that_begins_others_offers_them_after_its_homonyms() -> None:
    labels = [commune.label for commune in really(lieu="Clermont").ambiguous]
    assert labels[0] == "Clermont (60600)"
    assert "Clermont-Ferrand (63000)" in labels


@pytest.mark.parametrize(
    ("text", "codes"), [("63", ("63",)), ("Puy-de-Dôme", ("63",)), ("Auvergne", ("03", "15", "43", "63"))]
)
def test_a_department_or_region_in_the_place_filters_by_department_and_says_so(text: str, codes: tuple[str]) -> None:
    reading = really(lieu=text)
    assert reading.criteria == Criteria(departments=codes)
    assert len(reading.notes) == 1
    assert f"({', '.join(codes)})" in reading.notes[0]
    assert read(parse_qs(reading.criteria.query()), places) == Reading(reading.criteria, [], [])
    assert really(lieu=text, departement="63").criteria.departments == ("63",)


def test_a_postal_code_of_neighbours_is_its_most_populated_commune() -> None:
    reading = really(lieu="63300")
    assert reading.criteria.place is not None
    assert reading.criteria.place.name == "Thiers"
    assert reading.ambiguous == []
    assert reading.notes == ["Plusieurs communes ont ce code postal\u00a0: la distance est comptée depuis Thiers."]


def test_a_postal_code_of_communes_far_apart_is_still_asked() -> None:
    far = [CLERMONT, CLERMONT._replace(code="F63999", latitude=46.3)]

    class Far(Places):
        def choices(self, _text: str, /) -> Sequence[Commune]:
            return far

    assert read({"lieu": ["63000"]}, Far()).ambiguous == far


@given(st.integers(0, 2**20), st.integers(-(2**54), 2**54), st.sampled_from(["date", "pertinence", "distance"]))
def test_page_keys_survive_the_address(rank: int, position: int, sort: str) -> None:
    key = PageKey(sort, rank, position)
    assert read_key(str(key)) == key


NAMES = ["q", "etat", "lieu", "rayon", "departement", "financeur", "type", "domaine", "debut_des", "debut_avant"]
NAMES += ["modalite", "certifiante", "tri", "apres", "inconnu"]
SENSIBLE = [
    "ouvert",
    "PE",
    "63",
    "63000",
    "Clermont-Ferrand",
    "2027-01-01",
    "soudeur",
    "AFC",
    "K18",
    "mixte",
    "1",
    "date",
]
VALUE = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.sampled_from([*SENSIBLE, "\0", "é" * 10_000, "9" * 10_000, "\ud800", "موظف", "-1", "1e9", "٣"]),
)


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(VALUE, max_size=4)))
def test_no_address_at_all_makes_reading_fail_and_its_canonical_form_reads_the_same(
    values: dict[str, list[str]],
) -> None:
    reading = read(values, Places())
    reading.criteria.query().encode("ascii")
    assert all("\0" not in note for note in reading.notes)
    if not reading.ambiguous and (reading.criteria.place or not reading.criteria.place_text):
        second = again(reading.criteria)
        assert second.criteria == reading.criteria
        assert second.criteria.query() == reading.criteria.query()
