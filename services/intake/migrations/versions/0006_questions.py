"""A copy of the foreigners' authority's questions, for whoever asks where their request stands."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("question_id", sa.String(36), primary_key=True),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("purpose", sa.String(64), nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("decided_at", Instant),
    )
    op.create_index("questions_case", "questions", ["case_id", "asked_at"])


def downgrade() -> None:
    op.drop_table("questions")
