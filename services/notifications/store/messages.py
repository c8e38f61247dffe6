"""How messages are remembered, from the queue to what became of them; what they tell is encrypted."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    bindparam,
    case,
    func,
    or_,
    select,
)

from services.chassis import logs
from services.chassis.bells import Bells
from services.chassis.database import Database, Instant, database_now, from_now
from services.chassis.envelope import Event
from services.chassis.errors import unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page
from services.chassis.vault import Vault, VaultError
from services.notifications.model.appointments import CANCELLED, MOVED, Appointment
from services.notifications.model.messages import (
    BOUNCED,
    DELIVERED,
    FAILED,
    LETTER,
    QUEUED,
    SENT,
    UNREADABLE_RESTS,
    Message,
    states_before,
)
from services.notifications.store.metadata import metadata

BELL = "messages"

messages = Table(
    "messages",
    metadata,
    Column("message_id", String(36), primary_key=True),
    Column("about", String(64), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("channel", String(10), nullable=False),
    Column("reference", String(20), nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("queued_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("traceparent", String(64), nullable=False),
    Column("settled_at", Instant),
    Column("reason", Text),
    Column("leased_until", Instant),
    Column("appointment_id", String(64)),
    Column("appointment", LargeBinary),  # one encrypted JSON object
    Column("language", String(16)),
    Column("template", String(64)),
    Column("provider_ref", String(255)),
    Column("to_key", String(64)),
    Column("organisation", String(64)),
    Column("calls_for", String(64)),
    Column("delivered_at", Instant),
    Column("bounced_at", Instant),
    Column("urgency", Integer, nullable=False, server_default="1"),
    Column("needed_by", Instant),
)
_queued = messages.c.state == QUEUED
Index(
    "messages_due",
    messages.c.channel,
    messages.c.urgency,
    messages.c.due_at,
    postgresql_where=_queued,
    sqlite_where=_queued,
)
Index("messages_about", messages.c.about)
Index("messages_appointment", messages.c.appointment_id)
Index("messages_provider_ref", messages.c.provider_ref)
Index("messages_to_key", messages.c.to_key)
_on_paper = (messages.c.channel == LETTER) & _queued
Index(
    "messages_post",
    messages.c.organisation,
    messages.c.queued_at,
    messages.c.message_id,
    postgresql_where=_on_paper,
    sqlite_where=_on_paper,
)

_FREE = or_(messages.c.leased_until.is_(None), messages.c.leased_until < database_now())
_CHANGING = (
    "state",
    "attempts",
    "due_at",
    "settled_at",
    "reason",
    "language",
    "template",
    "provider_ref",
    "to_key",
    "bounced_at",
    "delivered_at",
)
_BECOME = (
    messages.update()
    .where(messages.c.message_id == bindparam("which"), messages.c.state.in_(bindparam("before", expanding=True)))
    .values({name: bindparam(name) for name in _CHANGING})
    # Whoever notes a bounce may not have read yet that it was delivered before.
    .values(
        leased_until=None,
        delivered_at=func.coalesce(bindparam("delivered_at", type_=Instant), messages.c.delivered_at),
    )
)
_log = logs.get("messages")

# Of these it is known what became of them.
_OUTCOMES = (SENT, DELIVERED, BOUNCED, FAILED)
_BY_AGE = (messages.c.queued_at, messages.c.message_id)
_COLUMNS = [column for column in messages.c if column.name not in ("leased_until", "appointment_id")]


class Messages:
    """The memory of messages."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault, bells: Bells):
        self._database = database
        self._outbox = outbox
        self._vault = vault
        self._bells = bells

    def queue(self, message: Message) -> None:
        """Have a message sent; the commit wakes whoever sends."""
        with self._database.transaction() as tx:
            tx.execute(messages.insert().values(self._row(message)))
            tx.after_commit(BELL, lambda: self._bells.ring(BELL))

    def take_due(self, channel: str, now: datetime, limit: int, seconds: float) -> list[Message]:
        """Messages whose time has come, the most urgent first, ours to send for so many seconds; then another may
        try. One that cannot be read with the keys we have waits for an hour, and is said in the log: the others go on,
        and it leaves when it can be read again."""
        asked = {"way": channel, "moment": now, "at_most": limit, "seconds": seconds}
        found = []
        with self._database.transaction() as tx:
            rows = tx.execute(_taking(tx.locks_rows), asked).all()
            for row in sorted(rows, key=lambda row: (row.urgency, row.queued_at)):
                try:
                    found.append(self._message(row))
                except VaultError:
                    mine = messages.update().where(messages.c.message_id == row.message_id)
                    tx.execute(mine.values(due_at=now + UNREADABLE_RESTS, leased_until=None))
                    _log.error("message_unreadable", message_id=row.message_id)
        return found

    def named(self, name: str) -> Message | None:
        """The message that is called so, by our id or by the provider's, held until the end of the transaction."""
        called = or_(messages.c.message_id == name, messages.c.provider_ref == name)
        one = select(*_COLUMNS).where(called).order_by(messages.c.queued_at.desc()).limit(1)
        with self._database.transaction() as tx:
            row = tx.execute(one.with_for_update() if tx.locks_rows else one).first()
        return self._message(row) if row else None

    def last_told(self, appointment_id: str, about: str) -> Appointment | None:
        """An appointment as our newest letter to whoever is behind `about` tells it, sent or not; None if there is no
        letter."""
        newest = select(*_COLUMNS).where(messages.c.appointment_id == appointment_id, messages.c.about == about)
        newest = newest.order_by(messages.c.queued_at.desc(), messages.c.message_id.desc()).limit(1)
        with self._database.reading() as tx:
            row = tx.execute(newest).first()
        return self._message(row).appointment if row else None

    def overtake(self, appointment_id: str, about: str, at: datetime) -> list[Message]:
        """The messages about an appointment to whoever is behind `about` that wait, and that nobody is sending just
        now: they are outdated."""
        mine = (messages.c.appointment_id == appointment_id, messages.c.about == about)
        waiting = select(*_COLUMNS).where(*mine, messages.c.state == QUEUED, _FREE)
        with self._database.transaction() as tx:
            rows = tx.execute(waiting.with_for_update() if tx.locks_rows else waiting).all()
            overtaken = [self._message(row).overtaken(at) for row in rows]
            for message in overtaken:
                self.save(message)
        return overtaken

    def to(self, abouts: Collection[str]) -> list[Message]:
        """Every message to whoever is behind these, the first first, whatever became of it."""
        to_them = select(*_COLUMNS).where(messages.c.about.in_(abouts))
        with self._database.reading() as tx:
            rows = tx.execute(to_them.order_by(messages.c.queued_at, messages.c.message_id)).all()
        return [self._message(row) for row in rows]

    def last_to(self, abouts: Collection[str], key: str) -> Message | None:
        """The newest message to whoever is behind these that went to the address of this key, or the newest on another
        way where none did."""
        to_them = select(*_COLUMNS).where(messages.c.about.in_(abouts))
        went_there = case((messages.c.to_key == key, 0), else_=1)
        newest = to_them.order_by(went_there, *(column.desc() for column in _BY_AGE)).limit(1)
        with self._database.reading() as tx:
            row = tx.execute(newest).first()
        return self._message(row) if row else None

    def on_paper(
        self, cursor: str | None, limit: int, organisations: Collection[str | None] | None = None
    ) -> tuple[list[Message], str | None]:
        """What waits to be printed and posted for these organisations, or for all of them, the first first; and the
        cursor of what follows. None among them stands for what is about no organisation's case."""
        waiting = select(*_COLUMNS).where(_on_paper, *([] if organisations is None else [_posted_by(organisations)]))
        with self._database.reading() as tx:
            rows, following = page(tx, waiting, _BY_AGE, cursor, limit)
        return [self._message(row) for row in rows], following

    def letters(self, organisations: Collection[str | None], message_ids: Collection[str]) -> list[Message]:
        """These letters, posted or not, the first first. Raises NotFound if one is not these organisations', or none;
        None among them as for `on_paper`."""
        chosen = select(*_COLUMNS).where(
            messages.c.message_id.in_(message_ids),
            messages.c.channel == LETTER,
            _posted_by(organisations),
        )
        with self._database.reading() as tx:
            rows = tx.execute(chosen.order_by(*_BY_AGE)).all()
        if {row.message_id for row in rows} != set(message_ids):
            raise unknown("letter")
        return [self._message(row) for row in rows]

    def listed(self, abouts: Collection[str], cursor: str | None, limit: int) -> tuple[list[Message], str | None]:
        """A page of what was or is to be sent to whoever is behind these, the newest first."""
        to_them = select(*_COLUMNS).where(messages.c.about.in_(abouts))
        with self._database.reading() as tx:
            rows, following = page(tx, to_them, _BY_AGE, cursor, limit, newest_first=True)
        return [self._message(row) for row in rows], following

    def last_outcome(self, abouts: Collection[str]) -> Message | None:
        """The newest message to whoever is behind these of which is known what became of it."""
        known = select(*_COLUMNS).where(messages.c.about.in_(abouts), messages.c.state.in_(_OUTCOMES))
        with self._database.reading() as tx:
            row = tx.execute(known.order_by(*(column.desc() for column in _BY_AGE)).limit(1)).first()
        return self._message(row) if row else None

    def one_to(self, abouts: Collection[str], message_id: str) -> Message:
        """One of the messages to whoever is behind these, held until the end of the transaction. Raises NotFound."""
        one = select(*_COLUMNS).where(messages.c.message_id == message_id, messages.c.about.in_(abouts))
        with self._database.transaction() as tx:
            row = tx.execute(one.with_for_update() if tx.locks_rows else one).first()
        if row is None:
            raise unknown("message")
        return self._message(row)

    def known(self, message_ids: Collection[str]) -> frozenset[str]:
        """Which of these messages there are."""
        there = select(messages.c.message_id).where(messages.c.message_id.in_(message_ids))
        with self._database.reading() as tx:
            return frozenset(tx.execute(there).scalars())

    def last_changes(self, appointment_ids: Collection[str]) -> dict[str, datetime]:
        """When it was last told that each of these appointments is at another time, or is not any more."""
        newest = func.max(messages.c.queued_at, type_=Instant()).label("newest")
        told = select(messages.c.appointment_id, newest).where(
            messages.c.appointment_id.in_(appointment_ids), messages.c.kind.in_((MOVED, CANCELLED))
        )
        with self._database.reading() as tx:
            rows = tx.execute(told.group_by(messages.c.appointment_id)).all()
        return {row.appointment_id: row.newest for row in rows}

    def save(self, message: Message, *events: Event) -> bool:
        """Write what became of a message and say it; False, and nothing said, if by now that cannot become of it."""
        with self._database.transaction() as tx:
            became = {name: getattr(message, name) for name in _CHANGING}
            before = sorted(states_before(message.state))
            changed = tx.execute(_BECOME, {"which": message.message_id, "before": before, **became})
            if changed.rowcount:
                self._outbox.say(tx, *events)
        return bool(changed.rowcount)

    def _row(self, message: Message) -> dict[str, Any]:
        row = dict(vars(message))
        appointment: Appointment | None = row.pop("appointment")
        if appointment is None:
            return row
        told = json.dumps(vars(appointment), default=datetime.isoformat)
        locked = self._vault.lock("messages", "appointment", message.message_id, told)
        return row | {"appointment_id": appointment.appointment_id, "appointment": locked}

    def _message(self, row: Any) -> Message:
        columns = dict(row._mapping)
        told = self._vault.open("messages", "appointment", row.message_id, columns.pop("appointment"))
        return Message(**columns, appointment=_appointment(json.loads(told)) if told else None)


def _posted_by(organisations: Collection[str | None]) -> Any:
    named = messages.c.organisation.in_([each for each in organisations if each is not None])
    return or_(named, messages.c.organisation.is_(None)) if None in organisations else named


def _appointment(told: dict[str, Any]) -> Appointment:
    times = {name: datetime.fromisoformat(told[name]) for name in ("starts_at", "ends_at") if told[name]}
    return Appointment(**told | times)


@cache
def _taking(locks_rows: bool) -> Any:
    due = select(messages.c.message_id).where(
        messages.c.state == QUEUED,
        messages.c.channel == bindparam("way"),
        messages.c.due_at <= bindparam("moment", type_=Instant),
        _FREE,
    )
    due = due.order_by(messages.c.urgency, messages.c.due_at).limit(bindparam("at_most"))
    chosen = (due.with_for_update(skip_locked=True) if locks_rows else due).cte("chosen")
    mine = messages.update().where(messages.c.message_id.in_(select(chosen.c.message_id)))
    return mine.values(leased_until=from_now(bindparam("seconds", type_=Float))).returning(*_COLUMNS)
