"""Who looked at whom."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "access_log",
        sa.Column("look_id", sa.String(36), primary_key=True),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("roles", sa.String(200), nullable=False),
        sa.Column("looked_at", Instant, nullable=False),
    )
    op.create_index("access_log_subject", "access_log", ["subject", "looked_at"])
    op.create_index("access_log_who", "access_log", ["who", "looked_at"])


def downgrade() -> None:
    op.drop_table("access_log")
