"""Search index of the listing, and triggers that hide what is not public any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from portal.catalogue.search import ddl

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("search_term", sa.Column("word", sa.String(length=60), nullable=False, server_default=""))
    for statement in ddl.create(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for statement in ddl.drop(op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_column("search_term", "word")
