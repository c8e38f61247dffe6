"""Private calendar feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("owner_id", sa.String(36), primary_key=True),
        sa.Column("feed_id", sa.String(36), nullable=False, unique=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("made_at", Instant, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("feeds")
