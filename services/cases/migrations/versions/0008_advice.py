"""Short advice, without a name."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "advice",
        sa.Column("advice_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("counsellor_id", sa.String(36), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("municipality", sa.String(64), nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("barrier_kind", sa.String(64)),
        sa.Column("barrier_institution", sa.String(64)),
        sa.Column("given_at", Instant, nullable=False),
        sa.Column("noted_at", Instant, nullable=False),
        sa.Column("withdrawn_at", Instant),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("advice_counsellor", "advice", ["counsellor_id", "noted_at", "advice_id"])


def downgrade() -> None:
    op.drop_table("advice")
