"""Erasing somebody who has asked and has no case: what is proposed, who has decided, and who is still to confirm."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("request_id", sa.String(36), primary_key=True),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("first_by", sa.String(64), nullable=False),
        sa.Column("proposed_at", Instant, nullable=False),
        sa.Column("decided_by", sa.String(64)),
        sa.Column("decided_at", Instant),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("erasures_status", "erasures", ["status", "proposed_at", "request_id"])
    op.create_table(
        "still_to_confirm",
        sa.Column("request_id", sa.String(36), primary_key=True),
        sa.Column("service", sa.String(20), primary_key=True),
    )


def downgrade() -> None:
    op.drop_table("still_to_confirm")
    op.drop_table("erasures")
