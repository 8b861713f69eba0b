"""The demo file by itself: valid, fictitious, varied, repeatable, and dated around the day it is built."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree
from stdnum.be import vat
from stdnum.fr import siret

from portal.demo import offers, phrases
from portal.demo.bodies import BODIES, commune
from portal.demo.content import FAMILIES, TRADES
from portal.demo.funding import LHEO_FUNDERS
from tests.support.typography import faults

TODAY = date(2026, 11, 20)
SHARED = Path(os.environ.get("PORTAL_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"
NS = "{http://lheo.gouv.fr/2.3}"
TITLE, STATE, PERIOD = f"{NS}intitule-formation", f"{NS}etat-recrutement", f"{NS}periode"


def demo_on(day: date, seed: int = offers.SEED) -> etree._Element:
    return etree.fromstring(offers.build(day, seed))


@pytest.fixture(scope="module")
def demo() -> etree._Element:
    return demo_on(TODAY)


def texts(demo: etree._Element, name: str) -> Counter[str]:
    return Counter(element.text or "" for element in demo.iter(NS + name))


def extras(element: etree._Element, info: str) -> list[str]:
    return [extra.text or "" for extra in element.iter(f"{NS}extra") if extra.get("info") == info]


def test_the_demo_has_three_hundred_actions_and_about_eight_hundred_sessions(demo):
    assert len(demo.findall(f".//{NS}formation")) == 300
    assert 750 <= len(demo.findall(f".//{NS}session")) <= 900


@pytest.mark.parametrize("day", [TODAY, date(2027, 2, 28), date(2028, 8, 2)])
def test_the_official_schema_accepts_the_demo(day):
    path = SHARED / "lheo" / "lheo-2.3.xsd"
    if not path.exists():
        pytest.skip("the reference schema is not here")
    schema = etree.XMLSchema(etree.parse(path))
    assert schema.validate(demo_on(day)), schema.error_log.last_error


def test_the_same_day_and_seed_give_the_same_file_and_another_seed_another_one():
    assert offers.build(TODAY) == offers.build(TODAY)
    assert offers.build(TODAY) != offers.build(TODAY, seed=7)


def test_every_formation_starts_a_line_without_prefix():
    lines = offers.build(TODAY).split(b"\n")
    assert sum(line.startswith(b"<formation numero=") for line in lines) == 300
    assert b":formation" not in offers.build(TODAY)


def test_every_recruitment_state_is_there_and_some_sessions_say_nothing(demo):
    states = texts(demo, "etat-recrutement")
    silent = [session for session in demo.iter(f"{NS}session") if session.find(STATE) is None]
    assert set(states) == {"1", "2", "3"}
    assert min(states.values()) > 80
    assert len(silent) > 30


def test_every_kind_every_segment_and_every_funder_is_there(demo):
    assert set(extras(demo, "type-action")) == {"AFC", "AFC_EXPERIMENTAL", "POEC", "SIEG"}
    assert set(extras(demo, "segment-sieg")) == {"1", "2", "3"}
    assert set(texts(demo, "code-financeur")) == {str(code) for code in LHEO_FUNDERS.values()}


def test_every_delivery_mode_and_both_entry_modes_are_there(demo):
    assert set(texts(demo, "modalites-enseignement")) == {"0", "1", "2"}
    assert set(texts(demo, "modalites-entrees-sorties")) == {"0", "1"}


def test_only_closed_experimental_sessions_are_kept_from_the_public(demo):
    hidden = [session for session in demo.iter(f"{NS}session") if extras(session, "diffusion")]
    assert len(hidden) >= 5
    for session in hidden:
        formation = next(session.iterancestors(f"{NS}formation"))
        assert session.findtext(STATE) == "2"
        assert "AFC_EXPERIMENTAL" in extras(formation, "type-action")


def test_the_segments_bear_their_generated_titles(demo):
    titles = texts(demo, "intitule-formation")
    for department in ("Allier", "Cantal", "Haute-Loire", "Puy-de-Dôme"):
        assert titles[f"Remise à niveau {department} – (Réactif)"] == 1
        assert titles[f"Ecole de la deuxième chance – ER2C {department}"] == 1
    assert titles["Atelier multisectoriel"] >= 3


def test_kinds_are_paid_by_those_who_may(demo):
    allowed = {"AFC": {"2", "3", "4", "7"}, "AFC_EXPERIMENTAL": {"2", "3"}, "POEC": {"4"}, "SIEG": {"2"}}
    for formation in demo.iter(f"{NS}formation"):
        for kind in extras(formation, "type-action"):
            assert set(texts(formation, "code-financeur")) <= allowed[kind]


def test_market_numbers_have_eight_characters(demo):
    markets = extras(demo, "ref-action-marche-financeur") + extras(demo, "numero-marche")
    assert len(markets) > 200
    assert all(re.fullmatch(r"[A-Z][0-9]{7}", market) for market in markets)


def test_the_offer_of_the_scenarios_is_the_first_one(demo):
    formation = demo.find(f".//{NS}formation")
    sessions = formation.findall(f".//{NS}session")
    assert formation.findtext(TITLE) == "Assistant de vie aux familles"
    assert "GRETA Auvergne" in texts(formation, "nom-organisme")
    assert [session.findtext(STATE) for session in sessions] == ["1", "3", "2"]
    places = [
        action.findtext(f"{NS}lieu-de-formation/{NS}coordonnees/{NS}adresse/{NS}ville")
        for action in formation.iter(f"{NS}action")
    ]
    assert places == ["Clermont-Ferrand", "Moulins", "Aurillac"]
    assert extras(sessions[0], "bilan-intermediaire") == ["20261215"]
    assert extras(sessions[0], "bilan-final") == ["20270226"]
    assert "c.martin@greta.example" in texts(sessions[0], "courriel")
    assert "04 73 00 00 00" in texts(sessions[0], "numtel")
    assert extras(formation, "ref-action-marche-financeur") == ["M1451401"] * 3


def test_the_offer_of_the_scenarios_can_still_be_joined_years_later():
    session = demo_on(date(2029, 6, 1)).find(f".//{NS}session")
    assert session.findtext(STATE) == "1"
    assert session.findtext(f"{PERIOD}/{NS}fin") >= "20290601"


def test_titles_are_hardly_ever_repeated(demo):
    titles = texts(demo, "intitule-formation")
    assert len(titles) >= 290


def test_objectives_and_programmes_are_not_copies_of_each_other(demo):
    assert len(texts(demo, "contenu-formation")) >= 285
    assert len(texts(demo, "objectif-formation")) >= 200


def test_every_mail_address_and_every_site_is_in_the_reserved_domain(demo):
    mails, sites = texts(demo, "courriel"), texts(demo, "urlweb")
    assert all(mail.endswith(".example") for mail in mails)
    assert all(re.match(r"https://www\.[a-z0-9-]+\.example/", site) for site in sites)


def test_every_telephone_number_is_one_of_those_kept_for_fiction(demo):
    french = r"04 73 00 00 00|(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d\d \d\d"
    assert all(re.fullmatch(rf"{french}|\+32 \d+ 00 00 \d\d", number) for number in texts(demo, "numtel"))


def test_company_numbers_are_well_formed_and_unused():
    for body in BODIES:
        checker, prefix = (vat, "19999") if body.is_belgian else (siret, "99999")
        assert checker.is_valid(body.company_number)
        assert body.company_number.startswith(prefix)


def test_certificates_have_numbers_that_nobody_uses(demo):
    numbers = texts(demo, "code-RNCP") | texts(demo, "code-RS")
    assert len(numbers) > 60
    assert all(re.fullmatch(r"(RNCP|RS)99\d{3}", number) for number in numbers)


def test_every_known_date_is_within_three_years_of_the_day(demo):
    reach = timedelta(days=3 * 366)
    for name in ("debut", "fin", "date"):
        for text in texts(demo, name):
            if not text.endswith("00") and text != "99999999":
                assert abs(date.fromisoformat(text) - TODAY) < reach


def test_sessions_end_after_they_start(demo):
    for session in demo.iter(f"{NS}session"):
        assert session.findtext(f"{PERIOD}/{NS}debut") <= session.findtext(f"{PERIOD}/{NS}fin")


def test_meetings_come_before_the_session_and_on_working_days(demo):
    for session in demo.iter(f"{NS}session"):
        for meeting in session.findall(f"{NS}recrutement"):
            held = date.fromisoformat(meeting.findtext(f"{PERIOD}/{NS}debut"))
            assert held.weekday() < 5
            if next(session.iterancestors(f"{NS}action")).findtext(f"{NS}modalites-entrees-sorties") == "0":
                assert held.strftime("%Y%m%d") < session.findtext(f"{PERIOD}/{NS}debut")


def test_reviews_fall_inside_the_session_the_interim_one_first(demo):
    dated = [session for session in demo.iter(f"{NS}session") if extras(session, "bilan-final")]
    assert len(dated) > 100
    for session in dated:
        (interim,), (final,) = extras(session, "bilan-intermediaire"), extras(session, "bilan-final")
        assert session.findtext(f"{PERIOD}/{NS}debut") <= interim <= final <= session.findtext(f"{PERIOD}/{NS}fin")


def test_some_dates_are_partial_and_some_are_unknown(demo):
    starts = [period.findtext(f"{NS}debut") for period in demo.iter(PERIOD)]
    assert any(re.fullmatch(r"\d{4}(0[1-9]|1[0-2])00", start) for start in starts)
    assert any(re.fullmatch(r"2\d{3}0000", start) for start in starts)
    assert "00000000" in starts


def test_belgian_places_follow_our_profile_and_french_ones_do_not(demo):
    countries = Counter()
    for address in demo.iter(f"{NS}adresse"):
        belgian = address.findtext(f"{NS}pays") == "BE"
        countries[belgian] += 1
        assert belgian == address.findtext(f"{NS}codepostal").startswith("B")
        assert belgian == bool(extras(address, "code-postal"))
        assert belgian == (address.find(f"{NS}code-INSEE-commune") is None)
    assert min(countries.values()) > 100


def test_every_region_of_the_plan_is_served(demo):
    departments = set(texts(demo, "departement"))
    assert {"03", "15", "43", "63", "33", "67", "59", "31", "35", "974"} <= departments
    assert len(departments) > 60


def test_every_organisation_knows_its_towns_and_families():
    for body in BODIES:
        assert body.families <= set(FAMILIES)
        assert all(commune(code).country == body.seat.country for code in body.towns)


def test_trades_have_distinct_keys_and_titles():
    titles = [title for trade in TRADES for title in trade.titles]
    assert len(TRADES) >= 110
    assert len({trade.key for trade in TRADES}) == len(TRADES)
    assert len(set(titles)) == len(titles)


def test_sentences_around_trades_name_trades_that_exist():
    named = {key for keys in phrases.LIKE_FAMILY.values() for key in keys.split()}
    assert named <= {trade.key for trade in TRADES}
    assert set(phrases.LIKE_FAMILY) <= set(phrases.CLOSINGS) == set(FAMILIES)


def test_some_programmes_are_short_and_some_are_long(demo):
    lengths = sorted(len(text) for text in texts(demo, "contenu-formation"))
    assert lengths[10] < 300
    assert lengths[-10] > 1000


def test_texts_keep_the_typography_of_the_site(demo):
    for name in ("intitule-formation", "resultats-attendus", "conditions-specifiques", "commentaire", "denomination"):
        assert [fault for text in texts(demo, name) for fault in faults(text)] == []


def test_codes_of_trades_are_known_to_the_public_tables():
    tables = SHARED / "tables"
    if not tables.exists():
        pytest.skip("the reference tables are not here")
    formacodes = {line.split(",")[0] for line in (tables / "formacode-v8-2003.csv").read_text("utf-8").splitlines()}
    romes = {line.split("|")[0] for line in (tables / "rome_labels.csv").read_text("utf-8").splitlines()}
    for trade in TRADES:
        assert set(trade.formacodes) <= formacodes
        assert set(trade.romes) <= romes


def test_the_command_writes_the_file(tmp_path):
    path = tmp_path / "demo.xml"
    assert offers.main([str(path), "2026-11-20"]) == 0
    assert path.read_bytes() == offers.build(TODAY)
    assert offers.main([]) == 2
