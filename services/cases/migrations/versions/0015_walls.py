"""Locks are of persons: what is locked in one of their cases is locked in all."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "person_locks",
        sa.Column("person_id", sa.String(36), primary_key=True),
        sa.Column("account_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("locked_by", sa.String(36), nullable=False),
        sa.Column("locked_at", Instant, nullable=False),
    )
    # The first lock of a person for somebody stands for those of all their cases.
    op.execute(
        "INSERT INTO person_locks (person_id, account_id, organisation, locked_by, locked_at)"
        " SELECT cases.person_id, case_locks.account_id, cases.organisation, min(case_locks.locked_by),"
        " min(case_locks.locked_at) FROM case_locks JOIN cases ON cases.case_id = case_locks.case_id"
        " WHERE cases.person_id IS NOT NULL"
        " GROUP BY cases.person_id, case_locks.account_id, cases.organisation"
    )
    op.drop_table("case_locks")


def downgrade() -> None:
    op.create_table(
        "case_locks",
        sa.Column("case_id", sa.String(36), primary_key=True),
        sa.Column("account_id", sa.String(36), primary_key=True),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("locked_by", sa.String(36), nullable=False),
        sa.Column("locked_at", Instant, nullable=False),
    )
    op.execute(
        "INSERT INTO case_locks (case_id, account_id, organisation, locked_by, locked_at)"
        " SELECT cases.case_id, person_locks.account_id, cases.organisation, person_locks.locked_by,"
        " person_locks.locked_at FROM person_locks JOIN cases ON cases.person_id = person_locks.person_id"
    )
    op.drop_table("person_locks")
