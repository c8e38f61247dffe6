"""The desk's work: triage and helper of a request, offers, and the directory of counsellors."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
OPEN = sa.text("status = 'open'")
WAITS = sa.text("status IN ('received', 'triaged', 'offered')")
FOUND_OUT = (
    ("track", sa.String(20)),
    ("criteria", sa.Text),
    ("urgency", sa.String(10)),
    ("triaged_at", Instant),
    ("helper", sa.String(64)),
)


def upgrade() -> None:
    for name, kind in FOUND_OUT:
        op.add_column("requests", sa.Column(name, kind))
    op.drop_index("requests_status", "requests")
    op.create_index("requests_status", "requests", ["status", "received_at", "request_id"])
    op.create_index("requests_received", "requests", ["received_at", "request_id"])
    op.create_index(
        "requests_waiting",
        "requests",
        ["received_at", "request_id"],
        postgresql_where=WAITS,
        sqlite_where=WAITS,
    )
    op.create_table(
        "offers",
        sa.Column("offer_id", sa.String(36), primary_key=True),
        sa.Column("request_id", sa.String(36), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("offered_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("decided_at", Instant),
        sa.Column("reason", sa.String(64)),
        sa.Column("case_id", sa.String(36)),
    )
    op.create_index("offers_request", "offers", ["request_id"])
    only_open = {"postgresql_where": OPEN, "sqlite_where": OPEN}
    op.create_index("offers_open", "offers", ["request_id", "organisation"], unique=True, **only_open)
    op.create_index("offers_expiring", "offers", ["expires_at"], **only_open)
    op.create_table(
        "counsellors",
        sa.Column("counsellor_ref", sa.String(64), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("languages", sa.Text, nullable=False),
        sa.Column("municipalities", sa.Text, nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("free", sa.Integer, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("listed_at", Instant, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("counsellors")
    op.drop_table("offers")
    op.drop_index("requests_waiting", "requests")
    op.drop_index("requests_received", "requests")
    op.drop_index("requests_status", "requests")
    op.create_index("requests_status", "requests", ["status", "changed_at"])
    for name, _ in reversed(FOUND_OUT):
        op.drop_column("requests", name)
