"""Times that a client chooses from."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("cases", sa.Column("request_id", sa.String(36)))
    op.create_index("cases_request", "cases", ["request_id"])
    op.add_column("appointments", sa.Column("client_moves", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "choices",
        sa.Column("choice_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("slots", sa.Text, nullable=False),
        sa.Column("offered_at", Instant, nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("waiting_id", sa.String(36)),
        sa.Column("appointment_id", sa.String(36)),
        sa.Column("with_interpreter", sa.Boolean, nullable=False),
        sa.Column("ended_at", Instant),
        sa.Column("reason", sa.String(20)),
        sa.Column("chosen", sa.Integer),
        sa.Column("booked_id", sa.String(36)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("choices_case", "choices", ["case_id", "offered_at"])
    op.create_index("choices_due", "choices", ["status", "until"])
    is_open = sa.text("status = 'open'")
    op.create_index(
        "choices_waiting", "choices", ["waiting_id"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )


def downgrade() -> None:
    op.drop_table("choices")
    op.drop_column("appointments", "client_moves")
    op.drop_index("cases_request", "cases")
    op.drop_column("cases", "request_id")
