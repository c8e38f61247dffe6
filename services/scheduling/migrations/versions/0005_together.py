"""Appointments with more than two: rooms, households, interpreters; by phone and video, in series; hours with topics."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("appointments") as table:
        table.add_column(sa.Column("mode", sa.String(10), nullable=False, server_default="in_person"))
        table.add_column(sa.Column("room", sa.String(64)))
        table.add_column(sa.Column("series_id", sa.String(36)))
        table.add_column(sa.Column("interpreter_id", sa.String(36)))
        table.add_column(sa.Column("booked_by", sa.String(12), nullable=False, server_default="staff"))
    op.create_index("appointments_series", "appointments", ["series_id"])
    op.create_index("appointments_interpreter", "appointments", ["interpreter_id"])
    op.create_index("appointments_counsellor", "appointments", ["counsellor_id", "ends_at"])
    op.create_table(
        "appointment_cases",
        sa.Column("appointment_id", sa.String(36), sa.ForeignKey("appointments.appointment_id"), primary_key=True),
        sa.Column("case_id", sa.String(36), primary_key=True),
    )
    op.create_index("appointment_cases_case", "appointment_cases", ["case_id"])
    with op.batch_alter_table("hours") as table:
        table.add_column(sa.Column("topics", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("room", sa.String(64)))
    with op.batch_alter_table("occupied") as table:
        table.alter_column("resource", existing_type=sa.String(48), type_=sa.String(140), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("occupied") as table:
        table.alter_column("resource", existing_type=sa.String(140), type_=sa.String(48), existing_nullable=False)
    with op.batch_alter_table("hours") as table:
        table.drop_column("room")
        table.drop_column("topics")
    op.drop_table("appointment_cases")
    op.drop_index("appointments_counsellor", "appointments")
    op.drop_index("appointments_interpreter", "appointments")
    op.drop_index("appointments_series", "appointments")
    with op.batch_alter_table("appointments") as table:
        for column in ("booked_by", "interpreter_id", "series_id", "room", "mode"):
            table.drop_column(column)
