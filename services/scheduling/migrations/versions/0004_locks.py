"""For whom a case is locked."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "locks",
        sa.Column("case_id", sa.String(36), primary_key=True),
        sa.Column("account_id", sa.String(36), primary_key=True),
        sa.Column("is_locked", sa.Boolean, nullable=False),
        sa.Column("told_at", Instant, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("locks")
