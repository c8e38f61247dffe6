"""Addressees and messages."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "addressees",
        sa.Column("about", sa.String(64), primary_key=True),
        sa.Column("contact", sa.LargeBinary, nullable=False),
        sa.Column("given_at", Instant, nullable=False),
    )
    op.create_table(
        "messages",
        sa.Column("message_id", sa.String(36), primary_key=True),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("reference", sa.String(20), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("queued_at", Instant, nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("traceparent", sa.String(64), nullable=False),
        sa.Column("settled_at", Instant),
        sa.Column("reason", sa.Text),
        sa.Column("leased_until", Instant),
    )
    due = sa.text("state = 'queued'")
    op.create_index("messages_due", "messages", ["due_at"], postgresql_where=due, sqlite_where=due)
    op.create_index("messages_about", "messages", ["about"])


def downgrade() -> None:
    op.drop_table("messages")
    op.drop_table("addressees")
