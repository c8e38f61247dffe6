"""How it is remembered what staff were told of, who has seen it, and what of it is over.

A line is over if its matter (or, as when a case is closed, what it is about) has ended after it last happened. That is
asked when lines are read, and not written on them: so it is the same whichever of the two is heard first, or both at
once by two workers. What happens anew afterwards makes the line one to read again.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    case,
    exists,
    func,
    literal,
    select,
)

from services.chassis.database import Database, Instant
from services.notifications.model.staff_messages import StaffMessage
from services.notifications.store.metadata import metadata

_THING = ("organisation", "recipient", "kind", "matter", "on_day")

staff_messages = Table(
    "staff_messages",
    metadata,
    Column("message_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("recipient", String(70), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("about", String(64), nullable=False),
    Column("matter", String(64), nullable=False),
    Column("on_day", Date, nullable=False),
    Column("codes", Text, nullable=False),  # ids and codes, as JSON
    Column("count", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("happened_at", Instant, nullable=False),
    UniqueConstraint(*_THING, name="staff_messages_one_a_day"),
)
Index("staff_messages_about", staff_messages.c.about)
Index("staff_messages_newest", staff_messages.c.organisation, staff_messages.c.recipient, staff_messages.c.last_at)

staff_looks = Table(
    "staff_looks",
    metadata,
    Column("message_id", String(36), primary_key=True),
    Column("account_id", String(64), primary_key=True),
    Column("seen", Integer, nullable=False),  # how many of its count
)

# Since when lines of a kind about a matter are over; `about` is by what it is forgotten.
staff_endings = Table(
    "staff_endings",
    metadata,
    Column("matter", String(64), primary_key=True),
    Column("kind", String(40), primary_key=True),
    Column("about", String(64), nullable=False),
    Column("ended_at", Instant, nullable=False),
)
Index("staff_endings_about", staff_endings.c.about)

_SEEN = func.coalesce(staff_looks.c.seen, 0)
_OVER = exists().where(
    staff_endings.c.matter.in_((staff_messages.c.matter, staff_messages.c.about)),
    staff_endings.c.kind == staff_messages.c.kind,
    staff_endings.c.ended_at > staff_messages.c.happened_at,
)


class StaffMessages:
    """The memory of what staff were told of."""

    def __init__(self, database: Database):
        self._database = database

    def tell(self, message: StaffMessage) -> None:
        """Remember a line; the same on the same day once more counts on the one there is."""
        row = vars(message) | {"on_day": message.on, "codes": json.dumps(dict(message.codes), sort_keys=True)}
        row = {name: value for name, value in row.items() if name in staff_messages.c}
        once_more = {"count": staff_messages.c.count + 1, "last_at": message.last_at, "codes": row["codes"]}
        once_more |= {"happened_at": _later(staff_messages.c.happened_at, message.happened_at)}
        with self._database.transaction() as tx:
            fresh = tx.insert(staff_messages).values(**row)
            tx.execute(fresh.on_conflict_do_update(index_elements=list(_THING), set_=once_more))

    def settle(self, matter: str, about: str, kinds: Collection[str], at: datetime) -> None:
        """Lines of these kinds about a matter are over if they happened before a moment; said again, the latest counts.

        Nobody is shown them any more, nor counts them as unread.
        """
        later = {"ended_at": _later(staff_endings.c.ended_at, at)}
        with self._database.transaction() as tx:
            for kind in sorted(kinds):  # in one order, so that two at once do not block each other
                ending = tx.insert(staff_endings).values(matter=matter, kind=kind, about=about, ended_at=at)
                tx.execute(ending.on_conflict_do_update(index_elements=["matter", "kind"], set_=later))

    def newest(self, organisation: str, recipients: Collection[str], reader: str, limit: int) -> list[StaffMessage]:
        """What these recipients were told of, the newest first, with how much of it the reader has not seen."""
        newest = select(staff_messages, (staff_messages.c.count - _SEEN).label("unread"))
        newest = newest.select_from(_looked_at(reader)).where(_told(organisation, recipients))
        newest = newest.order_by(staff_messages.c.last_at.desc(), staff_messages.c.message_id.desc()).limit(limit)
        with self._database.reading() as tx:
            return [_message(row) for row in tx.execute(newest)]

    def unread(self, organisation: str, recipients: Collection[str], reader: str) -> int:
        """How many lines the reader has not seen as they are now."""
        lines = select(func.count()).select_from(_looked_at(reader))
        lines = lines.where(_told(organisation, recipients), staff_messages.c.count > _SEEN)
        with self._database.reading() as tx:
            return int(tx.execute(lines).scalar_one())

    def see(self, organisation: str, recipients: Collection[str], reader: str, until: datetime) -> None:
        """The reader has seen these lines as they were at a moment; what came since stays unread."""
        seen = select(staff_messages.c.message_id, literal(reader), staff_messages.c.count)
        seen = seen.where(_told(organisation, recipients), staff_messages.c.last_at <= until)
        seen = seen.order_by(staff_messages.c.message_id)  # in one order, so that two at once do not block each other
        with self._database.transaction() as tx:
            looks = tx.insert(staff_looks).from_select(["message_id", "account_id", "seen"], seen)
            keys = ["message_id", "account_id"]
            tx.execute(looks.on_conflict_do_update(index_elements=keys, set_={"seen": looks.excluded.seen}))


def _looked_at(reader: str) -> Any:
    mine = and_(staff_looks.c.message_id == staff_messages.c.message_id, staff_looks.c.account_id == reader)
    return staff_messages.outerjoin(staff_looks, mine)


def _told(organisation: str, recipients: Collection[str]) -> Any:
    theirs = staff_messages.c.recipient.in_(sorted(recipients))
    return and_(staff_messages.c.organisation == organisation, theirs, ~_OVER)


def _later(known: Any, at: datetime) -> Any:
    said = literal(at, Instant())
    return case((known > said, known), else_=said)


def _message(row: Any) -> StaffMessage:
    columns = dict(row._mapping)
    return StaffMessage(on=columns.pop("on_day"), codes=json.loads(columns.pop("codes")), **columns)
