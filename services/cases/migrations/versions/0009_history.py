"""What was done in a case."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "history",
        sa.Column("line_id", sa.String(36), primary_key=True),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("happened_at", Instant, nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("about", sa.Text, nullable=False),
    )
    op.create_index("history_case", "history", ["case_id", "happened_at", "line_id"])


def downgrade() -> None:
    op.drop_table("history")
