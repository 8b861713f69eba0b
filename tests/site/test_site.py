"""The pages around the catalogue answer, are checked by the client, and cost nothing when unchanged."""

from __future__ import annotations

from datetime import datetime

import pytest

from portal.site.views import PAGES
from tests.support.pages import plain

ADDRESSES = ["/", *(path for path, _, _ in PAGES)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_answers_and_is_validated_without_a_body(client, address):
    first = client.get(address)
    assert first.status_code == 200
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
    assert again.headers["Cache-Control"] == "no-cache"


def test_the_accessibility_statement_says_the_honest_state_and_how_to_complain(client):
    text = plain(client.page("/accessibilite"))
    assert "non conforme" in text
    assert "Défenseur des droits" in text


def test_security_txt_has_what_rfc_9116_demands(client):
    text = client.get("/.well-known/security.txt").text
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"].startswith("mailto:")
    assert datetime.fromisoformat(fields["Expires"]) > datetime.now().astimezone()


def test_robots_names_the_site_map(client):
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text


def test_health_says_alive_and_ready(client):
    assert client.get("/sante").json == {"etat": "ok"}
    ready = client.get("/sante/pret")
    assert ready.status_code == 200
    assert ready.json["migrations"] is True


def test_readiness_fails_when_a_migration_is_missing(client, engine):
    with engine.begin() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    try:
        assert client.get("/sante/pret").status_code == 503
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")


def test_htmx_and_the_styles_are_served_by_the_portal_and_kept_for_a_year(client):
    page = client.page("/")
    for address in [*page.xpath("//script/@src"), *page.xpath("//link[@rel='stylesheet']/@href")]:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_no_public_page_sets_a_cookie(client):
    for address in [*ADDRESSES, "/offres"]:
        assert "Set-Cookie" not in client.get(address).headers
