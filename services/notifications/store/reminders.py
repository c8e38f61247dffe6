"""How reminders are remembered until they are sent, or need not be; what they remind of is encrypted."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Index, LargeBinary, String, Table, bindparam, select

from services.chassis import logs
from services.chassis.bells import Bells
from services.chassis.database import Database, Instant
from services.chassis.vault import Vault, VaultError
from services.notifications.model.appointments import Appointment
from services.notifications.model.messages import UNREADABLE_RESTS
from services.notifications.model.reminders import WAITING, Reminder
from services.notifications.store.metadata import metadata

BELL = "reminders"

_log = logs.get("reminders")

reminders = Table(
    "reminders",
    metadata,
    Column("appointment_id", String(64), primary_key=True),
    Column("about", String(64), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("appointment", LargeBinary, nullable=False),  # one encrypted JSON object
)
_waiting = reminders.c.state == WAITING
Index("reminders_due", reminders.c.due_at, postgresql_where=_waiting, sqlite_where=_waiting)
Index("reminders_about", reminders.c.about)


class Reminders:
    """The memory of reminders."""

    def __init__(self, database: Database, vault: Vault, bells: Bells):
        self._database = database
        self._vault = vault
        self._bells = bells

    def get(self, appointment_id: str, about: str) -> Reminder | None:
        """The reminder of an appointment for somebody, held until the end of the transaction; None if there is none."""
        one = select(reminders).where(reminders.c.appointment_id == appointment_id, reminders.c.about == about)
        with self._database.transaction() as tx:
            row = tx.execute(one.with_for_update() if tx.locks_rows else one).first()
        return self._reminder(row) if row else None

    def of(self, abouts: Collection[str]) -> list[Reminder]:
        """Every reminder for whoever is behind these, whatever became of it, the first due first."""
        theirs = select(reminders).where(reminders.c.about.in_(abouts))
        with self._database.reading() as tx:
            rows = tx.execute(theirs.order_by(reminders.c.due_at, reminders.c.appointment_id)).all()
        return [self._reminder(row) for row in rows]

    def keep(self, reminder: Reminder) -> None:
        """Remember a reminder as it is now; one for each appointment and person, by the key."""
        told = json.dumps(vars(reminder.appointment), default=datetime.isoformat)
        values = {
            "state": reminder.state,
            "due_at": reminder.due_at,
            "settled_at": reminder.settled_at,
            "appointment": self._vault.lock("reminders", "appointment", _row_id(reminder), told),
        }
        whose = {"appointment_id": reminder.appointment.appointment_id, "about": reminder.about}
        with self._database.transaction() as tx:
            fresh = tx.insert(reminders).values(**whose, **values)
            tx.execute(fresh.on_conflict_do_update(index_elements=list(whose), set_=values))
            tx.after_commit(BELL, lambda: self._bells.ring(BELL))

    def due(self, now: datetime, limit: int) -> list[Reminder]:
        """Reminders whose time has come, the first first, held until the end of the transaction; those another
        replica holds are passed over. One that cannot be read with the keys we have waits for an hour, and is said in
        the log: the others go on, and it is due when it can be read again."""
        found = []
        with self._database.transaction() as tx:
            for row in tx.execute(_taking(tx.locks_rows), {"moment": now, "at_most": limit}).all():
                try:
                    found.append(self._reminder(row))
                except VaultError:
                    mine = (reminders.c.appointment_id == row.appointment_id, reminders.c.about == row.about)
                    tx.execute(reminders.update().where(*mine).values(due_at=now + UNREADABLE_RESTS))
                    _log.error("reminder_unreadable", appointment_id=row.appointment_id)
        return found

    def _reminder(self, row: Any) -> Reminder:
        opened = self._vault.open("reminders", "appointment", f"{row.appointment_id} {row.about}", row.appointment)
        told = json.loads(opened or "{}")
        times = {name: datetime.fromisoformat(told[name]) for name in ("starts_at", "ends_at") if told[name]}
        return Reminder(row.about, Appointment(**told | times), row.state, row.due_at, row.settled_at)


def _row_id(reminder: Reminder) -> str:
    return f"{reminder.appointment.appointment_id} {reminder.about}"


@cache
def _taking(locks_rows: bool) -> Any:
    due = select(reminders).where(
        reminders.c.state == WAITING, reminders.c.due_at <= bindparam("moment", type_=Instant)
    )
    due = due.order_by(reminders.c.due_at, reminders.c.appointment_id).limit(bindparam("at_most"))
    return due.with_for_update(skip_locked=True) if locks_rows else due
