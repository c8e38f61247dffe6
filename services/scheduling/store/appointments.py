"""How appointments are remembered."""

from __future__ import annotations

from collections.abc import Sequence
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

    def __init__(self, database: Database, outbox: Outbox, occupied: Occupied):
        self._database = database
        self._outbox = outbox
        self._occupied = occupied

    def get(self, appointment_id: str) -> Appointment:
        """The appointment. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(select(appointments).where(appointments.c.appointment_id == appointment_id)).first()
        if row is None:
            raise unknown(Appointment.noun)
        return Appointment(**row._mapping)

    def listed(
        self, organisation: str, within: Span, case_id: str | None, cursor: str | None, limit: int
    ) -> tuple[Sequence[Appointment], str | None]:
        """A page of an organisation's appointments (of one case) that begin in this span, by time, and the cursor of
        the next."""
        since, until = within
        statement = select(appointments).where(
            appointments.c.organisation == organisation,
            appointments.c.starts_at >= since,
            appointments.c.starts_at < until,
        )
        if case_id is not None:
            statement = statement.where(appointments.c.case_id == case_id)
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _BY_TIME, cursor, limit)
        return [Appointment(**row._mapping) for row in rows], following

    def ahead(self, case_id: str, counsellor_id: str, since: datetime) -> Sequence[Appointment]:
        """What is booked in a case with this counsellor and begins after this moment, by time."""
        which = select(appointments).where(
            appointments.c.case_id == case_id,
            appointments.c.counsellor_id == counsellor_id,
            appointments.c.starts_at > since,
            appointments.c.status == BOOKED,
        )
        with self._database.reading() as tx:
            return [Appointment(**row._mapping) for row in tx.execute(which.order_by(*_BY_TIME))]

    def add(self, appointment: Appointment, *events: Event) -> Appointment:
        """Write a new appointment, take its time and say the events; returns it as it now stands.

        Raises Refused if somebody has taken some of its time.
        """
        added = replace(appointment, version=appointment.version + 1)
        with self._database.transaction() as tx:
            tx.execute(appointments.insert(), vars(added))
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
            if not tx.execute(appointments.update().where(*mine).values(vars(saved))).rowcount:
                raise changed(Appointment.noun)
            self._occupied.settle(tx, saved)
            self._outbox.say(tx, *events)
        return saved
