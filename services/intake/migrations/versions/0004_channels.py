"""What was said of requests that nobody looked at; the desk's lists of offers by state, of requests by language."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "escalations",
        sa.Column("request_id", sa.String(36), primary_key=True),
        sa.Column("limit_code", sa.String(10), primary_key=True),
        sa.Column("escalated_at", Instant, nullable=False),
    )
    op.create_index("offers_made", "offers", ["offered_at", "offer_id"])
    op.create_index("offers_status", "offers", ["status", "offered_at", "offer_id"])
    for narrowed in ("language", "municipality"):
        op.create_index(f"requests_{narrowed}", "requests", [narrowed, "received_at", "request_id"])


def downgrade() -> None:
    for narrowed in ("municipality", "language"):
        op.drop_index(f"requests_{narrowed}", "requests")
    op.drop_index("offers_status", "offers")
    op.drop_index("offers_made", "offers")
    op.drop_table("escalations")
