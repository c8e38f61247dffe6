"""How much a provider takes and whether it is there, receipts that came early, and how urgent a message is."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "providers",
        sa.Column("channel", sa.String(10), primary_key=True),
        sa.Column("charged_until", Instant),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("asked_again_at", Instant),
    )
    op.create_table(
        "receipts",
        sa.Column("names", sa.String(255), primary_key=True),
        sa.Column("state", sa.String(10), primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("reason", sa.String(64)),
        sa.Column("is_for_good", sa.Boolean, nullable=False),
    )
    op.create_index("receipts_at", "receipts", ["at"])

    op.drop_index("messages_due", "messages")
    op.add_column("messages", sa.Column("urgency", sa.Integer, nullable=False, server_default="1"))
    _index_what_is_due("channel", "urgency", "due_at")


def downgrade() -> None:
    op.drop_index("messages_due", "messages")
    op.drop_column("messages", "urgency")
    _index_what_is_due("due_at")
    op.drop_table("receipts")
    op.drop_table("providers")


def _index_what_is_due(*columns: str) -> None:
    queued = sa.text("state = 'queued'")
    op.create_index("messages_due", "messages", columns, postgresql_where=queued, sqlite_where=queued)
