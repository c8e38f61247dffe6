"""What was written to the person in a case, and whether it arrived."""

import sqlalchemy as sa
from alembic import op  # noqa: F401

revision = "0017"
down_revision = "0016"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
