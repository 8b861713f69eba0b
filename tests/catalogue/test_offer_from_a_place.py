"""An offer seen from a town: how far each session is, and the nearest one first when asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.catalogue.builders import a_session, an_action, show, today
from tests.support.pages import plain


@pytest.fixture
def offer(session):
    action = an_action(session)
    for town in ("Aurillac", "Clermont-Ferrand", "Moulins"):
        a_session(session, action, town=town)
    show(session, action)
    return f"/offres/{action.public_id}/assistant-de-vie-aux-familles"


def towns(page) -> list[str]:
    cells = page.cssselect("table.sessions tbody td[data-label='Lieu']")
    return [plain(cell).split(" ", 1)[1] for cell in cells]


def test_each_session_says_how_far_it_is_and_the_nearest_may_come_first(client, offer):
    page = client.page(f"{offer}?lieu=Moulins+(03000)")
    assert [town.split(" à ")[0] for town in towns(page)] == ["Aurillac", "Clermont-Ferrand", "Moulins"]
    nearest = client.page(page.cssselect("a[href*='tri=distance']")[0].get("href").partition("#")[0])
    assert [town.split(" à ")[0] for town in towns(nearest)] == ["Moulins", "Clermont-Ferrand", "Aurillac"]
    assert "à moins de 1 km" in towns(nearest)[0]
    assert "km" in towns(nearest)[2]


def test_a_card_found_around_a_town_leads_to_the_offer_seen_from_there(client, offer):
    page = client.page("/offres?lieu=Moulins+(03000)&rayon=30")
    link = page.cssselect(".card a")[0].get("href")
    assert "?lieu=F03190#session-" in link
    assert "à moins de 1 km" in plain(client.page(link.partition("#")[0]))


@pytest.mark.parametrize("place", ["Saint-Denis", "introuvable", "\x00", "x" * 10_000, "<b>", "F99999"])
def test_a_place_that_is_not_one_place_changes_nothing_and_says_so(client, offer, place):
    answer = client.get(offer, query_string={"lieu": place, "tri": "distance"})
    assert answer.status_code == 200
    assert ("Nous ne trouvons pas cette commune" in answer.text) is (place != "\x00")


def test_past_information_meetings_are_not_offered_any_more(client, session):
    action = an_action(session)
    day = today()
    meetings = (
        {"held_on": day - timedelta(days=3), "starts_at": "09:00"},
        {"held_on": day + timedelta(days=3), "starts_at": "14:30"},
    )
    a_session(session, action, meetings=meetings, contacts=(("Nadia Exemple", "04 65 71 02 19", "n@greta.example"),))
    show(session, action)
    page = client.page(f"/offres/{action.public_id}/assistant-de-vie-aux-familles")
    text = plain(page)
    assert "14 h 30" in text
    assert "9 h" not in text.replace("9 h à 17 h", "")
    assert not page.cssselect("a[href$='?reunion=1']")
    assert page.cssselect("a[href$='?reunion=2']")
    assert "Appeler Nadia Exemple : 04 65 71 02 19" in text


def test_when_every_meeting_is_past_nobody_is_told_to_come(client, session):
    action = an_action(session)
    a_session(session, action, meetings=({"held_on": today() - timedelta(days=1)},))
    show(session, action)
    assert "information collective" not in plain(
        client.page(f"/offres/{action.public_id}/assistant-de-vie-aux-familles")
    )


def test_a_permanent_entry_whose_period_is_past_comes_last_and_is_to_be_confirmed(client, session):
    action = an_action(session)
    past = {"starts_on": today() - timedelta(days=60), "ends_on": today() - timedelta(days=40)}
    a_session(session, action, town="Thiers", entry_mode="permanent", **past)
    a_session(session, action, town="Moulins")
    show(session, action)
    assert ["Thiers" in plain(card) for card in client.page("/offres").cssselect(".card")] == [False, True]
    page = client.page(f"/offres/{action.public_id}/assistant-de-vie-aux-familles")
    last = page.cssselect("table.sessions tbody tr")[-1]
    assert "Thiers" in plain(last)
    assert "dates à confirmer auprès de l’organisme" in plain(last)


def test_a_town_typed_with_an_error_is_asked_back(client, offer):
    page = client.page("/offres?lieu=Aurilac")
    assert "Vouliez-vous dire" in plain(page.cssselect("#resultats")[0])
    assert any("Aurillac" in plain(link) for link in page.cssselect("#resultats .tiles a"))


def test_the_departments_of_a_region_stay_chosen_when_the_form_is_sent_again(client, offer):
    page = client.page("/offres?departement=03&departement=15")
    boxes = page.cssselect("input[name='departement'][checked]")
    assert [box.get("value") for box in boxes] == ["03", "15"]


@pytest.mark.parametrize(("question", "kept"), [("lieu=Aurillac", []), ("lieu=Aurillac&tri=date", ["date"])])
def test_only_a_sort_that_was_chosen_is_sent_again(client, offer, question, kept):
    page = client.page(f"/offres?{question}")
    assert [field.get("value") for field in page.cssselect("input[name='tri']")] == kept
