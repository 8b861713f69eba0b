"""Find what changed last (Atom) without reading the whole catalogue."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_training_action_updated_at", "training_action", ["updated_at", "id"])
    op.create_index("ix_training_session_updated_at", "training_session", ["updated_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_training_session_updated_at", "training_session")
    op.drop_index("ix_training_action_updated_at", "training_action")
