"""What is kept in memory and what is answered without a body: never for a person, never for what is not a 200."""

from __future__ import annotations

import pytest
from flask import g

from portal.catalogue.publicly import PageCache
from portal.catalogue.status import PublicationState, RecruitmentState
from portal.foundation.access import Actor
from tests.catalogue.builders import a_session, an_action, show


@pytest.fixture
def offer(session):
    action = an_action(session)
    a_session(session, action)
    show(session, action)
    return f"/offres/{action.public_id}/assistant-de-vie-aux-familles"


@pytest.fixture
def somebody(app):
    """Every request is made by a person who is logged in."""

    @app.before_request
    def enter() -> None:
        g.actor = Actor(user_id=1)

    return app


def test_a_page_asked_twice_is_answered_from_memory_without_asking_for_rows(client, engine, queries, offer):
    first = client.get(offer)
    with queries() as seen:
        again = client.get(offer)
    assert again.text == first.text
    assert again.headers["ETag"] == first.headers["ETag"]
    assert not seen


def test_nothing_is_kept_nor_validated_for_a_person(somebody, client, offer):
    answer = client.get(offer)
    assert answer.status_code == 200
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert not somebody.extensions["pages"]._pages


def test_a_visitor_with_the_session_cookie_is_never_answered_304_before_the_person_is_known(client, app, offer):
    tag = client.get(offer).headers["ETag"]
    assert client.get(offer, headers={"If-None-Match": tag}).status_code == 304
    known = []
    app.before_request_funcs.setdefault(None, []).append(lambda: known.append(1))
    client.get(offer, headers={"If-None-Match": tag})
    assert not known, "without a cookie the answer comes before the application"
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], "x")
    client.get(offer, headers={"If-None-Match": tag})
    assert known


def test_a_redirect_stays_a_redirect_when_asked_again(client, offer):
    wrong = f"{offer}-autre"
    assert [client.get(wrong).status_code for _ in range(2)] == [301, 301]


def test_a_gone_page_stays_gone_and_asks_little(client, engine, queries, session):
    action = an_action(session)
    for town in ("Thiers", "Moulins", "Aurillac", "Clermont-Ferrand"):
        for _ in range(10):
            a_session(session, action, town=town, recruitment_state=RecruitmentState.CLOSED)
    show(session, action)
    for _ in range(2):
        with queries() as seen:
            answer = client.get(f"/offres/{action.public_id}")
        assert answer.status_code == 410
        assert "ETag" not in answer.headers
        assert len(seen) <= 16


def test_a_draft_whose_session_was_published_is_not_betrayed(client, session):
    action = an_action(session, publication_state=PublicationState.DRAFT)
    made = a_session(session, action)
    show(session, action)
    assert client.get(f"/offres/{action.public_id}").status_code == 404
    assert client.get(f"/offres/{action.public_id}/sessions/{made.public_id}").status_code == 404


def test_an_address_with_a_final_slash_leads_to_the_same_page(client, offer):
    assert client.get("/offres/").status_code == 200
    assert client.get(f"{offer}/").status_code == 200


def test_the_memory_of_pages_stays_within_its_bound_addresses_included():
    cache = PageCache(400_000)
    for number in range(1_000):
        cache.put("s", f"/offres?q={'x' * 2_000}{number}", b"y" * 1_000, ())
    assert cache._bytes <= 400_000
    assert len(cache._pages) <= 100


def test_the_name_of_the_build_changes_with_what_pages_say(settings):
    from portal import create_app
    from portal.config import Settings

    names = set()
    for changes in ({}, {"data_licence": "Autre"}, {"name": "Autre"}, {"secret_key": "x" * 40}):
        app = create_app(Settings(**{**vars(settings), **changes}))
        names.add(app.extensions["build"])
        app.extensions["engine"].dispose()
    assert len(names) == 3
