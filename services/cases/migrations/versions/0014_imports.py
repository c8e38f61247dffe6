"""Where an imported case came from."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("organisation", sa.String(64), primary_key=True),
        sa.Column("number_index", sa.LargeBinary(16), primary_key=True),
        sa.Column("imported_at", Instant, nullable=False),
    )
    op.create_table(
        "imported_lines",
        sa.Column("case_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("number_index", sa.LargeBinary(16), nullable=False),
        sa.Column("line", sa.LargeBinary, nullable=False),
    )
    numbers = ["organisation", "number_index"]
    op.create_index("imported_lines_number", "imported_lines", numbers, unique=True)


def downgrade() -> None:
    op.drop_table("imported_lines")
    op.drop_table("imports")
