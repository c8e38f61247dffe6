"""Requests that may be of the same person: by what they are found, and what was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "likeness_tokens",
        sa.Column("request_id", sa.String(36), primary_key=True),
        sa.Column("token", sa.LargeBinary, primary_key=True),
    )
    op.create_index("likeness_tokens_token", "likeness_tokens", ["token", "request_id"])
    op.create_table(
        "verdicts",
        sa.Column("one_id", sa.String(36), primary_key=True),
        sa.Column("other_id", sa.String(36), primary_key=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("decided_at", Instant, nullable=False),
        sa.Column("decided_by", sa.String(64), nullable=False),
    )
    op.create_index("verdicts_other", "verdicts", ["other_id"])


def downgrade() -> None:
    op.drop_table("verdicts")
    op.drop_table("likeness_tokens")
