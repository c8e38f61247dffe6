"""Messages about appointments: which one, and what the letter tells of it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("messages", sa.Column("appointment_id", sa.String(64)))
    op.add_column("messages", sa.Column("appointment", sa.LargeBinary))
    op.create_index("messages_appointment", "messages", ["appointment_id"])


def downgrade() -> None:
    op.drop_index("messages_appointment", "messages")
    op.drop_column("messages", "appointment")
    op.drop_column("messages", "appointment_id")
