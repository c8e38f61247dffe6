"""Clients' letters that came by mail, and the files that come with them piece by piece."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "letters_in",
        sa.Column("letter_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("sender", sa.LargeBinary, nullable=False),
        sa.Column("subject", sa.LargeBinary),
        sa.Column("words", sa.LargeBinary),
        sa.Column("known_sender", sa.Boolean, nullable=False),
        sa.Column("left_out", sa.Integer, nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("read_at", Instant),
        sa.Column("read_by", sa.String(36)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("letters_in_case", "letters_in", ["case_id", "received_at"])
    unread = sa.text("read_at IS NULL")
    op.create_index("letters_in_unread", "letters_in", ["case_id"], postgresql_where=unread, sqlite_where=unread)
    op.create_table(
        "arriving_files",
        sa.Column("attachment_id", sa.String(36), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("content", sa.LargeBinary),
    )
    op.create_index("arriving_files_case", "arriving_files", ["case_id"])
    op.create_index("offers_request", "offers", ["request_id"])


def downgrade() -> None:
    op.drop_index("offers_request", "offers")
    op.drop_table("arriving_files")
    op.drop_table("letters_in")
