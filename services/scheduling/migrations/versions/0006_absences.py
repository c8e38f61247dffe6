"""Absences of counsellors."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("absence_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("counsellor_id", sa.String(36), nullable=False),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("kind", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("counsellor_id", "starts_at", "ends_at", name="absences_once"),
    )
    op.create_index("absences_organisation", "absences", ["organisation", "starts_at", "absence_id"])
    op.create_index("absences_counsellor", "absences", ["counsellor_id", "ends_at"])


def downgrade() -> None:
    op.drop_table("absences")
