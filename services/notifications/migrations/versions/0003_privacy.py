"""What is forgotten for good."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "forgotten",
        sa.Column("about", sa.String(64), primary_key=True),
        sa.Column("forgotten_at", Instant, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("forgotten")
