"""Since when somebody does not interpret for us any more, so that they are forgotten in time."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("interpreters") as table:
        table.add_column(sa.Column("left_at", Instant))


def downgrade() -> None:
    with op.batch_alter_table("interpreters") as table:
        table.drop_column("left_at")
