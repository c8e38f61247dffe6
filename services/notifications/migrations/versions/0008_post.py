"""What staff are told of, and who has seen it; and what waits to be printed and posted."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "staff_messages",
        sa.Column("message_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("recipient", sa.String(70), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.Column("codes", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last_at", Instant, nullable=False),
        sa.UniqueConstraint("organisation", "recipient", "kind", "about", "on_day", name="staff_messages_one_a_day"),
    )
    op.create_index("staff_messages_about", "staff_messages", ["about"])
    op.create_index("staff_messages_newest", "staff_messages", ["organisation", "recipient", "last_at"])
    op.create_table(
        "staff_looks",
        sa.Column("message_id", sa.String(36), primary_key=True),
        sa.Column("account_id", sa.String(64), primary_key=True),
        sa.Column("seen", sa.Integer, nullable=False),
    )

    on_paper = sa.text("channel = 'letter' AND state = 'queued'")
    op.create_index(
        "messages_post",
        "messages",
        ["organisation", "queued_at", "message_id"],
        postgresql_where=on_paper,
        sqlite_where=on_paper,
    )


def downgrade() -> None:
    op.drop_index("messages_post", "messages")
    op.drop_table("staff_looks")
    op.drop_table("staff_messages")
