"""By which ways somebody may be written to."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "ways",
        sa.Column("about", sa.String(64), primary_key=True),
        sa.Column("channel", sa.String(10), primary_key=True),
        sa.Column("way_key", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("proof", sa.LargeBinary),
        sa.Column("is_shared", sa.Boolean, nullable=False),
    )
    op.create_index("ways_key", "ways", ["way_key"])


def downgrade() -> None:
    op.drop_table("ways")
