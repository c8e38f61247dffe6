"""Requests."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("request_id", sa.String(36), primary_key=True),
        sa.Column("reference", sa.String(9), nullable=False, unique=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("language_mode", sa.String(20), nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("municipality", sa.String(64), nullable=False),
        sa.Column("preferred_place", sa.String(64)),
        sa.Column("notice_version", sa.String(64), nullable=False),
        sa.Column("notice_language", sa.String(16), nullable=False),
        sa.Column("consent_at", Instant, nullable=False),
        sa.Column("person", sa.LargeBinary),
        sa.Column("email_index", sa.LargeBinary),
        sa.Column("phone_index", sa.LargeBinary),
        sa.Column("receipt", sa.String(10), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("requests_email", "requests", ["email_index", "received_at"])
    op.create_index("requests_phone", "requests", ["phone_index", "received_at"])
    op.create_index("requests_status", "requests", ["status", "changed_at"])


def downgrade() -> None:
    op.drop_table("requests")
