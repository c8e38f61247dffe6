"""One-time codes, second factors."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "second_factors",
        sa.Column("account_id", sa.String(36), sa.ForeignKey("accounts.account_id"), primary_key=True),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
        sa.Column("confirmed_at", Instant),
        sa.Column("last_step", sa.Integer, nullable=False),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("account_id", sa.String(36), sa.ForeignKey("accounts.account_id"), primary_key=True),
        sa.Column("fingerprint", sa.LargeBinary, primary_key=True),
    )
    op.create_table(
        "reset_codes",
        sa.Column("account_id", sa.String(36), sa.ForeignKey("accounts.account_id"), primary_key=True),
        sa.Column("reset_id", sa.String(36), nullable=False),
        sa.Column("given_at", Instant, nullable=False),
    )
    op.create_table(
        "half_sign_ins",
        sa.Column("ticket_id", sa.String(64), primary_key=True),
        sa.Column("account_id", sa.String(36), sa.ForeignKey("accounts.account_id"), nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
    )
    op.create_index("half_sign_ins_account", "half_sign_ins", ["account_id"])


def downgrade() -> None:
    op.drop_table("half_sign_ins")
    op.drop_table("reset_codes")
    op.drop_table("recovery_codes")
    op.drop_table("second_factors")
