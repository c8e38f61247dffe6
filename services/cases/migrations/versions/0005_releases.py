"""Releases, referrals, and the directories of services outside."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "releases",
        sa.Column("release_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("recipient", sa.String(64), nullable=False),
        sa.Column("recipient_name", sa.LargeBinary),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("purpose", sa.String(64), nullable=False),
        sa.Column("valid_until", sa.Date, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("interpreter_present", sa.Boolean, nullable=False),
        sa.Column("granted_at", Instant, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("withdrawn_at", Instant),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("releases_case", "releases", ["case_id", "granted_at"])
    op.create_table(
        "referrals",
        sa.Column("referral_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("service_id", sa.String(36)),
        sa.Column("outside_name", sa.LargeBinary),
        sa.Column("release_id", sa.String(36)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("ask_again_on", sa.Date),
        sa.Column("answered_at", Instant),
        sa.Column("reason", sa.String(40)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("referrals_case", "referrals", ["case_id", "asked_at"])
    op.create_table(
        "directory",
        sa.Column("service_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("languages", sa.Text, nullable=False),
        sa.Column("municipalities", sa.Text, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("address", sa.String(200)),
        sa.Column("phone", sa.String(40)),
        sa.Column("email", sa.String(254)),
        sa.Column("about", sa.Text),
        sa.Column("waiting_days", sa.Integer),
        sa.Column("heard_on", sa.Date),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("code", sa.String(64)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("directory_name", "directory", ["organisation", "name", "service_id"])
    op.create_index("directory_code", "directory", ["organisation", "code"], unique=True)


def downgrade() -> None:
    op.drop_table("directory")
    op.drop_table("referrals")
    op.drop_table("releases")
