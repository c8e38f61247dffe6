"""Counsellors, offers, people, cases and their records."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "counsellors",
        sa.Column("counsellor_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("languages", sa.Text, nullable=False),
        sa.Column("municipalities", sa.Text, nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("counsellors_organisation", "counsellors", ["organisation", "counsellor_id"])
    op.create_table(
        "offers",
        sa.Column("offer_id", sa.String(36), primary_key=True),
        sa.Column("request_id", sa.String(36), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("language_mode", sa.String(20), nullable=False),
        sa.Column("municipality", sa.String(64), nullable=False),
        sa.Column("track", sa.String(20), nullable=False),
        sa.Column("urgency", sa.String(10), nullable=False),
        sa.Column("offered_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("decided_at", Instant),
        sa.Column("reason", sa.String(40)),
        sa.Column("case_id", sa.String(36)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("offers_organisation", "offers", ["organisation", "offered_at", "offer_id"])
    op.create_index("offers_status", "offers", ["organisation", "status", "offered_at", "offer_id"])
    op.create_table(
        "people",
        sa.Column("person_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("person", sa.LargeBinary, nullable=False),
        sa.Column("known_since", Instant, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "cases",
        sa.Column("case_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("counsellor_id", sa.String(36), nullable=False),
        sa.Column("phase", sa.String(20), nullable=False),
        sa.Column("track", sa.String(20), nullable=False),
        sa.Column("urgency", sa.String(10), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("language_mode", sa.String(20), nullable=False),
        sa.Column("municipality", sa.String(64), nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("offer_id", sa.String(36)),
        sa.Column("request_id", sa.String(36)),
        sa.Column("person_id", sa.String(36)),
        sa.Column("reference", sa.String(9)),
        sa.Column("channel", sa.String(20)),
        sa.Column("notice_version", sa.String(64)),
        sa.Column("notice_language", sa.String(16)),
        sa.Column("consent_at", Instant),
        sa.Column("received_at", Instant),
        sa.Column("opened_at", Instant),
        sa.Column("closed_at", Instant),
        sa.Column("reason", sa.String(40)),
        sa.Column("outcome", sa.String(40)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("cases_organisation", "cases", ["organisation", "changed_at", "case_id"])
    op.create_index("cases_status", "cases", ["organisation", "status", "changed_at", "case_id"])
    op.create_index("cases_phase", "cases", ["organisation", "phase", "changed_at", "case_id"])
    op.create_index("cases_counsellor", "cases", ["counsellor_id", "status", "changed_at", "case_id"])
    op.create_table(
        "consultations",
        sa.Column("consultation_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("with_interpreter", sa.Boolean, nullable=False),
        sa.Column("held_at", Instant, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("note", sa.LargeBinary),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("consultations_case", "consultations", ["case_id", "held_at"])
    op.create_table(
        "goals",
        sa.Column("goal_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("agreed_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("goals_case", "goals", ["case_id", "agreed_at"])
    op.create_table(
        "barriers",
        sa.Column("barrier_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("institution", sa.String(64), nullable=False),
        sa.Column("municipality", sa.String(64), nullable=False),
        sa.Column("met_at", Instant, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("note", sa.LargeBinary),
        sa.Column("cleared_at", Instant),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("barriers_case", "barriers", ["case_id", "met_at"])


def downgrade() -> None:
    op.drop_table("barriers")
    op.drop_table("goals")
    op.drop_table("consultations")
    op.drop_table("cases")
    op.drop_table("people")
    op.drop_table("offers")
    op.drop_table("counsellors")
