"""In which language one talks with somebody since that was corrected."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Instant = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("cases", sa.Column("corrected_language", sa.String(16)))
    op.add_column("cases", sa.Column("corrected_at", Instant))


def downgrade() -> None:
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("corrected_at")
        cases.drop_column("corrected_language")
