"""What the public sees, and what it never sees (AC-01 to AC-08; R-002-01 to R-002-03, R-002-35 to R-002-38)."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal.catalogue.models import TrainingAction, TrainingSession
from portal.catalogue.status import PublicationState, RecruitmentState, ReviewKind
from portal.foundation import french
from tests.catalogue.builders import a_session, an_action, show, today
from tests.support.pages import parse, parse_fragment, plain
from tests.support.swaps import normal, swap

CONTACT = ("Charlotte Martin", "04 73 00 00 00", "c.martin@greta.example")


@pytest.fixture
def three(session):
    """AC-01: one action, S1 open, S2 suspended, S3 closed."""
    action = an_action(session)
    opened = a_session(
        session,
        action,
        contacts=(CONTACT,),
        market="M1451401",
        reviews=((ReviewKind.INTERIM, date(2027, 12, 15)), (ReviewKind.FINAL, date(2028, 2, 26))),
        meetings=({"held_on": today() + timedelta(days=20), "starts_at": "09:30", "place": "Salle 2"},),
    )
    suspended = a_session(session, action, town="Moulins", recruitment_state=RecruitmentState.SUSPENDED)
    closed = a_session(session, action, town="Aurillac", recruitment_state=RecruitmentState.CLOSED)
    show(session, action)
    return action, opened, suspended, closed


def address(action: TrainingAction) -> str:
    return f"/offres/{action.public_id}/assistant-de-vie-aux-familles"


def rows(tree) -> list[str]:
    return [plain(card) for card in tree.cssselect(".card")]


def test_open_and_suspended_sessions_are_listed_and_told_apart_and_closed_ones_are_not(client, three):
    page = client.page("/offres")
    assert plain(page.cssselect("#resultats-titre")[0]) == "2 sessions"
    assert [state.get("data-status") for state in page.cssselect(".card .state")] == ["open", "suspended"]
    assert "Recrutement ouvert" in rows(page)[0]
    assert "Recrutement suspendu" in rows(page)[1]
    assert "Aurillac" not in plain(page.find("body"))


@pytest.mark.parametrize("state", ["ferme", "FERMÉ'--", "fermé", "closed", "2", "\x00", "ouvert\x00", "x" * 10_000])
def test_an_unknown_state_shows_every_visible_session_and_says_so(client, three, state):
    page = client.get("/offres", query_string={"etat": state})
    assert page.status_code == 200
    fragment = client.fragment("/offres", query_string={"etat": state})
    for text in (page.text, fragment):
        assert "Aurillac" not in text.replace("Aurillac</option>", "")
        assert text.count('data-status="closed"') == 0
    if "ouvert" not in state and state != "\x00":
        assert "Filtre «\u202fétat\u202f» inconnu\u00a0: toutes les sessions visibles sont affichées." in page.text
        assert len(rows(parse(page.text))) == 2


def test_a_closed_offer_answers_410_without_title_or_contact_and_offers_others_near(client, session, three):
    action, *_ = three
    gone = an_action(session, title="Titre à taire")
    a_session(session, gone, contacts=(("Nom Tu", "04 73 00 00 09", "tu@greta.example"),))
    show(session, gone)
    former = f"/offres/{gone.public_id}/titre-a-taire"
    client.page(former)
    session.execute(
        sa.update(TrainingSession)
        .where(TrainingSession.action_id == gone.id)
        .values(recruitment_state=RecruitmentState.CLOSED)
    )
    answer = client.get(former)
    assert answer.status_code == 410
    assert "Cette formation n’est plus diffusée." in answer.text
    for secret in ("Titre à taire", "Nom Tu", "04 73 00 00 09", "tu@greta.example"):
        assert secret not in answer.text
    assert "Assistant de vie aux familles" in answer.text


def test_the_address_of_a_closed_session_answers_410_and_of_an_open_one_leads_to_it(client, three):
    action, opened, _, closed = three
    answer = client.get(f"/offres/{action.public_id}/sessions/{opened.public_id}")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"#session-{opened.public_id}")
    assert client.get(f"/offres/{action.public_id}/sessions/{closed.public_id}").status_code == 410


@pytest.mark.parametrize(
    ("publication", "recruitment"),
    [
        (PublicationState.DRAFT, RecruitmentState.OPEN),
        (PublicationState.SUBMITTED, RecruitmentState.OPEN),
        (PublicationState.EXPORT_ONLY, RecruitmentState.CLOSED),
        (PublicationState.PUBLISHED, RecruitmentState.UNKNOWN),
    ],
)
def test_what_was_never_public_is_404(client, session, publication, recruitment):
    action = an_action(session, publication_state=publication, published_at=None)
    made = a_session(session, action, publication_state=publication, recruitment_state=recruitment, published_at=None)
    show(session, action)
    assert client.get(address(action)).status_code == 404
    assert client.get(f"/offres/{action.public_id}/sessions/{made.public_id}").status_code == 404
    assert client.get("/offres/doesnotexist").status_code == 404


def test_a_withdrawn_offer_is_410(client, session, three):
    action, *_ = three
    action.publication_state = PublicationState.WITHDRAWN
    show(session, action)
    assert client.get(address(action)).status_code == 410


def test_closing_takes_effect_on_the_next_request_in_the_page_and_in_its_validation(client, session, three):
    action, opened, *_ = three
    first = client.get("/offres")
    opened.recruitment_state = RecruitmentState.CLOSED
    show(session, action)
    again = client.get("/offres", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert plain(parse(again.text).cssselect("#resultats-titre")[0]) == "1 session"


def test_closing_by_any_statement_hides_the_session_at_once(client, session, three):
    _, opened, *_ = three
    first = client.get("/offres")
    session.execute(
        sa.update(TrainingSession)
        .where(TrainingSession.id == opened.id)
        .values(recruitment_state=RecruitmentState.CLOSED)
    )
    again = client.get("/offres", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert plain(parse(again.text).cssselect("#resultats-titre")[0]) == "1 session"


def test_review_dates_market_numbers_and_closed_sessions_are_nowhere_on_the_page(client, three):
    action, *_ = three
    text = client.get(address(action)).text
    for canary in (
        "15/12/2027",
        "2027-12-15",
        "15 décembre 2027",
        "26 février 2028",
        "2028-02-26",
        "M1451401",
        "Aurillac",
    ):
        assert canary not in text


def test_the_contact_can_be_called_and_written_to_with_the_title_as_subject(client, three):
    action, *_ = three
    page = client.page(address(action))
    write = next(link for link in page.cssselect("a[href^='mailto:c.martin']"))
    assert plain(write) == "Écrire à Charlotte Martin"
    assert write.get("href").startswith("mailto:c.martin@greta.example?subject=Demande")
    assert page.cssselect("a[href='tel:0473000000']")


def test_the_information_meeting_is_on_the_page_with_its_time_and_place(client, three):
    action, *_ = three
    text = plain(client.page(address(action)))
    assert "Information collective le" in text
    assert "à 9 h 30, Salle 2" in text


def test_another_slug_redirects_to_the_right_address_and_keeps_the_question(client, three):
    action, *_ = three
    answer = client.get(f"/offres/{action.public_id}/autre?sessions=toutes")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{address(action)}?sessions=toutes"


def test_structured_data_describes_public_sessions_only_and_no_person(client, three):
    action, *_ = three
    page = client.page(address(action))
    data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert data["@type"] == "Course"
    assert [i["location"]["address"]["addressLocality"] for i in data["hasCourseInstance"]] == [
        "Clermont-Ferrand",
        "Moulins",
    ]
    assert "Charlotte" not in json.dumps(data, ensure_ascii=False)


def test_a_script_in_imported_text_is_neither_run_nor_able_to_leave_the_structured_data(client, session):
    action = an_action(
        session,
        title="</script><script>alert(1)</script>",
        objective='<p onclick="x()">Objectif</p><script>alert(2)</script>',
    )
    a_session(session, action)
    show(session, action)
    answer = client.get(f"/offres/{action.public_id}/script-script-alert-1-script")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "onclick" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "etat=ouvert",
        "departement=63",
        "departement=03&etat=suspendu",
        "q=familles",
        "q=introuvable",
        "lieu=Aurillac",
        "tri=date",
    ],
)
def test_swapping_the_fragment_gives_the_page_a_reload_would_give(client, three, question):
    before = client.get("/offres").text
    fragment = client.fragment(f"/offres?{question}")
    after = client.get(f"/offres?{question}").text
    swapped = swap(before, fragment, "resultats")
    ignored = ("recherche", "annonce")
    assert normal(swapped, without=ignored) == normal(parse(after), without=ignored)


def test_the_fragment_announces_its_result_and_never_holds_the_whole_page(client, three):
    fragment = client.fragment("/offres?departement=63")
    assert "<html" not in fragment
    tree = parse_fragment(fragment)
    assert plain(tree.xpath("//*[@id='annonce']")[0]).startswith("1 session")


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_or_restored_request_gets_the_whole_page(client, three, header):
    answer = client.get("/offres", headers={"HX-Request": "true", header: "true"})
    assert "<html" in answer.text


def test_a_page_and_its_fragment_ask_the_database_at_most_four_times(client, engine, queries, three):
    client.get("/offres")
    for question in (
        "",
        "?etat=ouvert",
        "?q=familles",
        "?q=famille&departement=63&lieu=Moulins&rayon=50",
        "?q=famlles",
    ):
        for headers in ({}, {"HX-Request": "true"}):
            with queries() as seen:
                assert client.get(f"/offres{question}", headers=headers).status_code == 200
            assert len(seen) <= 4, seen


def test_the_offer_page_asks_no_more_for_twenty_sessions_than_for_one(client, engine, queries, session):
    few, many = an_action(session), an_action(session)
    a_session(session, few, contacts=(CONTACT,))
    for _ in range(20):
        a_session(session, many, contacts=(CONTACT,))
    show(session, few, many)
    counts = []
    for action in (few, many):
        with queries() as seen:
            client.page(address(action))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 10


def test_more_than_ten_sessions_wait_behind_a_link(client, session):
    action = an_action(session)
    for _ in range(12):
        a_session(session, action)
    show(session, action)
    page = client.page(address(action))
    assert len(page.cssselect("table.sessions tbody tr")) == 10
    more = page.cssselect("a[href*='sessions=toutes']")[0].get("href").partition("#")[0]
    assert len(client.page(more).cssselect("table.sessions tbody tr")) == 12


def test_an_ended_session_is_not_listed_and_a_permanent_one_never_ends(client, session):
    action = an_action(session)
    past = {"starts_on": today() - timedelta(days=100), "ends_on": today() - timedelta(days=1)}
    a_session(session, action, **past)
    a_session(session, action, town="Thiers", entry_mode="permanent", **past)
    show(session, action)
    page = client.page("/offres")
    assert [("Thiers" in row) for row in rows(page)] == [True]
    assert "Entrées permanentes" in rows(page)[0]


def test_an_ambiguous_town_asks_which_one(client, three):
    page = client.page("/offres?lieu=Saint-Denis&q=familles")
    links = [link.get("href") for link in page.cssselect("#resultats .tiles a")]
    assert len(links) > 1
    assert all("q=familles" in link and "lieu=" in link for link in links)
    assert client.get(links[0]).status_code == 200
    assert "Quelle commune" in client.fragment("/offres?lieu=Saint-Denis")


def test_towns_are_proposed_while_typing(client):
    options = parse_fragment(client.fragment("/offres/lieux?q=cler"))
    assert "Clermont-Ferrand" in plain(options)


def test_results_around_a_town_say_how_far_they_are(client, three):
    page = client.page("/offres?lieu=Clermont-Ferrand&rayon=100&tri=distance")
    distances = [row for row in rows(page) if "km" in row]
    assert len(distances) == 2
    assert "Clermont-Ferrand" in distances[0]


@pytest.mark.parametrize(
    "name",
    [
        "q",
        "etat",
        "lieu",
        "rayon",
        "departement",
        "financeur",
        "type",
        "domaine",
        "debut_des",
        "debut_avant",
        "modalite",
        "certifiante",
        "tri",
        "apres",
    ],
)
@pytest.mark.parametrize(
    "value",
    [
        "",
        "\x00",
        "x" * 10_000,
        "'; DROP TABLE offer_listing; --",
        "²½œ",
        "你好",
        "المهنة",
        "-1",
        "9" * 400,
        "<b>",
        '"*^():',
    ],
)
def test_no_nonsense_in_a_filter_fails_or_shows_a_closed_session(client, three, name, value):
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.get("/offres", query_string={name: value}, headers=headers)
        assert answer.status_code == 200
        assert 'data-status="closed"' not in answer.text
        assert "Aurillac" not in answer.text


def test_an_empty_catalogue_says_so_kindly(client):
    page = client.page("/offres?q=rien")
    assert plain(page.cssselect("#resultats-titre")[0]) == "Aucune session"
    assert "Retirer" in plain(page.cssselect("#resultats")[0])


def test_the_next_entry_comes_first_and_past_entries_are_not_named(client, session):
    action = an_action(session)
    coming = today() + timedelta(days=12)
    a_session(session, action, town="Moulins")
    a_session(
        session,
        action,
        town="Thiers",
        entry_mode="permanent",
        starts_on=today() - timedelta(days=50),
        ends_on=today() + timedelta(days=200),
        entries=(today() - timedelta(days=5), coming),
    )
    show(session, action)
    first, _ = client.page(address(action)).cssselect("table.sessions tbody tr")
    assert "Thiers" in plain(first)
    assert f"Prochaine entrée : {plain_day(coming)}" in plain(first)
    assert plain_day(today() - timedelta(days=5)) not in plain(first)


def plain_day(day: date) -> str:
    return french.day(day).replace(french.NBSP, " ")


@pytest.mark.parametrize(("price", "words"), [("2660.00", "2 660 €"), ("12,5", "12,50 €"), ("Gratuit", "Gratuit")])
def test_a_price_is_written_in_french(client, session, price, words):
    action = an_action(session)
    action.terms[0].price_total, action.terms[0].costs_detail = price, "Repas compris."
    a_session(session, action)
    show(session, action)
    text = plain(client.page(address(action)))
    assert f"Formation financée. Prix : {words}. Repas compris" in text
