"""Documents and their contents."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("document_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("names", sa.LargeBinary, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("filed_at", Instant, nullable=False),
        sa.Column("letter", sa.String(64)),
        sa.Column("release_id", sa.String(36)),
        sa.Column("withdrawn_at", Instant),
        sa.Column("withdrawn_by", sa.String(36)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("documents_case", "documents", ["case_id", "filed_at", "document_id"])
    op.create_table(
        "document_contents",
        sa.Column("document_id", sa.String(36), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("document_contents")
    op.drop_table("documents")
