"""Deputies, teams, locks, broken glass; and an index to count cases by phase."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "deputies",
        sa.Column("deputyship_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("counsellor_id", sa.String(36), nullable=False),
        sa.Column("deputy_id", sa.String(36), nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date, nullable=False),
        sa.Column("named_by", sa.String(36), nullable=False),
        sa.Column("named_at", Instant, nullable=False),
        sa.Column("ended_at", Instant),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("deputies_organisation", "deputies", ["organisation", "until_on", "deputyship_id"])
    op.create_index("deputies_counsellor", "deputies", ["counsellor_id", "until_on"])
    op.create_index("deputies_deputy", "deputies", ["deputy_id", "until_on"])
    op.create_table(
        "teams",
        sa.Column("team_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("teams_organisation", "teams", ["organisation", "team_id"])
    op.create_table(
        "team_members",
        sa.Column("team_id", sa.String(36), primary_key=True),
        sa.Column("account_id", sa.String(36), primary_key=True),
    )
    op.create_index("team_members_account", "team_members", ["account_id"])
    op.create_table(
        "case_locks",
        sa.Column("case_id", sa.String(36), primary_key=True),
        sa.Column("account_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("locked_by", sa.String(36), nullable=False),
        sa.Column("locked_at", Instant, nullable=False),
    )
    op.create_table(
        "glasses",
        sa.Column("glass_id", sa.String(36), primary_key=True),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        sa.Column("broken_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
    )
    op.create_index("glasses_case", "glasses", ["case_id", "ends_at"])
    op.create_index("glasses_organisation", "glasses", ["organisation", "broken_at", "glass_id"])
    op.create_index("cases_waiting", "cases", ["organisation", "status", "phase", "urgency", "changed_at"])


def downgrade() -> None:
    op.drop_index("cases_waiting", "cases")
    for table in ("glasses", "case_locks", "team_members", "teams", "deputies"):
        op.drop_table(table)
