"""Answers that come by other ways than mail."""

import sqlalchemy as sa
from alembic import op  # noqa: F401

revision = "0009"
down_revision = "0008"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
