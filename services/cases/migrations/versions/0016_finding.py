"""What people are found by: how much room a counsellor has, and where an offer stands in its list."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_COUNT = """
UPDATE counsellors SET free = (
    SELECT CASE WHEN count(*) > counsellors.capacity THEN 0 ELSE counsellors.capacity - count(*) END
    FROM cases WHERE cases.counsellor_id = counsellors.counsellor_id AND cases.status IN ('provisional', 'open')
)
"""
_OFFERS = sa.text("SELECT offer_id, status, offered_at, expires_at FROM offers")
_BEHIND = 10**16
_LISTS = (("offers_organisation", ["organisation"]), ("offers_status", ["organisation", "status"]))


def upgrade() -> None:
    op.add_column("counsellors", sa.Column("free", sa.Integer, nullable=False, server_default="0"))
    op.execute(_COUNT)
    op.create_index("counsellors_room", "counsellors", ["organisation", "active", "free", "counsellor_id"])
    op.add_column("offers", sa.Column("place", sa.BigInteger, nullable=False, server_default="0"))
    _place()
    _sort_by("place")


def downgrade() -> None:
    _sort_by("offered_at")
    op.drop_index("counsellors_room", "counsellors")
    for table, column in (("offers", "place"), ("counsellors", "free")):
        with op.batch_alter_table(table) as altered:
            altered.drop_column(column)


def _sort_by(column: str) -> None:
    for name, chosen in _LISTS:
        op.drop_index(name, "offers")
        op.create_index(name, "offers", [*chosen, column, "offer_id"])


def _place() -> None:
    update = sa.text("UPDATE offers SET place = :place WHERE offer_id = :offer_id")
    for offer_id, status, offered_at, expires_at in op.get_bind().execute(_OFFERS).all():
        place = _milliseconds(expires_at) if status == "open" else _BEHIND - _milliseconds(offered_at)
        op.get_bind().execute(update, {"place": place, "offer_id": offer_id})


def _milliseconds(at: datetime | str) -> int:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return int(moment.timestamp() * 1000)
