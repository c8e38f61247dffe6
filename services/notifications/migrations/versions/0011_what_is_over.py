"""What staff were told of that is over: a line for each offer and letter, when it happened, and since when it is over."""

import json

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0011"
down_revision = "0010"

_ONE_A_DAY = "staff_messages_one_a_day"
_LINES = sa.table("staff_messages", *map(sa.column, ("message_id", "kind", "about", "matter", "codes")))


def upgrade() -> None:
    op.add_column("staff_messages", sa.Column("matter", sa.String(64)))
    op.add_column("staff_messages", sa.Column("happened_at", Instant))
    op.execute("UPDATE staff_messages SET matter = about, happened_at = last_at")
    _name_the_offers()
    with op.batch_alter_table("staff_messages") as lines:
        lines.alter_column("matter", existing_type=sa.String(64), nullable=False)
        lines.alter_column("happened_at", existing_type=Instant, nullable=False)
        lines.drop_constraint(_ONE_A_DAY, type_="unique")
        lines.create_unique_constraint(_ONE_A_DAY, ["organisation", "recipient", "kind", "matter", "on_day"])
    op.create_table(
        "staff_endings",
        sa.Column("matter", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("ended_at", Instant, nullable=False),
    )
    op.create_index("staff_endings_about", "staff_endings", ["about"])


def downgrade() -> None:
    op.drop_table("staff_endings")
    with op.batch_alter_table("staff_messages") as lines:
        lines.drop_constraint(_ONE_A_DAY, type_="unique")
        lines.drop_column("happened_at")
        lines.drop_column("matter")
    # Of several offers of one request on one day only one line fits; which of them stays does not matter.
    op.execute(
        "DELETE FROM staff_messages WHERE message_id NOT IN (SELECT MIN(message_id) FROM staff_messages"
        " GROUP BY organisation, recipient, kind, about, on_day)"
    )
    with op.batch_alter_table("staff_messages") as lines:
        lines.create_unique_constraint(_ONE_A_DAY, ["organisation", "recipient", "kind", "about", "on_day"])


def _name_the_offers() -> None:
    """What is still open of the offers that were told of ends from now on."""
    database = op.get_bind()
    offered = sa.select(_LINES.c.message_id, _LINES.c.codes).where(_LINES.c.kind == "request_offered")
    for message_id, codes in database.execute(offered).all():
        if offer_id := json.loads(codes).get("offer_id"):
            line = sa.update(_LINES).where(_LINES.c.message_id == message_id)
            database.execute(line.values(matter=offer_id))
