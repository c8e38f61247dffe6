"""How a way was stopped, when it was allowed, and which case came of a request."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("ways", sa.Column("how", sa.String(20)))
    op.add_column("ways", sa.Column("allowed_at", Instant))
    op.create_table(
        "cases_of_requests",
        sa.Column("request_id", sa.String(64), primary_key=True),
        sa.Column("case_id", sa.String(64), nullable=False),
    )
    op.create_index("cases_of_requests_case", "cases_of_requests", ["case_id"])


def downgrade() -> None:
    op.drop_table("cases_of_requests")
    with op.batch_alter_table("ways") as ways:
        ways.drop_column("allowed_at")
        ways.drop_column("how")
