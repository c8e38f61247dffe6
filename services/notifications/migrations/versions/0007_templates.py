"""The installation's own words, beside the shipped ones."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "templates",
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("language", sa.String(16), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("words", sa.Text),
        sa.Column("published_at", Instant, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("templates")
