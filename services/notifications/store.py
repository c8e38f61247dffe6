"""How addressees and messages are remembered: tables, load, save-and-say."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    or_,
    select,
)

from services.chassis.bells import Bells
from services.chassis.database import Database, Instant, Transaction, database_now, from_now
from services.chassis.envelope import Event
from services.chassis.errors import NotFound
from services.chassis.forgetting import Forgetting, forget_messages, still_to_say
from services.chassis.outbox import Outbox
from services.chassis.vault import SealKeys, Vault
from services.notifications.model import ERASED, QUEUED, Addressee, Appointment, Message

BELL = "messages"

metadata = MetaData()
addressees = Table(
    "addressees",
    metadata,
    Column("about", String(64), primary_key=True),
    Column("contact", LargeBinary, nullable=False),  # one encrypted JSON object
    Column("given_at", Instant, nullable=False),
)
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
)
# Of which cases nothing is kept: what is said of them and comes late is passed over. Nothing else stands under the id.
forgotten = Table(
    "forgotten",
    metadata,
    Column("about", String(64), primary_key=True),
    Column("forgotten_at", Instant, nullable=False),
)
_queued = messages.c.state == QUEUED
Index("messages_due", messages.c.due_at, postgresql_where=_queued, sqlite_where=_queued)
Index("messages_about", messages.c.about)
Index("messages_appointment", messages.c.appointment_id)

# How each table forgets: whoever adds one says so here.
FORGETTING = Forgetting(
    metadata,
    by=dict.fromkeys(("addressees", "messages"), {"about": "about"}),
    stays={"forgotten": "stays: an id that leads nowhere"},
)


class Store:
    """The notifications' memory."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault, seal_keys: SealKeys, bells: Bells):
        self.database = database
        self._outbox = outbox
        self._vault = vault
        self._seal_keys = seal_keys
        self._bells = bells

    def unseal(self, about: str, sealed: str, purpose: str = "contact.given") -> dict[str, Any]:
        """The contact that the intake or the cases sealed for us. Raises VaultError for anything else."""
        return self._seal_keys.unseal(self._seal_keys, f"{purpose} {about}", sealed).data

    def remember(self, addressee: Addressee, at: datetime) -> None:
        """Keep how to reach somebody; a newer word replaces an older one."""
        contact = json.dumps(
            {key: value for key, value in vars(addressee).items() if key != "about"}, ensure_ascii=False
        )
        locked = self._vault.lock("addressees", "contact", addressee.about, contact)
        values = {"contact": locked, "given_at": at}
        with self.database.transaction() as tx:
            fresh = tx.insert(addressees).values(about=addressee.about, **values)
            tx.execute(fresh.on_conflict_do_update(index_elements=["about"], set_=values))

    def addressee(self, about: str) -> Addressee:
        """How to reach somebody. Raises NotFound if we do not know, or not any more."""
        with self.database.reading() as tx:
            row = tx.execute(select(addressees).where(addressees.c.about == about)).first()
        if row is None:
            raise NotFound(
                "addressee_unknown", "Nobody has told us how to reach this person, or they have been forgotten."
            )
        return self._load(row)

    def _load(self, row: Any) -> Addressee:
        opened = self._vault.open("addressees", "contact", row.about, row.contact)
        return Addressee(about=row.about, **json.loads(opened or "{}"))

    def addressees(self, abouts: Collection[str]) -> dict[str, Addressee]:
        """How to reach whoever is behind each of these; those we do not know are left out."""
        with self.database.reading() as tx:
            rows = tx.execute(_ADDRESSEES, {"abouts": list(abouts)}).all()
        return {row.about: self._load(row) for row in rows}

    def knows(self, about: str) -> bool:
        """Whether we know how to reach whoever is behind this."""
        with self.database.reading() as tx:
            return tx.execute(select(addressees.c.about).where(addressees.c.about == about)).first() is not None

    def forget(self, about: str, at: datetime) -> None:
        """Forget how to reach somebody; what still waits to be sent to them is not sent."""
        with self.database.transaction() as tx:
            tx.execute(addressees.delete().where(addressees.c.about == about))
            waiting = messages.update().where(messages.c.about == about, messages.c.state == QUEUED)
            tx.execute(waiting.values(state=ERASED, settled_at=at))
            tx.execute(messages.update().where(messages.c.about == about).values(appointment=None))

    def forget_request(self, request_id: str, *events: Event) -> None:
        """Keep nothing of how whoever is behind a request is reached, nor of what was or is to be sent to them, and
        say the events."""
        with self.database.transaction() as tx:
            FORGETTING.forget(tx, {"about": [request_id]})
            self._outbox.say(tx, *events)

    def forget_case(self, case_id: str, request_id: str | None, at: datetime, *events: Event) -> bool:
        """Forget all of a case, and what was sent about its request, for good, and say the events; False, and nothing
        done, while something of it is still to be sent."""
        abouts = {about for about in (case_id, request_id) if about}
        letters = select(messages.c.message_id, messages.c.appointment_id).where(messages.c.about.in_(abouts))
        with self.database.transaction() as tx:
            subjects = {each for row in tx.execute(letters) for each in row if each} | abouts
            if still_to_say(tx, subjects):
                return False
            FORGETTING.forget(tx, {"about": abouts})
            forget_messages(tx, subjects, subjects, at)
            tx.execute(tx.insert(forgotten).on_conflict_do_nothing(), {"about": case_id, "forgotten_at": at})
            self._outbox.say(tx, *events)
        return True

    def has_forgotten(self, about: str) -> bool:
        """Whether this was a case that is forgotten for good."""
        with self.database.reading() as tx:
            return tx.execute(select(forgotten.c.about).where(forgotten.c.about == about)).first() is not None

    def queue(self, message: Message) -> None:
        """Have a message sent; the commit wakes whoever sends."""
        with self.database.transaction() as tx:
            tx.execute(messages.insert().values(self._row(message)))
            tx.after_commit(BELL, lambda: self._bells.ring(BELL))

    def take_due(self, now: datetime, limit: int, seconds: float) -> list[Message]:
        """Messages whose time has come, ours to send for so many seconds; then another may try."""
        with self.database.transaction() as tx:
            taking = _taking(tx.locks_rows)
            rows = tx.execute(taking, {"moment": now, "at_most": limit, "seconds": seconds}).all()
        return [self._message(row) for row in sorted(rows, key=lambda row: row.queued_at)]

    def last_told(self, appointment_id: str) -> Appointment | None:
        """An appointment as our newest letter tells it, sent or not; None if there is no letter."""
        newest = select(*_COLUMNS).where(messages.c.appointment_id == appointment_id)
        newest = newest.order_by(messages.c.queued_at.desc(), messages.c.message_id.desc()).limit(1)
        with self.database.reading() as tx:
            row = tx.execute(newest).first()
        return self._message(row).appointment if row else None

    def overtake(self, appointment_id: str, at: datetime) -> list[Message]:
        """The letters about an appointment that wait, and that nobody is sending just now: they are outdated."""
        waiting = select(*_COLUMNS).where(
            messages.c.appointment_id == appointment_id, messages.c.state == QUEUED, _FREE
        )
        with self.database.transaction() as tx:
            rows = tx.execute(waiting.with_for_update() if tx.locks_rows else waiting).all()
            overtaken = [self._message(row).overtaken(at) for row in rows]
            for message in overtaken:
                self.save(message)
        return overtaken

    def messages_to(self, abouts: Collection[str]) -> list[Message]:
        """Every message to whoever is behind these, the first first, whatever became of it."""
        to_them = select(*_COLUMNS).where(messages.c.about.in_(abouts))
        with self.database.reading() as tx:
            rows = tx.execute(to_them.order_by(messages.c.queued_at, messages.c.message_id)).all()
        return [self._message(row) for row in rows]

    def together(self) -> AbstractContextManager[Transaction]:
        """What is saved inside is saved as one."""
        return self.database.transaction()

    def save(self, message: Message, *events: Event) -> bool:
        """Write what became of a queued message and say it; False, and nothing said, if it is settled already."""
        with self.database.transaction() as tx:
            became = {name: getattr(message, name) for name in _CHANGING}
            changed = tx.execute(_BECOME, {"which": message.message_id, **became})
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


_FREE = or_(messages.c.leased_until.is_(None), messages.c.leased_until < database_now())
_CHANGING = ("state", "attempts", "due_at", "settled_at", "reason")
_BECOME = (
    messages.update()
    .where(messages.c.message_id == bindparam("which"), messages.c.state == QUEUED)
    .values(leased_until=None, **{name: bindparam(name) for name in _CHANGING})
)
_ADDRESSEES = select(addressees).where(addressees.c.about.in_(bindparam("abouts", expanding=True)))
_COLUMNS = [column for column in messages.c if column.name not in ("leased_until", "appointment_id")]


@cache
def _taking(locks_rows: bool) -> Any:
    due = select(messages.c.message_id).where(
        messages.c.state == QUEUED, messages.c.due_at <= bindparam("moment", type_=Instant), _FREE
    )
    due = due.order_by(messages.c.due_at).limit(bindparam("at_most"))
    chosen = (due.with_for_update(skip_locked=True) if locks_rows else due).cte("chosen")
    mine = messages.update().where(messages.c.message_id.in_(select(chosen.c.message_id)))
    return mine.values(leased_until=from_now(bindparam("seconds", type_=Float))).returning(*_COLUMNS)
