"""What every test may ask for: a clean database on the engine of the run, the application, a checking client, a real
browser on a real server. The work is in tests/support/.

A test that uses a database gets the marker `database` by itself: the second run of `make test` selects by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from sqlalchemy.orm import Session

from portal.config import Settings
from portal.foundation import clock
from portal.foundation.db import create_engine
from tests.support.browser import launch, listen
from tests.support.catalogue import load_catalogue
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases, engine_name, stop_shared_server
from tests.support.pages import CheckingClient
from tests.support.queries import counted
from tests.support.site import application, serving

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
Queries = Callable[..., AbstractContextManager[list[str]]]
TEST_SETTINGS = {
    "PORTAL_ENV": "test",
    "PORTAL_SECRET_KEY": "a secret of the tests, long enough for the checks",
    "PORTAL_BASE_URL": "http://localhost",
    "PORTAL_LOG_LEVEL": "CRITICAL",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "databases" in names:
            item.add_marker(pytest.mark.database)
        if "browser" in names:
            item.add_marker(pytest.mark.browser)
        if "postgresql_url" in names:
            item.add_marker(pytest.mark.postgresql)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One folder for all the processes of a run."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that leads the others ends the shared server once they are done."""
    factory = getattr(config, "_tmp_path_factory", None)
    if factory is not None and not hasattr(config, "workerinput"):
        stop_shared_server(factory.getbasetemp())


@pytest.fixture(scope="session")
def databases(run_folder: Path, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Clean databases on the engine of the run."""
    made: Databases
    if engine_name() == "postgresql":
        made = PostgresDatabases(run_folder, worker_id)
    else:
        made = SqliteDatabases(run_folder, tmp_path_factory.mktemp("sqlite"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def _worker_engines() -> Iterator[dict[str, sa.Engine]]:
    """On PostgreSQL the address stays the same, and connections are worth keeping from test to test."""
    kept: dict[str, sa.Engine] = {}
    yield kept
    for engine in kept.values():
        engine.dispose()


@pytest.fixture
def database_url(databases: Databases) -> str:
    """The address of a clean, migrated database."""
    return databases.clean()


@pytest.fixture
def engine(database_url: str, _worker_engines: dict[str, sa.Engine]) -> Iterator[sa.Engine]:
    """A clean, migrated database."""
    if database_url.startswith("sqlite"):
        made = create_engine(database_url)
        yield made
        made.dispose()
    else:
        if database_url not in _worker_engines:
            _worker_engines[database_url] = create_engine(database_url)
        yield _worker_engines[database_url]


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    """A session to arrange and look with; the clients commit it before each request."""
    with Session(engine) as made:
        yield made


@pytest.fixture
def settings(database_url: str) -> Settings:
    """The settings of `app`; a test module may override this fixture."""
    return Settings.from_env({**TEST_SETTINGS, "PORTAL_DATABASE_URL": database_url})


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("templates")


@pytest.fixture(scope="session", autouse=True)
def standing_clock() -> Iterator[datetime]:
    """The present instant is NOW for all that asks `clock.now()`: what passes today passes next year."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        yield NOW


@pytest.fixture
def app(settings: Settings, engine: sa.Engine, compiled_templates: Path) -> Flask:
    """The application on the test's database."""
    return application(settings, engine, compiled_templates)


@pytest.fixture
def client(app: Flask, session: Session) -> CheckingClient:
    """A browser without scripts that refuses bad pages (tests/support/pages.py)."""
    app.test_client_class = CheckingClient
    made = app.test_client()
    assert isinstance(made, CheckingClient)
    made.before_request = session.commit
    return made


@pytest.fixture
def queries() -> Queries:
    """`with queries() as seen:` lists the statements sent to any database; `queries()` to that one."""
    return counted


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A real Chromium, one for each worker."""
    made = launch(playwright)
    yield made
    made.close()


@pytest.fixture(scope="session")
def live_site(databases: Databases, compiled_templates: Path, standing_clock: datetime) -> Iterator[str]:
    """The address of the portal on a real server, with the demo's offers; nobody changes them."""
    url = databases.separate()
    engine = create_engine(url)
    load_catalogue(engine)
    app = application(Settings.from_env({**TEST_SETTINGS, "PORTAL_DATABASE_URL": url}), engine, compiled_templates)
    with serving(app) as address:
        yield address
    engine.dispose()


@pytest.fixture
def browser_page(browser: Browser, live_site: str) -> Iterator[Page]:
    """A page of a real browser on the live site; a console error or a blocked script or style fails the test."""
    context = browser.new_context(
        base_url=live_site, locale="fr-FR", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    complaints = listen(page)
    yield page
    context.close()
    assert not complaints, complaints


@pytest.fixture
def page_without_scripts(browser: Browser, live_site: str) -> Iterator[Page]:
    """The same with JavaScript off, on a phone."""
    context = browser.new_context(
        base_url=live_site, locale="fr-FR", viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def postgresql_url(run_folder: Path, worker_id: str) -> Iterator[str]:
    """A migrated database on a real PostgreSQL, for tests that need it even when the run is on SQLite."""
    made = PostgresDatabases(run_folder, f"{worker_id}_own")
    yield made.clean()
    made.close()
