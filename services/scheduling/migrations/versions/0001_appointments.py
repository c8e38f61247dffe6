"""Hours, appointments, and what the cases have told."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("case_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("language", sa.String(16)),
        sa.Column("opened_at", Instant),
        sa.Column("closed_at", Instant),
    )
    op.create_table(
        "counsellors",
        sa.Column("counsellor_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("languages", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("engaged_at", Instant, nullable=False),
    )
    op.create_index("counsellors_organisation", "counsellors", ["organisation"])
    op.create_table(
        "hours",
        sa.Column("hours_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("counsellor_id", sa.String(36), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("begins", sa.String(5), nullable=False),
        sa.Column("ends", sa.String(5), nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_until", sa.Date),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("hours_counsellor", "hours", ["counsellor_id", "weekday"])
    op.create_table(
        "appointments",
        sa.Column("appointment_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("counsellor_id", sa.String(36), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("with_interpreter", sa.Boolean, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("booked_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("cancelled_by", sa.String(20)),
        sa.Column("reason", sa.String(20)),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    by_time = ["starts_at", "appointment_id"]
    op.create_index("appointments_organisation", "appointments", ["organisation", *by_time])
    op.create_index("appointments_case", "appointments", ["case_id", *by_time])
    op.create_table(
        "occupied",
        sa.Column("resource", sa.String(48), primary_key=True),
        sa.Column("unit", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("appointment_id", sa.String(36), sa.ForeignKey("appointments.appointment_id"), nullable=False),
    )
    op.create_index("occupied_appointment", "occupied", ["appointment_id"])
    op.create_index("occupied_unit", "occupied", ["unit"])


def downgrade() -> None:
    for table in ("occupied", "appointments", "hours", "counsellors", "cases"):
        op.drop_table(table)
