"""Words of an organisation's own."""

import sqlalchemy as sa
from alembic import op  # noqa: F401

revision = "0007"
down_revision = "0006"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
