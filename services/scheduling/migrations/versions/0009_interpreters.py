"""Interpreters, their bookings, and what those cost."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "interpreters",
        sa.Column("interpreter_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("languages", sa.Text, nullable=False),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("interpreters_organisation", "interpreters", ["organisation", "interpreter_id"])
    op.create_table(
        "interpreter_bookings",
        sa.Column("booking_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("appointment_id", sa.String(36), sa.ForeignKey("appointments.appointment_id"), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("gender", sa.String(16)),
        sa.Column("legal_consequence", sa.Boolean, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("pot", sa.String(64), nullable=False),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("requested_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("interpreter_id", sa.String(36)),
        sa.Column("declined_by", sa.Text, nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.Column("held_on", sa.Date),
        sa.Column("costs_from", Instant),
        sa.Column("late_cents", sa.Integer, nullable=False),
        sa.Column("minutes", sa.Integer),
        sa.Column("cost_cents", sa.Integer),
        sa.Column("is_late", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    is_open = sa.text("status IN ('requested', 'asked', 'confirmed')")
    op.create_index(
        "interpreter_bookings_open",
        "interpreter_bookings",
        ["appointment_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index("interpreter_bookings_status", "interpreter_bookings", ["organisation", "status", "booking_id"])
    op.create_index("interpreter_bookings_appointment", "interpreter_bookings", ["appointment_id"])
    op.create_table(
        "interpreter_costs",
        sa.Column("booking_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("pot", sa.String(64), nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("interpreter_id", sa.String(36), nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("cost_cents", sa.Integer, nullable=False),
        sa.Column("is_late", sa.Boolean, nullable=False),
    )
    op.create_index("interpreter_costs_month", "interpreter_costs", ["organisation", "held_on", "booking_id"])


def downgrade() -> None:
    for table in ("interpreter_costs", "interpreter_bookings", "interpreters"):
        op.drop_table(table)
