"""Migrations from Python: `upgrade` applies them, `check` tells where models and database differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import autogenerate, command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from portal.tables import metadata

SEARCH_TABLES = "offer_words"
"""Name (and prefix of the shadow tables) of what only one engine has: the FTS5 table of SQLite."""


def own_objects(name: str | None, kind: str, parents: Any) -> bool:
    """Leave the search table of one engine, its shadows, columns and indexes out of the comparison."""
    table = name if kind == "table" else parents.get("table_name")
    if (table or "").startswith(SEARCH_TABLES):
        return False
    return not (kind in ("index", "column") and (name or "").startswith(("gin_", "pg_")))


def config() -> Config:
    """The Alembic settings, found beside the package in a checkout and inside it in a wheel."""
    here = Path(__file__).resolve().parent
    folder = here / "migrations" if (here / "migrations").is_dir() else here.parent / "migrations"
    made = Config()
    made.set_main_option("script_location", str(folder))
    made.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    return made


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Apply every missing migration in one transaction (both engines have transactional DDL)."""
    made = config()
    with engine.begin() as connection:
        made.attributes["connection"] = connection
        command.upgrade(made, revision)


def check(engine: sa.Engine) -> list[str]:
    """What differs between models and migrated database, one line each; empty when nothing does."""
    with engine.connect() as connection:
        if not is_current(connection):
            return ["the database is not at the newest migration: run `portal db upgrade`"]
        context = MigrationContext.configure(
            connection, opts={"target_metadata": metadata, "compare_type": True, "include_name": own_objects}
        )
        return [str(difference) for difference in autogenerate.compare_metadata(context, metadata)]


def is_current(connection: sa.Connection) -> bool:
    """Whether the database stands at the newest migration (the readiness address asks)."""
    head = ScriptDirectory.from_config(config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def revision(engine: sa.Engine, message: str) -> None:
    """Write a new migration from the difference between models and database (for developers)."""
    made = config()
    with engine.begin() as connection:
        made.attributes["connection"] = connection
        command.revision(made, message, autogenerate=True)
