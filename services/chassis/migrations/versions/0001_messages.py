"""Outbox, inbox, leases, remembered answers and acts by the clock."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Position = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def where(condition: str) -> dict[str, sa.TextClause]:
    return {"postgresql_where": sa.text(condition), "sqlite_where": sa.text(condition)}


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("position", Position, primary_key=True, autoincrement=True),
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("destination", sa.String(100), nullable=False),
        sa.Column("type", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("correlation_id", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("said_at", Instant, nullable=False),
        sa.Column("sent_at", Instant),
    )
    op.create_index("outbox_unsent", "outbox", ["position"], **where("sent_at IS NULL"))
    op.create_index("outbox_sent_at", "outbox", ["sent_at"])
    op.create_index("outbox_correlation", "outbox", ["correlation_id"])
    op.create_table(
        "outbox_sequences",
        sa.Column("subject", sa.String(200), primary_key=True),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "inbox",
        sa.Column("position", Position, primary_key=True, autoincrement=True),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("type", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("lane", sa.String(400)),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("overtakes", sa.Boolean, nullable=False),
        sa.Column("correlation_id", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("postponed", sa.Integer, nullable=False, server_default="0"),
        sa.Column("reason", sa.Text),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("settled_at", Instant),
        sa.UniqueConstraint("source", "message_id", name="inbox_once"),
    )
    op.create_index("inbox_waiting", "inbox", ["lane", "sequence"], **where("state = 'waiting'"))
    op.create_index("inbox_parked", "inbox", ["position"], **where("state = 'parked'"))
    op.create_index("inbox_settled_at", "inbox", ["settled_at"])
    op.create_index("inbox_subject", "inbox", ["subject"])
    op.create_index("inbox_correlation", "inbox", ["correlation_id"])
    op.create_table(
        "inbox_lanes",
        sa.Column("lane", sa.String(400), primary_key=True),
        sa.Column("due_at", Instant),
        sa.Column("lease", sa.String(36)),
        sa.Column("leased_until", Instant),
        sa.Column("crashes", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("inbox_lanes_due", "inbox_lanes", ["due_at"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("token", sa.BigInteger, nullable=False),
        sa.Column("holder", sa.String(100), nullable=False),
        sa.Column("until", Instant, nullable=False),
    )
    op.create_table(
        "answers",
        sa.Column("command_id", sa.String(64), primary_key=True),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answered_at", Instant, nullable=False),
    )
    op.create_index("answers_answered_at", "answers", ["answered_at"])
    op.create_table(
        "acts",
        sa.Column("act", sa.String(100), primary_key=True),
        sa.Column("due_at", Instant, primary_key=True),
    )


def downgrade() -> None:
    for table in ("acts", "answers", "leases", "inbox_lanes", "inbox", "outbox_sequences", "outbox"):
        op.drop_table(table)
