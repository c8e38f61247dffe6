"""Who has a case now, and who takes over an appointment once there is time for it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("cases", sa.Column("counsellor_id", sa.String(36)))
    op.add_column("cases", sa.Column("assigned_at", Instant))
    op.add_column("appointments", sa.Column("successor_id", sa.String(36)))


def downgrade() -> None:
    with op.batch_alter_table("appointments") as appointments:
        appointments.drop_column("successor_id")
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("assigned_at")
        cases.drop_column("counsellor_id")
