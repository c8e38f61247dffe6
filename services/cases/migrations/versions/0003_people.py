"""People are found by how their names sound, have households, and their cases are found by person and reference."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("people", sa.Column("tokens_made", sa.Integer, nullable=False, server_default="0"))
    op.create_index("people_tokens_made", "people", ["tokens_made"])
    op.create_table(
        "name_tokens",
        sa.Column("organisation", sa.String(64), primary_key=True),
        sa.Column("token", sa.LargeBinary(8), primary_key=True),
        sa.Column("person_id", sa.String(36), primary_key=True),
    )
    op.create_index("name_tokens_person", "name_tokens", ["person_id"])
    op.create_table(
        "household_members",
        sa.Column("person_id", sa.String(36), primary_key=True),
        sa.Column("household_id", sa.String(36), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("joined_at", Instant, nullable=False),
    )
    op.create_index("household_members_household", "household_members", ["household_id", "joined_at"])
    op.create_table(
        "household_relations",
        sa.Column("person_id", sa.String(36), primary_key=True),
        sa.Column("other_id", sa.String(36), primary_key=True),
        sa.Column("relation", sa.String(20), nullable=False),
    )
    op.create_index("household_relations_other", "household_relations", ["other_id"])
    op.create_index("cases_person", "cases", ["person_id"])
    op.create_index("cases_reference", "cases", ["organisation", "reference"])


def downgrade() -> None:
    op.drop_index("cases_reference", "cases")
    op.drop_index("cases_person", "cases")
    op.drop_table("household_relations")
    op.drop_table("household_members")
    op.drop_table("name_tokens")
    op.drop_index("people_tokens_made", "people")
    with op.batch_alter_table("people") as people:
        people.drop_column("tokens_made")
