"""Every refusal is a page or a fragment in plain French, and never a stack trace."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from werkzeug.exceptions import (
    Conflict,
    Forbidden,
    Gone,
    RequestEntityTooLarge,
    ServiceUnavailable,
    TooManyRequests,
    UnprocessableEntity,
)

from portal import create_app
from portal.config import Settings, SettingsError
from portal.foundation.db import reading
from portal.foundation.errors import BrokenRule
from portal.foundation.guard import open_to
from portal.foundation.throttle import Throttle

ERRORS = {
    403: Forbidden(),
    409: Conflict(),
    410: Gone(),
    413: RequestEntityTooLarge(),
    422: UnprocessableEntity(),
    429: TooManyRequests(retry_after=60),
    503: ServiceUnavailable(retry_after=30),
}


@pytest.fixture
def failing(app):
    """The application with an address that fails as asked, and failures answered as in production."""
    app.propagate_failures = False

    @app.get("/echec/<int:code>")
    @open_to(public=True)
    def fail(code: int):
        if code == 500:
            raise ZeroDivisionError("secret detail")
        if code == 1422:
            raise BrokenRule("titre", "Donnez un titre.")
        if code == 1503:
            raise sa.exc.OperationalError("SELECT secret", {}, Exception("database is locked"))
        raise ERRORS[code]

    @app.get("/oubliee")
    def forgotten():
        return "never"

    return app


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_an_error_is_a_whole_page_and_a_fragment(failing, client, code):
    page = client.get(f"/echec/{code}")
    assert page.status_code == code
    assert "<html" in page.text
    fragment = client.get(f"/echec/{code}", headers={"HX-Request": "true"})
    assert fragment.status_code == code
    if code != 413:
        assert "<html" not in fragment.text
        assert 'id="erreur"' in fragment.text


def test_an_unknown_address_is_404_and_a_wrong_method_is_405_and_says_the_right_ones(client):
    client.page("/rien", 404)
    answer = client.post("/offres")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].replace(" ", "").split(",")) == {"GET", "HEAD", "OPTIONS"}
    assert client.put("/robots.txt").status_code == 405


def test_a_failure_shows_a_reference_and_no_detail(failing, client):
    answer = client.get("/echec/500")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert "REFERENCE" not in answer.text


def test_a_database_that_is_away_gives_503_and_when_to_come_back(failing, client):
    answer = client.get("/echec/1503")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "secret" not in answer.text


def test_a_broken_rule_is_422_with_its_sentence(failing, client):
    answer = client.get("/echec/1422")
    assert answer.status_code == 422
    assert "Donnez un titre." in answer.text


def test_a_view_that_does_not_say_who_may_enter_refuses_to_answer(failing, client):
    assert client.get("/oubliee").status_code == 500


def test_an_error_page_needs_no_database(failing, client):
    failing.extensions["read_engine"] = sa.create_engine("sqlite:////nowhere/at/all.sqlite3")
    assert client.get("/offres").status_code == 503
    assert client.get("/echec/500").status_code == 500
    assert client.get("/sante").status_code == 200


def test_the_limiter_counts_per_address_and_forgets_after_a_minute():
    throttle = Throttle(2)
    assert [throttle.allows("a", 0), throttle.allows("a", 1), throttle.allows("a", 2)] == [True, True, False]
    assert throttle.allows("b", 2)
    assert throttle.allows("a", 61)


def test_too_many_searches_from_one_address_get_429(settings, engine):
    app = create_app(Settings(**{**vars(settings), "search_per_minute": 2}))
    client = app.test_client()
    seen = [client.get("/offres/lieux?q=x", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code for _ in range(3)]
    assert seen[2] == 429
    assert client.get("/offres/lieux?q=x", environ_base={"REMOTE_ADDR": "127.0.0.1"}).status_code == 200
    app.extensions["engine"].dispose()


def test_maintenance_answers_503_everywhere_but_health(settings):
    app = create_app(Settings(**{**vars(settings), "maintenance_until": "à 14 h"}))
    client = app.test_client()
    answer = client.get("/aide")
    assert answer.status_code == 503
    assert "à 14 h" in answer.text
    assert client.get("/sante").status_code == 200
    app.extensions["engine"].dispose()


def test_production_refuses_to_start_and_says_all_that_is_wrong_at_once():
    with pytest.raises(SettingsError) as refused:
        create_app(Settings(env="production"))
    assert len(str(refused.value).splitlines()) >= 3


def test_a_setting_that_is_not_a_number_is_named():
    with pytest.raises(SettingsError, match="PORTAL_TRUSTED_PROXIES"):
        Settings.from_env({"PORTAL_TRUSTED_PROXIES": "many"})


def test_a_log_line_is_json_without_query_nor_address(failing, client, capfd):
    from portal.foundation import logs

    logs.set_up("INFO")
    client.get("/rien?q=secret-search", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]
    assert lines[-1]["status"] == 404
    assert "secret-search" not in str(lines)
    assert "203.0.113.9" not in str(lines)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_TIMEZONE", "Europe/Nowhere"),
        ("PORTAL_LOG_LEVEL", "LOUD"),
        ("PORTAL_DATABASE_URL", "foo"),
        ("PORTAL_BASE_URL", "portail.example"),
        ("PORTAL_ENV", "prod"),
        ("PORTAL_SEARCH_PER_MINUTE", "³"),
    ],
)
def test_a_setting_that_could_not_run_is_refused_by_its_name(name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({name: value})


def test_a_failing_statement_keeps_what_was_searched_out_of_the_log(failing, client, capfd):
    from portal.foundation import logs
    from portal.foundation.web import read_connection

    searched = "-".join(("mot", "confidentiel"))  # the traceback shows source lines: it must not stand in one

    @failing.get("/instruction")
    @open_to(public=True)
    def ask():
        read_connection().execute(sa.text("SELECT nothing FROM nowhere WHERE q = :q"), {"q": searched})

    logs.set_up("INFO")
    assert client.get("/instruction").status_code in (500, 503)
    said = capfd.readouterr().err
    assert "nowhere" in said
    assert searched not in said


def test_a_reading_connection_is_refused_every_write_and_the_next_writer_is_not(engine):
    with reading(engine) as connection, pytest.raises(sa.exc.DBAPIError):
        connection.exec_driver_sql("UPDATE catalogue_revision SET revision = revision + 1")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE catalogue_revision SET revision = revision + 1")


def test_a_validated_page_is_not_current_during_maintenance(settings):
    app = create_app(settings)
    tag = app.test_client().get("/aide").headers["ETag"]
    away = create_app(Settings(**{**vars(settings), "maintenance_until": "à 14 h"}))
    assert away.test_client().get("/aide", headers={"If-None-Match": tag}).status_code == 503
    app.extensions["engine"].dispose()
    away.extensions["engine"].dispose()
