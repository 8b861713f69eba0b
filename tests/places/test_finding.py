"""What a person types, and the places it names."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.places import Commune, choices, find, resembling, suggest, territory
from portal.places.gazetteer import gazetteer

TYPED = st.text(max_size=40) | st.text(alphabet="saintlpe ()-'5630.éŒ", max_size=40)


def codes(text: str) -> list[str]:
    return [place.code for place in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Clermont-Ferrand",
        "clermont ferrand",
        "CLERMONT FERRAND",
        "  Clermont–Ferrand  ",
        "Clermont-Ferrand (63)",
        "Clermont-Ferrand (63000)",
        "Clermont (63)",
        "clermont (puy-de-dôme)",
        "Clermont-Ferrand 63",
        "63000",
        "63 000",
        "63000 Clermont",
        "63100 clermont-ferrand",
        "Clermont-Ferrand CEDEX 1",
        "63038 Clermont-Ferrand Cedex",
        "F-63000 Clermont-Ferrand",
        "Clermont-Ferrand, France",
    ],
)
def test_a_town_is_found_however_it_is_written(text: str) -> None:
    assert codes(text) == ["F63113"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("st etienne", "F42218"),
        ("St-Étienne", "F42218"),
        ("Ste Foy les Lyon", "F69202"),
        ("Œting", "F57521"),
        ("oeting", "F57521"),
        ("l’haÿ les roses", "F94038"),
        ("L'Hay-les-Roses", "F94038"),
        ("Villeneuve s/ Lot", "F47323"),
        ("Villeneuve Archevêque", "F89461"),
        ("Puy en Velay", "F43157"),
        ("Ajaccio (2A)", "F2A004"),
        ("Bastia 2b", "F2B033"),
        ("Arbignieu", "F01015"),
        ("Tremblay-en-France", "F93073"),
    ],
)
def test_abbreviations_accents_articles_and_former_names_are_forgiven(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Namur", "B92094"),
        ("5000 Namur", "B92094"),
        ("5000", "B92094"),
        ("5100", "B92094"),
        ("B-4000 Liège", "B62063"),
        ("Luik", "B62063"),
        ("Namur (Belgique)", "B92094"),
        ("1000", "B21004"),
        ("Bruxelles", "B21004"),
        ("Tournai", "B57081"),
        ("Anvers", "B2803138"),
    ],
)
def test_belgian_municipalities_are_found_by_name_and_by_their_four_digits(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_belgian_section_is_a_place_of_its_own_inside_its_municipality() -> None:
    (jambes,) = find("5100 Jambes")
    assert (jambes.name, jambes.parent, jambes.department) == ("Jambes", "B92094", "BE-WNA")


@pytest.mark.parametrize("text", ["Paris", "paris", "75000", "Paris 75", "Paris (75)", "75000 Paris"])
def test_paris_is_one_place(text: str) -> None:
    assert codes(text) == ["F75056"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Paris 10e", "F75110"),
        ("Paris 10", "F75110"),
        ("75010", "F75110"),
        ("75010 Paris", "F75110"),
        ("paris 1er arrondissement", "F75101"),
        ("Lyon 3ème", "F69383"),
        ("Marseille 13013", "F13213"),
        ("LYON 07", "F69387"),
        ("Lyon 69", "F69123"),
    ],
)
def test_arrondissements_of_the_three_big_cities_are_places(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_homonyms_are_all_given_the_most_populated_first() -> None:
    found = find("Mons")
    assert found[0].code == "B53053"
    assert len(found) > 4
    assert [place.population for place in found] == sorted((place.population for place in found), reverse=True)


def test_a_department_tells_homonyms_apart() -> None:
    assert [place.department for place in find("Mons (63)")] == ["63"]


def test_a_name_with_its_article_is_not_confused_with_the_same_name_without() -> None:
    assert {place.name for place in find("La Rochelle")} == {"La Rochelle"}


def test_a_postal_code_shared_by_several_communes_gives_them_all() -> None:
    found = find("03100")
    assert len(found) > 1
    assert all("03100" in place.postcodes for place in found)


def test_a_postal_code_and_a_name_that_disagree_are_both_proposed() -> None:
    assert codes("63000 Lyon") == ["F63113", "F69123"]
    assert codes("63000 Centre ville") == ["F63113"]


def test_the_beginning_of_a_name_is_enough_when_nothing_else_fits() -> None:
    assert "F63113" in codes("Clermont-Ferr")


@pytest.mark.parametrize("text", ["", " ", "\0", "(", "()", "zzzzzz", "99999", "💥", "63", "-", "s", "..", "'"])
def test_a_text_that_names_nothing_finds_nothing(text: str) -> None:
    assert find(text) == []


def test_every_place_is_found_by_its_name_and_by_its_label() -> None:
    named = {}
    for place in gazetteer().places:
        named.setdefault(place.name, find(place.name))
    assert [
        place for place in gazetteer().places if place not in named[place.name] and len(named[place.name]) < 20
    ] == []
    assert [place.label for place in gazetteer().places if place not in find(place.label)] == []


@settings(deadline=None)
@given(TYPED)
@example("\0")
@example("a" * 10_000)
@example("9" * 10_000)
@example("(" * 10_000)
@example("saint " * 2_000)
@example("2 " * 5_000)
@example("\ud800")
@example("ﬁ ² ٣٤٥٦٧ Ⅷ")
@example("cedex")
@example("b 5000")
@example("b")
def test_no_text_breaks_finding_or_suggesting(text: str) -> None:
    assert all(isinstance(place, Commune) for place in find(text))
    assert len(suggest(text)) <= 8


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cler", "Clermont-Ferrand"),
        ("st", "Strasbourg"),
        ("saint et", "Saint-Étienne"),
        ("ferrand", "Clermont-Ferrand"),
    ],
)
def test_the_most_populated_place_is_proposed_first(text: str, name: str) -> None:
    assert suggest(text)[0].name == name


def test_the_exact_name_is_proposed_before_bigger_places() -> None:
    assert suggest("die")[0].name == "Die"


def test_any_word_of_a_name_and_any_start_of_a_postal_code_propose_it() -> None:
    assert "Clermont-Ferrand" in {place.name for place in suggest("ferr")}
    assert suggest("630")[0].name == "Clermont-Ferrand"
    assert suggest("63000 cle")[0].name == "Clermont-Ferrand"


def test_a_former_name_comes_after_the_current_ones() -> None:
    assert [place.name for place in suggest("arbignieu")] == ["Arboys en Bugey"]
    assert suggest("roch")[0].name == "La Rochelle"


def test_no_more_is_proposed_than_asked() -> None:
    assert len(suggest("saint", 3)) == 3
    assert suggest("saint", 0) == []
    assert suggest("saint", -1) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("namurr", "Namur"),
        ("Tiers", "Thiers"),
        ("Vichi", "Vichy"),
        ("clermon ferrand", "Clermont-Ferrand"),
        ("Calrmont-Ferrand", ""),
        ("rochele", "La Rochelle"),
        ("abc", ""),
        ("zzzzzz", ""),
    ],
)
def test_a_town_one_letter_away_is_proposed_the_most_populated_first(text: str, name: str) -> None:
    assert find(text) == []
    alike = resembling(text)
    assert (alike[0].name if alike else "") == name
    assert [place.population for place in alike] == sorted((place.population for place in alike), reverse=True)
    assert [place.name for place in suggest(text)][:1] == ([name] if name else [])


def test_homonyms_are_followed_by_the_longer_names_that_begin_like_them() -> None:
    clermont = [place.label for place in choices("Clermont")]
    assert clermont[0] == "Clermont (60600)"
    assert "Clermont-Ferrand (63000)" in clermont
    assert len(clermont) <= 10
    assert [place.name for place in choices("le puy")][2] == "Le Puy-en-Velay"
    assert [place.name for place in choices("Aix")][:2] == ["Aix", "Aix-en-Provence"]


@pytest.mark.parametrize("text", ["Paris", "Namur", "Thiers", "Riom", "63000", "Clermont (63)", "5000 Namur"])
def test_a_name_that_says_enough_is_not_asked_again(text: str) -> None:
    assert choices(text) == find(text)
    assert len(choices(text)) == 1


@settings(max_examples=50)
@given(TYPED)
def test_no_text_makes_the_choices_fail(text: str) -> None:
    assert set(find(text)) <= set(choices(text))
    resembling(text)
    territory(text)
