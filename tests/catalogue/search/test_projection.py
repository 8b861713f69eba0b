"""One session as a row of the listing: what enters the search terms, and what must never."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.catalogue.search.circle import Surroundings
from portal.catalogue.search.ddl import NO_END
from portal.catalogue.search.projection import COLUMNS, MOST_TERMS, Details, Source, action_words, row
from portal.catalogue.search.tags import domain_alternatives, domain_tags, facet, square
from portal.places import by_code, near
from portal.places.gazetteer import gazetteer

TODAY = date(2026, 11, 20)


def a_source(**facts: Any) -> Source:
    usual = Source(
        session_id=7,
        session_public_id="s7",
        action_id=3,
        action_public_id="a3",
        title="Soudeur à l’arc",
        objective="<p>Souder des <strong>tôles</strong> fines.</p>",
        codes=[
            {"scheme": "formacode", "code": "23054"},
            {"scheme": "rome", "code": "H2913"},
            {"scheme": "rncp", "code": "35030"},
            {"scheme": "certifinfo", "code": "99999"},
        ],
        kind="AFC",
        certifying=True,
        organisation="GRETA d’Auvergne",
        hours_total=None,
        hours_centre=200.5,
        hours_company=70,
        state="open",
        starts_on=date(2027, 1, 12),
        starts_precision="day",
        ends_on=date(2027, 3, 26),
        ends_precision="day",
        entry_mode="fixed",
        modality="presentiel",
        town="Clermont-Ferrand",
        postcode="63000",
        department="63",
        commune_code="F63113",
    )
    return usual._replace(**facts)


def made(source: Source, details: Details | None = None) -> dict[str, Any]:
    found = details or Details((("CRA", "Conseil régional"), ("PE", "France Travail")))
    return dict(zip(COLUMNS, row(source, action_words(source), found, 2, TODAY), strict=True))


def test_a_row_says_what_its_card_shows() -> None:
    values = made(a_source())
    assert values["position"] & 0xFFFFFFFF == values["session_id"] == 7
    assert (values["funder"], values["funders"]) == ("CRA", "Conseil régional, France Travail")
    assert (values["hours"], values["siblings"], values["slug"]) == (270, 2, "soudeur-a-l-arc")
    assert values["next_entry"] == date(2027, 1, 12)
    assert values["listed_until"] == (date(2027, 3, 26) - date(1970, 1, 1)).days


def test_words_codes_organisation_town_and_postcode_are_search_terms() -> None:
    terms = made(a_source())["terms"].split()
    assert {"soudeu", "arc", "tol", "greta", "auvergn", "clermont", "ferrand", "63000"} <= set(terms)
    assert "rncp35030" in terms
    assert len(terms) == len(set(terms))


def test_a_certification_is_one_term_however_its_source_writes_it() -> None:
    for code in ("35030", "RNCP35030", "RNCP 35030"):
        terms = made(a_source(codes=[{"scheme": "rncp", "code": code}]))["terms"].split()
        assert [term for term in terms if "35030" in term] == ["rncp35030"]


def test_every_filter_is_a_tag() -> None:
    terms = set(made(a_source())["terms"].split())
    assert {"_souvert", "_d63", "_fCRA", "_fPE", "_kAFC", "_mpresentiel", "_q1", "_pF63113"} <= terms
    assert {"_n230", "_n23054", "_nH", "_nH29", "_nH2913", "_tsoudeu", "_tarc"} <= terms


def test_a_market_number_in_a_text_is_not_a_search_term() -> None:
    terms = made(a_source(title="Lot 3 M1451401", objective="<p>Marché m1451401</p>"))["terms"]
    assert "1451401" not in terms


def test_markup_and_codes_of_other_lists_are_not_search_terms() -> None:
    terms = made(a_source())["terms"].split()
    assert not {"strong", "p", "99999"} & set(terms)


def test_an_endless_text_is_cut() -> None:
    long = " ".join(f"mot{number}" for number in range(5_000))
    terms = made(a_source(objective=long, title="Titre"))["terms"].split()
    assert sum(term[0] != "_" for term in terms) == MOST_TERMS


def test_a_session_about_which_nothing_is_known_is_still_a_row() -> None:
    empty: dict[str, Any] = dict.fromkeys(
        ("objective", "codes", "kind", "certifying", "organisation", "hours_centre", "hours_company"), None
    )
    where: dict[str, Any] = dict.fromkeys(
        ("town", "postcode", "department", "commune_code", "starts_on", "ends_on"), None
    )
    values = made(a_source(**empty, **where, title="", starts_precision="unknown"), Details())
    assert values["terms"].split() == ["_souvert", "_mpresentiel"]
    assert (values["listed_until"], values["hours"], values["organisation"]) == (NO_END, None, "")


def test_any_change_of_what_is_shown_changes_the_version() -> None:
    versions = {made(a_source(**change))["version"] for change in ({}, {"town": "Riom"}, {"state": "suspended"})}
    assert len(versions) == 3
    assert made(a_source())["version"] == made(a_source())["version"]


def test_every_prefix_of_a_domain_code_finds_it_and_no_other() -> None:
    for code, other in (("15235", "25235"), ("K1801", "A1801")):
        for length in range(1, 6):
            asked = set(domain_alternatives(code[:length]))
            assert asked & set(domain_tags(code))
            assert not asked & set(domain_tags(other))
    assert domain_tags("1523") == domain_tags("ABCDE") == domain_tags("٣٣٣٣٣") == []


def test_a_wide_circle_is_a_few_squares_and_holds_nothing_else() -> None:
    found = [place for code in ("F63113", "F63300", "F75056", "F69123") if (place := by_code(code))]
    clermont, riom, paris, lyon = found
    surroundings = Surroundings({place.code: 1 for place in found})
    around = surroundings.cover([clermont.code, riom.code])
    assert set(around) == {square(clermont), square(riom)}
    assert not set(around) & set(surroundings.cover([paris.code, lyon.code]))
    assert square(clermont) == square(riom)
    assert surroundings.cover([clermont.code]) == ("_pF63113",)


def test_the_surroundings_of_a_town_are_those_of_the_gazetteer() -> None:
    some = gazetteer().places[::17]
    surroundings = Surroundings({place.code: 1 for place in some})
    for place in gazetteer().places[:4000:97]:
        for km in (5, 30, 77, 200):
            inside, _tags = surroundings.around(place, km)
            assert list(inside.items()) == [one for one in near(place, km) if one[0] in surroundings.sessions]


def test_only_the_families_of_domains_are_counted() -> None:
    assert facet("_nK") == ("domaine", "K")
    assert facet("_nK18") is None
    assert facet("_fCRA") == ("financeur", "CRA")
    assert facet("_tsoudeu") is None
