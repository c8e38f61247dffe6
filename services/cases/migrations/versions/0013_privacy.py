"""Erasures, legal holds, retention."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("erasure_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("cases", sa.Integer, nullable=False),
        sa.Column("proposed_at", Instant, nullable=False),
        sa.Column("person_id", sa.String(36)),
        sa.Column("first_by", sa.String(36)),
        sa.Column("first_at", Instant),
        sa.Column("second_by", sa.String(36)),
        sa.Column("second_at", Instant),
        sa.Column("rejected_by", sa.String(36)),
        sa.Column("rejected_at", Instant),
        sa.Column("carried_out_at", Instant),
        sa.Column("completed_at", Instant),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("erasures_organisation", "erasures", ["organisation", "proposed_at", "erasure_id"])
    op.create_index("erasures_status", "erasures", ["status", "proposed_at", "erasure_id"])
    op.create_index("erasures_person", "erasures", ["person_id"])
    op.create_table(
        "erasure_cases",
        sa.Column("erasure_id", sa.String(36), primary_key=True),
        sa.Column("case_id", sa.String(36), primary_key=True),
        sa.Column("due_on", sa.Date),
    )
    op.create_index("erasure_cases_case", "erasure_cases", ["case_id"])
    op.create_table(
        "erasure_confirmations",
        sa.Column("erasure_id", sa.String(36), primary_key=True),
        sa.Column("case_id", sa.String(36), primary_key=True),
        sa.Column("service", sa.String(20), primary_key=True),
        sa.Column("forgotten_at", Instant),
    )
    op.create_table(
        "holds",
        sa.Column("hold_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("placed_at", Instant, nullable=False),
        sa.Column("placed_by", sa.String(36), nullable=False),
        sa.Column("released_at", Instant),
        sa.Column("released_by", sa.String(36)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "forgotten",
        sa.Column("about", sa.String(64), primary_key=True),
        sa.Column("forgotten_at", Instant, nullable=False),
    )
    op.create_index("holds_person", "holds", ["person_id", "until"])
    op.create_index("cases_closed", "cases", ["organisation", "closed_at"])


def downgrade() -> None:
    op.drop_index("cases_closed", "cases")
    for table in ("forgotten", "holds", "erasure_confirmations", "erasure_cases", "erasures"):
        op.drop_table(table)
