"""What we have heard: kept until its effect is committed, in order, and parked when it cannot be.

A *lane* is what is kept in order: one source's messages about one subject. A lane with something to do has a
small row of its own (next due, lease); lanes never wait for one another.

A message is `waiting`, `done`, `parked` (a person decides), `archived` (a person has decided against it) or
`erased` (overtaken by the erasure of its subject).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
)

from services.chassis.clock import new_id
from services.chassis.database import Instant, Transaction, database_now, from_now
from services.chassis.envelope import Envelope
from services.chassis.leases import LeaseLost
from services.chassis.outbox import Position

BELL = "inbox"
WAITING, DONE, PARKED, ARCHIVED, ERASED = "waiting", "done", "parked", "archived", "erased"
_KEPT_OF_UNREADABLE = 65_536  # characters: enough to see what it was, too few to fill a disk with
_PER_LANE = 20  # messages of one lane done in one go

metadata = MetaData()
inbox = Table(
    "inbox",
    metadata,
    Column("position", Position, primary_key=True, autoincrement=True),
    Column("source", String(200), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("type", String(200), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("lane", String(400)),
    Column("sequence", BigInteger, nullable=False),
    Column("overtakes", Boolean, nullable=False),
    Column("correlation_id", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("postponed", Integer, nullable=False, server_default="0"),
    Column("reason", Text),
    Column("received_at", Instant, nullable=False),
    Column("settled_at", Instant),
    UniqueConstraint("source", "message_id", name="inbox_once"),
)
_open = inbox.c.state == WAITING
_parked = inbox.c.state == PARKED
Index("inbox_waiting", inbox.c.lane, inbox.c.sequence, postgresql_where=_open, sqlite_where=_open)
Index("inbox_parked", inbox.c.position, postgresql_where=_parked, sqlite_where=_parked)
Index("inbox_settled_at", inbox.c.settled_at)
Index("inbox_subject", inbox.c.subject)
Index("inbox_correlation", inbox.c.correlation_id)

lanes = Table(
    "inbox_lanes",
    metadata,
    Column("lane", String(400), primary_key=True),
    Column("due_at", Instant),  # none: blocked by a parked message
    Column("lease", String(36)),
    Column("leased_until", Instant),
    Column("crashes", Integer, nullable=False, server_default="0"),
)
Index("inbox_lanes_due", lanes.c.due_at)


@dataclass(frozen=True)
class Heard:
    """One message as the broker gave it: readable, or the reason why it is not."""

    body: bytes
    message: Envelope | None
    reason: str = ""


@dataclass
class Claim:
    """A lane whose turn it is, ours until the lease runs out, with its next messages in order."""

    lane: str
    lease: str
    crashes: int
    messages: list[Any] = field(default_factory=list)


def store(tx: Transaction, heard: Sequence[Heard], now: datetime) -> int:
    """Keep what was received, each message once however often it came. Returns how many were new."""
    stored = tx.execute(_keeping(tx.insert), [_row(item, now) for item in heard]).all()
    overtaking = {row.lane for row in stored if row.overtakes}
    # Sorted, so that two receivers cannot lock lanes crosswise.
    for urgent in (False, True):
        names = sorted({row.lane for row in stored if row.state == WAITING and (row.lane in overtaking) is urgent})
        if names:
            tx.execute(_waking(tx.insert, urgent), [{"lane": name} for name in names])
    return len(stored)


@cache
def _keeping(insert: Callable[[Table], Any]) -> Any:
    once = insert(inbox).on_conflict_do_nothing(index_elements=["source", "message_id"])
    return once.returning(inbox.c.lane, inbox.c.overtakes, inbox.c.state)


@cache
def _waking(insert: Callable[[Table], Any], urgent: bool) -> Any:
    # A lane that exists is touched and so locked: its handler then sees our messages before it closes the lane.
    due = database_now() if urgent else lanes.c.due_at
    fresh = insert(lanes).values(lane=bindparam("lane"), due_at=database_now())
    return fresh.on_conflict_do_update(index_elements=["lane"], set_={"due_at": due})


def _row(item: Heard, now: datetime) -> dict[str, Any]:
    message = item.message
    if message is None:
        text = item.body[:_KEPT_OF_UNREADABLE].decode("utf-8", "replace").replace("\0", "\ufffd")
        digest = hashlib.sha256(item.body).hexdigest()
        times = {"received_at": now, "settled_at": now}
        return {**_UNREADABLE, "message_id": digest, "body": text, "reason": item.reason, **times}
    return {
        "source": message.source,
        "message_id": message.id,
        "type": message.type,
        "subject": message.subject,
        "lane": f"{message.source} {message.subject}",
        "sequence": message.sequence,
        "overtakes": _is_erasure(message.type),
        "correlation_id": message.correlationid,
        "body": item.body.decode(),
        "state": PARKED if item.reason else WAITING,
        "reason": item.reason or None,
        "received_at": now,
        "settled_at": now if item.reason else None,
    }


_UNREADABLE = {
    "source": "unreadable",
    "type": "",
    "subject": "",
    "lane": None,
    "sequence": 0,
    "overtakes": False,
    "correlation_id": "",
    "state": PARKED,
}


def _is_erasure(type: str) -> bool:
    return ".erased.v" in type


def claim(tx: Transaction, limit: int, seconds: float) -> list[Claim]:
    """Lanes whose turn has come and whose last handler ended in order, at most `limit`, ours for `seconds`."""
    return _claim(tx, _READY, limit, seconds)


def has_suspects(tx: Transaction) -> bool:
    """Whether a lane's handler has vanished (a look without a lock, to be followed by claim_suspect)."""
    return tx.execute(_A_SUSPECT).first() is not None


def claim_suspect(tx: Transaction, seconds: float) -> Claim | None:
    """One lane whose last handler did not come back: its message may have killed the process, so it is to be
    handled with nothing else under way."""
    claims = _claim(tx, _SUSPECT, 1, seconds)
    return claims[0] if claims else None


_READY = and_(lanes.c.due_at <= database_now(), lanes.c.leased_until.is_(None), lanes.c.crashes == 0)
_SUSPECT = or_(
    lanes.c.leased_until < database_now(),
    and_(lanes.c.leased_until.is_(None), lanes.c.crashes > 0, lanes.c.due_at <= database_now()),
)
_A_SUSPECT = select(lanes.c.lane).where(_SUSPECT).limit(1)


@cache
def _claiming(condition: Any, locks_rows: bool) -> Any:
    turn = select(lanes.c.lane).where(condition).order_by(lanes.c.due_at).limit(bindparam("at_most"))
    if locks_rows:
        turn = turn.with_for_update(skip_locked=True)
    chosen = turn.cte("turn")  # evaluated once, which a subquery with SKIP LOCKED need not be
    vanished = case((lanes.c.leased_until.is_not(None), 1), else_=0)
    mine = lanes.update().where(lanes.c.lane.in_(select(chosen.c.lane)))
    until = from_now(bindparam("seconds", type_=Float))
    return mine.values(lease=bindparam("new_lease"), leased_until=until, crashes=lanes.c.crashes + vanished).returning(
        lanes.c.lane, lanes.c.crashes
    )


def _claim(tx: Transaction, condition: Any, limit: int, seconds: float) -> list[Claim]:
    lease = new_id()
    claiming = _claiming(condition, tx.locks_rows)
    taken = tx.execute(claiming, {"at_most": limit, "new_lease": lease, "seconds": seconds}).all()
    claims = {row.lane: Claim(row.lane, lease, row.crashes) for row in taken}
    if claims:
        for message in tx.execute(_NEXT_MESSAGES, {"names": list(claims)}):
            messages = claims[message.lane].messages
            # An erasure goes first and alone: what stood before it is wiped with it.
            if not (messages and messages[0].overtakes):
                messages.append(message)
    return list(claims.values())


def _next_messages() -> Any:
    order = (inbox.c.overtakes.desc(), inbox.c.sequence, inbox.c.position)
    place = func.row_number().over(partition_by=inbox.c.lane, order_by=order).label("place")
    waiting = select(inbox, place).where(inbox.c.state == WAITING, inbox.c.lane.in_(_NAMES)).subquery()
    return select(waiting).where(waiting.c.place <= _PER_LANE).order_by(waiting.c.lane, waiting.c.place)


_NAMES: Any = bindparam("names", expanding=True)
_NEXT_MESSAGES = _next_messages()


def finish(tx: Transaction, claims: Collection[Claim], done: Sequence[Any], now: datetime) -> bool:
    """Note these messages as done and give the lanes back, in the transaction of their effect.

    Tells whether something still waits in one of the lanes. Raises LeaseLost, and so undoes the effect, if one of
    them has been taken by somebody else meanwhile.
    """
    _check_leases(tx, claims)
    tx.execute(_DO, {"positions": [message.position for message in done], "now": now})
    for message in done:
        if message.overtakes:
            _wipe(tx, message, now)
    names = [claim.lane for claim in claims]
    # A new statement, so a new snapshot: the lanes are locked, and what a receiver stored before is seen.
    still = set(tx.execute(_STILL_WAITING, {"names": names}).scalars())
    if still:
        tx.execute(_FREE_AGAIN, {"names": list(still)})
    tx.execute(_CLOSE, {"names": [name for name in names if name not in still]})
    return bool(still)


def _unless_blocked() -> Any:
    # What was parked unread, because we do not read its type, never had a place in the order.
    tried_in_vain = and_(inbox.c.state == PARKED, inbox.c.attempts > 0)
    blocked = select(literal(1)).where(inbox.c.lane == lanes.c.lane, tried_in_vain)
    return case((blocked.exists(), null()), else_=database_now())


_FREE = {"lease": None, "leased_until": None, "crashes": 0}


_DO = (
    inbox.update()
    .where(inbox.c.position.in_(bindparam("positions", expanding=True)))
    .values(state=DONE, settled_at=bindparam("now"))
)
_STILL_WAITING = select(inbox.c.lane).where(inbox.c.state == WAITING, inbox.c.lane.in_(_NAMES)).distinct()
_FREE_AGAIN = lanes.update().where(lanes.c.lane.in_(_NAMES)).values(due_at=_unless_blocked(), **_FREE)
_CLOSE = lanes.delete().where(lanes.c.lane.in_(_NAMES))
_HELD = select(lanes.c.lane, lanes.c.lease).where(lanes.c.lane.in_(_NAMES)).order_by(lanes.c.lane)
_HELD_AND_LOCKED = _HELD.with_for_update()


def _check_leases(tx: Transaction, claims: Collection[Claim]) -> None:
    ours = _HELD_AND_LOCKED if tx.locks_rows else _HELD
    held = {row.lane: row.lease for row in tx.execute(ours, {"names": [claim.lane for claim in claims]})}
    if any(held.get(claim.lane) != claim.lease for claim in claims):
        raise LeaseLost("another handler has taken over a lane in the meantime")


def _wipe(tx: Transaction, erasure: Any, now: datetime) -> None:
    before = and_(inbox.c.lane == erasure.lane, inbox.c.sequence < erasure.sequence)
    tx.execute(inbox.update().where(before).values(body="", reason=None))
    undone = and_(before, inbox.c.state.in_((WAITING, PARKED)))
    tx.execute(inbox.update().where(undone).values(state=ERASED, settled_at=now))


def fail(tx: Transaction, claim: Claim, message: Any, reason: str, delay: float | None, now: datetime) -> None:
    """Count a failed attempt: try again after `delay` seconds, or park the message where there is none."""
    _check_leases(tx, [claim])
    row = inbox.update().where(inbox.c.position == message.position)
    if delay is None:
        tx.execute(row.values(attempts=inbox.c.attempts + 1, state=PARKED, reason=reason, settled_at=now))
    else:
        tx.execute(row.values(attempts=inbox.c.attempts + 1, reason=reason))
    due = null() if delay is None else from_now(delay)
    tx.execute(lanes.update().where(lanes.c.lane == claim.lane).values(due_at=due, **_FREE))


def postpone(tx: Transaction, claim: Claim, message: Any, reason: str, delay: float) -> None:
    """Not yet: wait `delay` seconds without spending an attempt."""
    _check_leases(tx, [claim])
    row = inbox.update().where(inbox.c.position == message.position)
    tx.execute(row.values(postponed=inbox.c.postponed + 1, reason=reason))
    tx.execute(lanes.update().where(lanes.c.lane == claim.lane).values(due_at=from_now(delay), **_FREE))


def release(tx: Transaction, claims: Collection[Claim]) -> None:
    """Give lanes back untouched, where they are still ours: their turn comes again at once."""
    for claim in claims:
        ours = and_(lanes.c.lane == claim.lane, lanes.c.lease == claim.lease)
        tx.execute(lanes.update().where(ours).values(lease=None, leased_until=None))


def replay(tx: Transaction, positions: Collection[int]) -> int:
    """Let parked messages have their turn again, with all attempts before them. Returns how many."""
    return _decide(tx, positions, {"state": WAITING, "attempts": 0, "postponed": 0, "settled_at": None}, readable=True)


def archive(tx: Transaction, positions: Collection[int]) -> int:
    """Set parked messages aside for good; what is behind them may pass. Returns how many."""
    return _decide(tx, positions, {"state": ARCHIVED}, readable=False)


def _decide(tx: Transaction, positions: Collection[int], values: dict[str, Any], *, readable: bool) -> int:
    chosen = and_(inbox.c.position.in_(positions), inbox.c.state == PARKED)
    if readable:
        chosen = and_(chosen, inbox.c.lane.is_not(None))
    decided = tx.execute(inbox.update().where(chosen).values(values).returning(inbox.c.lane)).scalars().all()
    names = sorted({lane for lane in decided if lane is not None})
    if names:
        fresh = tx.insert(lanes).on_conflict_do_update(
            index_elements=["lane"], set_={"due_at": _unless_blocked(), "crashes": 0}
        )
        tx.execute(fresh.values(lane=bindparam("lane"), due_at=database_now()), [{"lane": name} for name in names])
    return len(decided)


def parked(tx: Transaction, after: int = 0, limit: int = 100) -> Sequence[Any]:
    """Messages a person has to decide on, oldest first."""
    return tx.execute(
        select(inbox).where(inbox.c.state == PARKED, inbox.c.position > after).order_by(inbox.c.position).limit(limit)
    ).all()


def backlog(tx: Transaction, up_to: int) -> int:
    """How many messages wait, counted no further than `up_to`."""
    some = select(inbox.c.position).where(inbox.c.state == WAITING).limit(up_to).subquery()
    count: int = tx.execute(select(func.count()).select_from(some)).scalar_one()
    return count


def count_parked(tx: Transaction) -> int:
    """How many messages wait for a person's decision."""
    count: int = tx.execute(select(func.count()).where(inbox.c.state == PARKED)).scalar_one()
    return count


def purge(tx: Transaction, before: datetime) -> int:
    """Forget what was done, erased or archived before then; parked messages stay until somebody decides."""
    settled = and_(inbox.c.settled_at < before, inbox.c.state.in_((DONE, ERASED, ARCHIVED)))
    return tx.execute(inbox.delete().where(settled)).rowcount
