"""Facts and publications."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("request_id", sa.String(64), primary_key=True),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("municipality", sa.String(64), nullable=False),
        sa.Column("language", sa.String(64), nullable=False),
    )
    op.create_index("requests_counted", "requests", ["month", "municipality", "language"])
    op.create_table(
        "cases",
        sa.Column("case_id", sa.String(64), primary_key=True),
        sa.Column("person_ref", sa.String(200), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("language", sa.String(64), nullable=False),
    )
    op.create_index("cases_counted", "cases", ["month", "language", "person_ref"])
    op.create_table(
        "case_steps",
        sa.Column("message_id", sa.String(200), primary_key=True),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("phase", sa.String(64)),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("until_month", sa.String(7), nullable=False),
    )
    op.create_index("case_steps_case", "case_steps", ["case_id", "sequence"])
    op.create_index("case_steps_counted", "case_steps", ["until_month", "month", "phase", "case_id"])
    op.create_table(
        "appointments",
        sa.Column("appointment_id", sa.String(64), primary_key=True),
        sa.Column("status", sa.String(64), primary_key=True),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
    )
    op.create_index("appointments_counted", "appointments", ["month", "place", "status", "case_id", "appointment_id"])
    op.create_table(
        "barriers",
        sa.Column("barrier_id", sa.String(64), primary_key=True),
        sa.Column("person_ref", sa.String(200), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("municipality", sa.String(64), nullable=False),
    )
    op.create_index("barriers_counted", "barriers", ["month", "topic", "municipality", "person_ref"])
    op.create_table(
        "milestones",
        sa.Column("about", sa.String(64), primary_key=True),
        sa.Column("milestone", sa.String(64), primary_key=True),
        sa.Column("month", sa.String(7), nullable=False),
    )
    op.create_table(
        "horizon",
        sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("closed_until", sa.String(7), nullable=False),
    )
    op.create_table(
        "publications",
        sa.Column("table_code", sa.String(64), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("audience", sa.String(10), primary_key=True),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("published_at", Instant, nullable=False),
    )


def downgrade() -> None:
    for table in (
        "publications", "horizon", "milestones", "barriers", "appointments", "case_steps", "cases", "requests",
    ):  # fmt: skip
        op.drop_table(table)
