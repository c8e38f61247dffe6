"""What we have still to say: rows written in the transaction of the change they tell of.

`say` cannot send: it only writes, so nobody can forget the transaction. The relay (relay.py) takes the rows
from here to the broker, in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text, bindparam, func, select

from services.chassis import envelope, leases, tracing
from services.chassis.bells import Bells
from services.chassis.clock import Clock, new_id
from services.chassis.database import Instant, Transaction
from services.chassis.envelope import Envelope, Event

BELL = "outbox"

metadata = MetaData()
# SQLite counts only an INTEGER primary key by itself.
Position = BigInteger().with_variant(Integer, "sqlite")

outbox = Table(
    "outbox",
    metadata,
    Column("position", Position, primary_key=True, autoincrement=True),
    Column("message_id", String(36), nullable=False),
    Column("destination", String(100), nullable=False),
    Column("type", String(200), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("correlation_id", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("sent_at", Instant),
)
# The relay looks at unsent rows only, so the index stays small however many sent ones are kept.
Index(
    "outbox_unsent",
    outbox.c.position,
    postgresql_where=outbox.c.sent_at.is_(None),
    sqlite_where=outbox.c.sent_at.is_(None),
)
Index("outbox_sent_at", outbox.c.sent_at)
Index("outbox_correlation", outbox.c.correlation_id)

_WRITE = outbox.insert()
_UNSENT = select(outbox).where(outbox.c.sent_at.is_(None)).order_by(outbox.c.position).limit(bindparam("at_most"))
_UNSENT_ELSEWHERE = _UNSENT.where(outbox.c.destination.not_in(bindparam("resting", expanding=True)))
_MARK = (
    outbox.update()
    .where(outbox.c.position.in_(bindparam("positions", expanding=True)), leases.VALID)
    .values(sent_at=bindparam("now"))
)

sequences = Table(
    "outbox_sequences",
    metadata,
    Column("subject", String(200), primary_key=True),
    Column("last", BigInteger, nullable=False),
)


class Outbox:
    """One service's mouth, as far as a transaction reaches."""

    def __init__(self, source: str, clock: Clock, bells: Bells):
        self.source = source
        self.clock = clock
        self._bells = bells

    def say(self, tx: Transaction, *events: Event) -> None:
        """Write the events down, in order, in this transaction; the commit wakes the relay.

        The row that counts a subject's messages stays locked until the commit, so that two transactions about
        one subject cannot commit in another order than they counted.
        """
        if not events:
            return
        next_number = {subject: self._reserve(tx, subject, n) for subject, n in _subjects(events).items()}
        thread = tracing.current()
        rows = []
        for event in events:
            subject = getattr(event, event.subject)
            sequence = next_number[subject]
            next_number[subject] += 1
            rows.append(self._row(event, subject, sequence, thread))
        tx.execute(_WRITE, rows)
        tx.after_commit(BELL, lambda: self._bells.ring(BELL))

    @staticmethod
    def _reserve(tx: Transaction, subject: str, count: int) -> int:
        last: int = tx.execute(_reserving(tx.insert), {"subject": subject, "last": count}).scalar_one()
        return last - count + 1

    def _row(self, event: Event, subject: str, sequence: int, thread: tracing.Thread | None) -> dict[str, Any]:
        now = self.clock.now()
        message = Envelope(
            id=new_id(),
            source=self.source,
            type=event.type,
            subject=subject,
            time=now,
            sequence=sequence,
            data=envelope.data_of(event),
            correlationid=thread.trace_id if thread else new_id().replace("-", ""),
            causationid=thread.causation_id if thread else None,
            actor=thread.actor if thread else "system",
            traceparent=thread.traceparent if thread else "",
        )
        return {
            "message_id": message.id,
            "destination": event.exchange,
            "type": event.type,
            "subject": subject,
            "sequence": sequence,
            "correlation_id": message.correlationid,
            "body": message.to_json(),
            "said_at": now,
        }


@cache
def _reserving(insert: Callable[[Table], Any]) -> Any:
    upsert = insert(sequences)
    last = sequences.c.last + upsert.excluded.last
    return upsert.on_conflict_do_update(index_elements=["subject"], set_={"last": last}).returning(sequences.c.last)


def _subjects(events: Collection[Event]) -> dict[str, int]:
    # Sorted, so that two transactions that say things about the same subjects cannot lock them crosswise.
    return dict(sorted(Counter(getattr(event, event.subject) for event in events).items()))


def unsent(tx: Transaction, limit: int, passed_over: Collection[str] = ()) -> Sequence[Any]:
    """The oldest rows nobody has confirmed yet, by state and not by "after the last id" (ids are not
    committed in order); destinations that are having a rest are passed over."""
    if passed_over:
        return tx.execute(_UNSENT_ELSEWHERE, {"at_most": limit, "resting": list(passed_over)}).all()
    return tx.execute(_UNSENT, {"at_most": limit}).all()


def mark_sent(tx: Transaction, positions: Sequence[int], now: datetime, proof: dict[str, Any]) -> int:
    """Note these rows as confirmed, if the lease that `proof` speaks of is still ours. Returns how many were."""
    return tx.execute(_MARK, {"positions": list(positions), "now": now, **proof}).rowcount


def offer_again(tx: Transaction, since: datetime, queue_hears: Collection[str] | None = None) -> int:
    """Say again what was sent since then (only these types, if given), under the old ids: mends a lost queue."""
    again = outbox.update().where(outbox.c.sent_at >= since).values(sent_at=None)
    if queue_hears is not None:
        again = again.where(outbox.c.type.in_(queue_hears))
    return tx.execute(again).rowcount


def count_unsent(tx: Transaction, up_to: int) -> int:
    """How many rows wait to be sent, counted no further than `up_to`."""
    some = select(outbox.c.position).where(outbox.c.sent_at.is_(None)).limit(up_to).subquery()
    count: int = tx.execute(select(func.count()).select_from(some)).scalar_one()
    return count


def oldest_unsent(tx: Transaction) -> datetime | None:
    """When the oldest row was said that still waits to be sent; none if nothing waits."""
    found: datetime | None = tx.execute(select(func.min(outbox.c.said_at)).where(outbox.c.sent_at.is_(None))).scalar()
    return found


def purge(tx: Transaction, before: datetime) -> int:
    """Forget rows that were sent before then."""
    return tx.execute(outbox.delete().where(outbox.c.sent_at < before)).rowcount
