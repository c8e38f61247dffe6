"""How appointments are remembered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, select

from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import changed, unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page
from services.scheduling.model.appointments import BOOKED, Appointment
from services.scheduling.model.hours import Span
from services.scheduling.store.locks import Locks, hidden_from
from services.scheduling.store.metadata import metadata
from services.scheduling.store.occupied import Occupied

appointments = Table(
    "appointments",
    metadata,
    Column("appointment_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("counsellor_id", String(36), nullable=False),
    Column("place", String(64), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("language", String(16), nullable=False),
    Column("with_interpreter", Boolean, nullable=False),
    Column("status", String(20), nullable=False),
    Column("booked_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("cancelled_by", String(20)),
    Column("reason", String(20)),
    Column("revision", Integer, nullable=False),
    Column("successor_id", String(36)),
    Column("version", Integer, nullable=False),
)
_BY_TIME = (appointments.c.starts_at, appointments.c.appointment_id)
Index("appointments_organisation", appointments.c.organisation, *_BY_TIME)
Index("appointments_case", appointments.c.case_id, *_BY_TIME)


class Appointments:
    """The memory of who meets when; with it goes whose time is taken, in the same transaction."""

    def __init__(self, database: Database, outbox: Outbox, occupied: Occupied, locks: Locks):
        self._database = database
        self._outbox = outbox
        self._occupied = occupied
        self._locks = locks

    def get(self, appointment_id: str) -> Appointment:
        """The appointment with the circle of its case. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(select(appointments).where(appointments.c.appointment_id == appointment_id)).first()
        if row is None:
            raise unknown(Appointment.noun)
        return Appointment(**row._mapping, circle=self._locks.around(row.case_id))

    def listed(
        self, organisation: str, hidden: str, within: Span, case_id: str | None, cursor: str | None, limit: int
    ) -> tuple[Sequence[Appointment], str | None]:
        """A page of an organisation's appointments (of one case) that begin in this span, by time, and the cursor of
        the next. What is booked in a case that is locked for the account `hidden` is left out."""
        since, until = within
        statement = select(appointments).where(
            appointments.c.organisation == organisation,
            appointments.c.starts_at >= since,
            appointments.c.starts_at < until,
            ~hidden_from(appointments.c.case_id, hidden),
        )
        if case_id is not None:
            statement = statement.where(appointments.c.case_id == case_id)
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _BY_TIME, cursor, limit)
        return [Appointment(**row._mapping) for row in rows], following

    def of_cases(self, organisation: str, case_ids: Collection[str]) -> Sequence[Appointment]:
        """All that an organisation ever booked in these cases, by time."""
        which = select(appointments).where(
            appointments.c.case_id.in_(case_ids), appointments.c.organisation == organisation
        )
        with self._database.reading() as tx:
            return [Appointment(**row._mapping) for row in tx.execute(which.order_by(*_BY_TIME))]

    def ahead(self, case_id: str, since: datetime) -> Sequence[Appointment]:
        """What is booked in a case and begins after this moment, by time."""
        which = select(appointments).where(
            appointments.c.case_id == case_id, appointments.c.starts_at > since, appointments.c.status == BOOKED
        )
        with self._database.reading() as tx:
            return [Appointment(**row._mapping) for row in tx.execute(which.order_by(*_BY_TIME))]

    def add(self, appointment: Appointment, *events: Event) -> Appointment:
        """Write a new appointment, take its time and say the events; returns it as it now stands.

        Raises Refused if somebody has taken some of its time.
        """
        added = replace(appointment, version=appointment.version + 1)
        with self._database.transaction() as tx:
            tx.execute(appointments.insert(), _row(added))
            self._occupied.settle(tx, added)
            self._outbox.say(tx, *events)
        return added

    def save(self, appointment: Appointment, *events: Event) -> Appointment:
        """Write a changed appointment, take and free time as it now needs, and say the events; returns it as it now
        stands. Raises Conflict if somebody has changed it since, Refused if somebody has taken some of its time.
        """
        saved = replace(appointment, version=appointment.version + 1)
        mine: Any = (
            appointments.c.appointment_id == appointment.appointment_id,
            appointments.c.version == appointment.version,
        )
        with self._database.transaction() as tx:
            if not tx.execute(appointments.update().where(*mine).values(_row(saved))).rowcount:
                raise changed(Appointment.noun)
            self._occupied.settle(tx, saved)
            self._outbox.say(tx, *events)
        return saved


def _row(appointment: Appointment) -> dict[str, Any]:
    return {name: value for name, value in vars(appointment).items() if name != "circle"}
