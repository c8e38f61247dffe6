"""The channel e-mail: which mails were taken, letters about requests, files that came with them, letters we have sent."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("requests") as batch:
        batch.add_column(sa.Column("consent_way", sa.String(20), nullable=False, server_default="agreed"))
        batch.add_column(sa.Column("language_guessed", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("offers_case", "offers", ["case_id"])
    op.create_table(
        "mails",
        sa.Column("token", sa.LargeBinary, primary_key=True),
        sa.Column("sender", sa.LargeBinary),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("taken_at", Instant, nullable=False),
    )
    op.create_index("mails_sender", "mails", ["sender", "taken_at"])
    op.create_index("mails_taken", "mails", ["taken_at"])
    op.create_table(
        "letters",
        sa.Column("letter_id", sa.String(36), primary_key=True),
        sa.Column("request_id", sa.String(36), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("known_sender", sa.Boolean, nullable=False),
        sa.Column("left_out", sa.Integer, nullable=False),
        sa.Column("read_at", Instant),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("letters_request", "letters", ["request_id", "received_at"])
    op.create_table(
        "attachments",
        sa.Column("attachment_id", sa.String(36), primary_key=True),
        sa.Column("request_id", sa.String(36), nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("received_at", Instant, nullable=False),
    )
    op.create_index("attachments_request", "attachments", ["request_id", "received_at"])
    op.create_table(
        "attachment_contents",
        sa.Column("attachment_id", sa.String(36), primary_key=True),
        sa.Column("request_id", sa.String(36), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("attachment_contents_request", "attachment_contents", ["request_id"])
    op.create_table(
        "sent_letters",
        sa.Column("message_id", sa.String(36), primary_key=True),
        sa.Column("request_id", sa.String(36)),
        sa.Column("case_id", sa.String(36)),
        sa.Column("sent_at", Instant, nullable=False),
    )
    op.create_index("sent_letters_sent", "sent_letters", ["sent_at"])
    op.create_index("sent_letters_request", "sent_letters", ["request_id"])
    op.create_index("sent_letters_case", "sent_letters", ["case_id"])


def downgrade() -> None:
    for table in ("sent_letters", "attachment_contents", "attachments", "letters", "mails"):
        op.drop_table(table)
    op.drop_index("offers_case", "offers")
    with op.batch_alter_table("requests") as batch:
        batch.drop_column("language_guessed")
        batch.drop_column("consent_way")
