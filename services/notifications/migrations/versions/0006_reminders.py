"""Reminders of appointments."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("appointment_id", sa.String(64), primary_key=True),
        sa.Column("about", sa.String(64), primary_key=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("settled_at", Instant),
        sa.Column("appointment", sa.LargeBinary, nullable=False),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index("reminders_due", "reminders", ["due_at"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_index("reminders_about", "reminders", ["about"])


def downgrade() -> None:
    op.drop_table("reminders")
