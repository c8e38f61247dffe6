"""How messages are remembered, from the queue to what became of them; what they tell is encrypted."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, String, Table, Text, bindparam, func, or_, select

from services.chassis.bells import Bells
from services.chassis.database import Database, Instant, database_now, from_now
from services.chassis.envelope import Event
from services.chassis.errors import unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page
from services.chassis.vault import Vault
from services.notifications.model.appointments import Appointment
from services.notifications.model.messages import LETTER, QUEUED, SENDABLE, Message, states_before
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
)
_queued = messages.c.state == QUEUED
Index("messages_due", messages.c.due_at, postgresql_where=_queued, sqlite_where=_queued)
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

    def take_due(self, now: datetime, limit: int, seconds: float) -> list[Message]:
        """Messages whose time has come, ours to send for so many seconds; then another may try."""
        with self._database.transaction() as tx:
            taking = _taking(tx.locks_rows)
            rows = tx.execute(taking, {"moment": now, "at_most": limit, "seconds": seconds}).all()
        return [self._message(row) for row in sorted(rows, key=lambda row: row.queued_at)]

    def last_told(self, appointment_id: str) -> Appointment | None:
        """An appointment as our newest letter tells it, sent or not; None if there is no letter."""
        newest = select(*_COLUMNS).where(messages.c.appointment_id == appointment_id)
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

    def on_paper(self, organisation: str, cursor: str | None, limit: int) -> tuple[list[Message], str | None]:
        """What waits to be printed and posted for an organisation, the first first; and the cursor of what follows."""
        waiting = select(*_COLUMNS).where(_on_paper, messages.c.organisation == organisation)
        with self._database.reading() as tx:
            rows, following = page(tx, waiting, _BY_AGE, cursor, limit)
        return [self._message(row) for row in rows], following

    def letters(self, organisation: str, message_ids: Collection[str]) -> list[Message]:
        """These letters, posted or not, the first first. Raises NotFound if one is not this organisation's, or none."""
        chosen = select(*_COLUMNS).where(
            messages.c.message_id.in_(message_ids),
            messages.c.channel == LETTER,
            messages.c.organisation == organisation,
        )
        with self._database.reading() as tx:
            rows = tx.execute(chosen.order_by(*_BY_AGE)).all()
        if {row.message_id for row in rows} != set(message_ids):
            raise unknown("letter")
        return [self._message(row) for row in rows]

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


def _appointment(told: dict[str, Any]) -> Appointment:
    times = {name: datetime.fromisoformat(told[name]) for name in ("starts_at", "ends_at") if told[name]}
    return Appointment(**told | times)


@cache
def _taking(locks_rows: bool) -> Any:
    due = select(messages.c.message_id).where(
        messages.c.state == QUEUED,
        messages.c.channel.in_(SENDABLE),  # a letter waits for somebody who prints it
        messages.c.due_at <= bindparam("moment", type_=Instant),
        _FREE,
    )
    due = due.order_by(messages.c.due_at).limit(bindparam("at_most"))
    chosen = (due.with_for_update(skip_locked=True) if locks_rows else due).cte("chosen")
    mine = messages.update().where(messages.c.message_id.in_(select(chosen.c.message_id)))
    return mine.values(leased_until=from_now(bindparam("seconds", type_=Float))).returning(*_COLUMNS)
