"""What becomes of a message after it was sent, how it was written, and what else it may be about."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("messages", sa.Column("language", sa.String(16)))
    op.add_column("messages", sa.Column("template", sa.String(64)))
    op.add_column("messages", sa.Column("provider_ref", sa.String(255)))
    op.add_column("messages", sa.Column("to_key", sa.String(64)))
    op.add_column("messages", sa.Column("organisation", sa.String(64)))
    op.add_column("messages", sa.Column("calls_for", sa.String(64)))
    op.add_column("messages", sa.Column("delivered_at", Instant))
    op.add_column("messages", sa.Column("bounced_at", Instant))
    op.create_index("messages_provider_ref", "messages", ["provider_ref"])
    op.create_index("messages_to_key", "messages", ["to_key"])


def downgrade() -> None:
    op.drop_index("messages_to_key", "messages")
    op.drop_index("messages_provider_ref", "messages")
    for name in (
        "bounced_at",
        "delivered_at",
        "calls_for",
        "organisation",
        "to_key",
        "provider_ref",
        "template",
        "language",
    ):
        op.drop_column("messages", name)
