"""Residence documents, changes of the legal sphere, questions of the foreigners' authority."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "residence_documents",
        sa.Column("residence_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("noted_at", Instant, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("ended_at", Instant),
        sa.Column("warned_days", sa.Integer),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("residence_documents_case", "residence_documents", ["case_id", "noted_at"])
    held = sa.text("ended_at IS NULL")
    op.create_index(
        "residence_documents_valid_until",
        "residence_documents",
        ["valid_until"],
        postgresql_where=held,
        sqlite_where=held,
    )
    op.create_table(
        "sphere_changes",
        sa.Column("change_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("sphere", sa.String(64), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("steps", sa.Text, nullable=False),
        sa.Column("ticks", sa.Text, nullable=False),
        sa.Column("started_at", Instant, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("ended_at", Instant),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("sphere_changes_case", "sphere_changes", ["case_id", "started_at"])
    under_way = sa.text("status = 'under_way'")
    op.create_index(
        "sphere_changes_under_way",
        "sphere_changes",
        ["case_id"],
        unique=True,
        postgresql_where=under_way,
        sqlite_where=under_way,
    )
    op.create_table(
        "questions",
        sa.Column("question_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("reference", sa.String(9), nullable=False),
        sa.Column("purpose", sa.String(64), nullable=False),
        sa.Column("data_kind", sa.String(64), nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("asked_by", sa.String(36), nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("decided_at", Instant),
        sa.Column("by", sa.String(36)),
        sa.Column("release_id", sa.String(36)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("questions_case", "questions", ["case_id", "asked_at", "question_id"])
    op.create_index("questions_asked_by", "questions", ["asked_by", "asked_at", "question_id"])
    asked = sa.text("status = 'asked'")
    op.create_index(
        "questions_open",
        "questions",
        ["case_id", "purpose"],
        unique=True,
        postgresql_where=asked,
        sqlite_where=asked,
    )
    op.create_index("cases_by_reference", "cases", ["reference"])


def downgrade() -> None:
    op.drop_index("cases_by_reference", "cases")
    op.drop_table("questions")
    op.drop_table("sphere_changes")
    op.drop_table("residence_documents")
