"""Assessments, steps, plans, skipped demands, confidential notes; where a talk was, and how a barrier was cleared."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "assessments",
        sa.Column("assessment_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("scores", sa.Text, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("note", sa.LargeBinary),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("assessments_case", "assessments", ["case_id", "recorded_at"])
    op.create_table(
        "steps",
        sa.Column("step_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("goal_id", sa.String(36), nullable=False),
        sa.Column("doer", sa.String(20), nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("planned_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("steps_case", "steps", ["case_id", "planned_at"])
    op.create_table(
        "plans",
        sa.Column("plan_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("agreed_at", Instant, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("contents", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("case_id", "number", name="plans_number"),
    )
    op.create_table(
        "skips",
        sa.Column("skip_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("phase", sa.String(20), nullable=False),
        sa.Column("demands", sa.Text, nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("skipped_at", Instant, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("skips_case", "skips", ["case_id", "skipped_at"])
    op.create_table(
        "notes",
        sa.Column("note_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("written_at", Instant, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("notes_case", "notes", ["case_id", "written_at"])
    with op.batch_alter_table("consultations") as consultations:
        consultations.add_column(sa.Column("place", sa.String(64)))
    with op.batch_alter_table("barriers") as barriers:
        barriers.add_column(sa.Column("how", sa.String(20)))
        barriers.add_column(sa.Column("cleared_note", sa.LargeBinary))


def downgrade() -> None:
    with op.batch_alter_table("barriers") as barriers:
        barriers.drop_column("cleared_note")
        barriers.drop_column("how")
    with op.batch_alter_table("consultations") as consultations:
        consultations.drop_column("place")
    op.drop_table("notes")
    op.drop_table("skips")
    op.drop_table("plans")
    op.drop_table("steps")
    op.drop_table("assessments")
