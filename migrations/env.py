"""How Alembic sees the schema; `portal.migrate` hands it the open connection."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context

from portal.foundation.db import UtcDateTime
from portal.migrate import SEARCH_TABLES, own_objects
from portal.tables import metadata

__all__ = ["SEARCH_TABLES"]


def render_item(kind, item, autogen):
    """Migrations speak plain SQL types: they must outlive the classes of today."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
    include_name=own_objects,
)
with context.begin_transaction():
    context.run_migrations()
