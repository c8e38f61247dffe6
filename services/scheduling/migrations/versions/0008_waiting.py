"""Who waits for which time, and times that were freed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "waiting_entries",
        sa.Column("waiting_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("place", sa.String(64)),
        sa.Column("topic", sa.String(64)),
        sa.Column("mode", sa.String(10)),
        sa.Column("counsellor_id", sa.String(36)),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("with_interpreter", sa.Boolean, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("ended_at", Instant),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index(
        "waiting_entries_line", "waiting_entries", ["organisation", "status", "turn", "since", "waiting_id"]
    )
    is_open = sa.text("status = 'open'")
    op.create_index(
        "waiting_entries_case",
        "waiting_entries",
        ["case_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "freed_times",
        sa.Column("freed_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("counsellor_id", sa.String(36), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("mode", sa.String(10), nullable=False),
        sa.Column("room", sa.String(64)),
        sa.Column("freed_at", Instant, nullable=False),
        sa.Column("look_at", Instant, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("choice_id", sa.String(36), unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("counsellor_id", "starts_at"),
    )
    op.create_index("freed_times_due", "freed_times", ["status", "look_at"])
    op.create_index("freed_times_organisation", "freed_times", ["organisation", "starts_at", "freed_id"])
    op.create_table(
        "freed_asked",
        sa.Column("freed_id", sa.String(36), sa.ForeignKey("freed_times.freed_id"), primary_key=True),
        sa.Column("waiting_id", sa.String(36), sa.ForeignKey("waiting_entries.waiting_id"), primary_key=True),
    )
    op.create_index("freed_asked_waiting", "freed_asked", ["waiting_id"])


def downgrade() -> None:
    for table in ("freed_asked", "freed_times", "waiting_entries"):
        op.drop_table(table)
