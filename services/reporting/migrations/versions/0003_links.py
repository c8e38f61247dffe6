"""Requests of the same person: counted as many requests, and as one person."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("requests", sa.Column("person_ref", sa.String(64)))
    op.execute(sa.text("UPDATE requests SET person_ref = request_id"))
    with op.batch_alter_table("requests") as table:
        table.alter_column("person_ref", existing_type=sa.String(64), nullable=False)
    op.drop_index("requests_counted", "requests")
    op.create_index("requests_counted", "requests", ["month", "municipality", "language", "person_ref"])
    op.create_index("requests_person", "requests", ["person_ref"])
    op.create_table(
        "links",
        sa.Column("request_id", sa.String(64), primary_key=True),
        sa.Column("other_id", sa.String(64), primary_key=True),
    )
    op.create_index("links_other", "links", ["other_id"])


def downgrade() -> None:
    op.drop_table("links")
    op.drop_index("requests_person", "requests")
    op.drop_index("requests_counted", "requests")
    with op.batch_alter_table("requests") as table:
        table.drop_column("person_ref")
    op.create_index("requests_counted", "requests", ["month", "municipality", "language"])
