"""Until when a message is of use, where no appointment says so."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("messages", sa.Column("needed_by", Instant))


def downgrade() -> None:
    op.drop_column("messages", "needed_by")
