"""The operator's commands say in one sentence what is wrong, and their exit status tells a script."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from portal.cli import main


def portal(*arguments: str, **environ: str) -> Result:
    return CliRunner().invoke(main, arguments, env=dict(environ))


@pytest.mark.parametrize(
    "command",
    [
        ("import", "lheo", "nothing.xml"),
        ("export", "aude", "--to", "nothing.xml"),
        ("worker", "--once"),
        ("jobs", "run", "catalogue-rollover"),
        ("search", "rebuild"),
        ("demo", "load"),
    ],
)
def test_a_database_that_is_not_ready_is_one_sentence_and_exit_2(tmp_path, command):
    result = portal(*command, PORTAL_DATABASE_URL=f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert result.exit_code == 2
    assert "portal db upgrade" in result.output
    assert "Traceback" not in result.output
    assert "SELECT" not in result.output


def test_a_database_that_does_not_answer_is_one_sentence_and_exit_2(tmp_path):
    result = portal("worker", "--once", PORTAL_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")
    assert result.exit_code == 2
    assert "La base ne répond pas" in result.output


@pytest.mark.parametrize("command", [("worker", "--once"), ("import", "lheo", "x.xml"), ("db", "upgrade")])
def test_settings_that_cannot_run_are_said_without_a_traceback(command):
    result = portal(*command, PORTAL_DATABASE_URL="foo")
    assert result.exit_code == 2
    assert "PORTAL_DATABASE_URL" in result.output


def test_production_without_secrets_runs_neither_the_worker_nor_an_import(database_url):
    for command in (("worker", "--once"), ("import", "lheo", "x.xml")):
        result = portal(*command, PORTAL_ENV="production", PORTAL_DATABASE_URL=database_url)
        assert result.exit_code == 2
        assert "PORTAL_SECRET_KEY" in result.output


def test_help_needs_no_database(tmp_path):
    result = portal("import", "lheo", "--help", PORTAL_DATABASE_URL=f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert result.exit_code == 0


def test_a_migrated_database_agrees_with_the_models_and_runs_its_jobs(database_url):
    assert portal("db", "check", PORTAL_DATABASE_URL=database_url).exit_code == 0
    assert "catalogue-rollover" in portal("jobs", "list", PORTAL_DATABASE_URL=database_url).output
    assert portal("jobs", "run", "catalogue-rollover", PORTAL_DATABASE_URL=database_url).exit_code == 0
    assert portal("worker", "--once", PORTAL_DATABASE_URL=database_url).exit_code == 0
    assert portal("search", "rebuild", PORTAL_DATABASE_URL=database_url).exit_code == 0


def test_unsafe_settings_are_all_named_by_check():
    result = portal("check", PORTAL_ENV="development")
    assert result.exit_code == 1
    assert "PORTAL_SECRET_KEY" in result.output
    assert "PORTAL_BASE_URL" in result.output
