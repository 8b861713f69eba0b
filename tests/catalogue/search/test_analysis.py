"""The analyser: what is merged, what stays apart, and that no text at all makes it fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.search.analysis import LONGEST_WORD, STOP_WORDS, asked, edits, fold, stem, stems

LETTERS = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæABCDEFGHIJKLMNOPQRSTUVWXYZÀÉÈÊÇŒ '’-0123456789"
FRENCH = st.text(LETTERS, max_size=80)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)

SAME = [
    "soudeur soudeuse soudeurs soudeuses Soudeur",
    "infirmier infirmière infirmiers infirmières",
    "technicien technicienne techniciens techniciennes",
    "formateur formatrice formateurs formatrices",
    "agriculteur agricultrice",
    "acheteur acheteuse",
    "métier métiers METIERS métier",
    "commercial commerciale commerciaux commerciales",
    "médico-social médico-sociale médico-sociaux",
    "sportif sportive sportifs sportives",
    "gestionnaire gestionnaires",
    "cœur coeur CŒUR cœurs",
    "employé employée employés employées",
    "boulanger boulangère boulangers",
    "maçon maçonne maçons",
    "professionnel professionnelle professionnels professionnelles",
    "français française françaises",
    "liégeois liégeoise",
    "sérieux sérieuse",
    "ingénieur ingénieure ingénieurs",
    "public publique publics publiques",
    "travail travaux",
    "réseau réseaux",
    "matériau matériaux",
    "nouveau nouvelle nouveaux nouvelles",
    "apprenti apprentie",
    "secrétaire secrétaires",
    "conseiller conseillère",
    "vendeur vendeuse vendeurs",
    "soignant soignante soignants",
]


@pytest.mark.parametrize("words", SAME)
def test_gender_plural_accents_and_case_of_one_word_are_one_term(words: str) -> None:
    assert len({stems(word) for word in words.split()}) == 1


APART = [
    "coiffeur coiffure",
    "boulanger boulangerie",
    "employé employeur",
    "cuisine cuisinier",
    "menuisier menuiserie",
    "soudeur soudure",
    "conseiller conseil",
    "peintre peinture",
    "technicien technique",
    "mécanicien mécanique",
    "secrétaire secrétariat",
    "boucher bouchon",
    "vendeur vente vent",
    "plombier plomb",
    "gestionnaire gestion",
    "fleur fleuriste",
    "port porte",
    "cours course",
    "carreleur carrelage",
    "informaticien informatique",
    "logistique logisticien",
    "maçon maçonnerie",
    "jardin jardinier",
    "chauffeur chauffage",
    "e-mail émaux",
    "C1 C2",
]


@pytest.mark.parametrize("words", APART)
def test_different_trades_and_things_stay_apart(words: str) -> None:
    listed = words.split()
    assert len({stems(word) for word in listed}) == len(listed)


def test_function_words_and_elisions_are_not_terms() -> None:
    assert stems("l'agent d’accueil jusqu'à aujourd'hui, qu’il soit à l’aise") == stems("agent accueil aise")
    assert stems("le la les de du des et ou à pour avec") == ()


def test_inclusive_spellings_leave_the_trade_alone() -> None:
    expected = stems("technicien")
    for text in ("technicien(ne)s", "technicien·ne·s", "Technicien.ne", "TECHNICIEN/TECHNICIENNE", "technicien-ne"):
        assert stems(text) == expected
    assert stems("conducteur(trice)") == stems("conductrice")
    assert stems("soudeur·euse") == stems("soudeuse")


def test_codes_stay_whole_and_their_labels_are_read() -> None:
    assert stems("15235 K1801 RNCP35030") == ("15235", "k1801", "rncp35030")
    assert stems("RNCP 35030") == ("rncp35030",)
    assert stems("Formacode 15235") == stems("formacode : 15235") == ("15235",)
    assert stems("code ROME K1801") == (*stems("code"), "k1801")


def test_market_numbers_are_never_search_terms() -> None:
    assert stems("marché M1451401 et m1451401") == stems("marché")


def test_letters_of_driving_licences_and_names_of_languages_survive() -> None:
    assert stems("permis D") == ("permi", "d")
    assert stems("Permis B") == ("permi", "b")
    assert stems("C++, C# et .NET") == (stem("cplusplus"), stem("csharp"), "dotnet")


@given(ANY_TEXT)
def test_no_text_at_all_makes_the_analyser_fail(text: str) -> None:
    for term in stems(text):
        assert term
        assert len(term) <= LONGEST_WORD
        assert not set(term) & set(" \t\n\0\"'*:()^+-_")
        term.encode()


@pytest.mark.parametrize(
    "text", ["\0" * 10_000, "é" * 10_000, "a " * 10_000, "\ud800" * 50, "موظف 文字 ✓", "-" * 10_000]
)
def test_absurd_texts_are_analysed_in_bounded_size(text: str) -> None:
    assert sum(map(len, stems(text))) <= 10_000


@given(FRENCH)
def test_accents_and_case_never_change_the_terms(text: str) -> None:
    assert stems(text.upper()) == stems(text.lower()) == stems(fold(text))


@given(FRENCH)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(FRENCH, FRENCH)
def test_the_terms_of_two_texts_together_are_the_terms_of_each(left: str, right: str) -> None:
    together = set(stems(f"{left} ; {right}"))
    assert {term for term in stems(left) if len(term) > 1} <= together


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9), st.data())
def test_one_wrong_letter_is_always_among_the_candidates(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcxyz0"))
    around = set(edits(word))
    assert word[:at] + word[at + 1 :] in around
    assert word[:at] + letter + word[at + 1 :] in around
    assert word[:at] + letter + word[at:] in around
    assert word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :] in around


def test_stop_words_are_written_folded() -> None:
    assert all(fold(word) == word for word in STOP_WORDS)


@pytest.mark.parametrize("text", ["C.A.P", "c.a.p.", "CAP", "(C.A.P.)"])
def test_the_dots_of_an_acronym_change_nothing(text: str) -> None:
    assert stems(text) == ("cap",)


def test_a_full_stop_between_sentences_joins_nothing() -> None:
    assert stems("Niveau B. Soudure.Métal. www.x.y") == stems("niveau b soudure métal www x y")


def test_words_that_only_ask_are_left_out_of_a_question() -> None:
    assert [word for word, _ in asked("Je cherche une formation de soudeur à Thiers")] == ["soudeur", "thiers"]
    assert [word for word, _ in asked("stage pour devenir cuisinier")] == ["cuisinier"]
    assert [word for word, _ in asked("formations")] == ["formations"]
    assert "formation" in stems("Responsable de formation")
