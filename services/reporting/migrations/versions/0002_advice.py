"""Facts of short advice."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BARRIERS = sa.text("barrier_kind IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "advice",
        sa.Column("advice_id", sa.String(64), primary_key=True),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("municipality", sa.String(64), nullable=False),
        sa.Column("barrier_kind", sa.String(64)),
    )
    op.create_index("advice_counted", "advice", ["month", "topic", "municipality"])
    op.create_index(
        "advice_barriers_counted",
        "advice",
        ["month", "topic", "municipality"],
        postgresql_where=BARRIERS,
        sqlite_where=BARRIERS,
    )


def downgrade() -> None:
    op.drop_table("advice")
