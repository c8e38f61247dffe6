"""How bookings of interpreters are remembered, and what they cost."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, or_, select

from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import Refused, changed, unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page
from services.scheduling.model.interpreting import OPEN, Booking
from services.scheduling.store.appointments import appointments
from services.scheduling.store.locks import hidden_from
from services.scheduling.store.metadata import metadata

bookings = Table(
    "interpreter_bookings",
    metadata,
    Column("booking_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("appointment_id", String(36), ForeignKey("appointments.appointment_id"), nullable=False),
    Column("language", String(16), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("gender", String(16)),
    Column("legal_consequence", Boolean, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("pot", String(64), nullable=False),
    Column("rule", String(64), nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("status", String(16), nullable=False),
    Column("interpreter_id", String(36)),
    Column("declined_by", Text, nullable=False),  # a JSON list of ids
    Column("reason", String(20)),
    Column("held_on", Date),
    Column("costs_from", Instant),
    Column("late_cents", Integer, nullable=False),
    Column("minutes", Integer),
    Column("cost_cents", Integer),
    Column("is_late", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)
_IS_OPEN = bookings.c.status.in_(OPEN)
# An appointment has one booking under way, however many ask at once.
Index(
    "interpreter_bookings_open",
    bookings.c.appointment_id,
    unique=True,
    sqlite_where=_IS_OPEN,
    postgresql_where=_IS_OPEN,
)
Index("interpreter_bookings_status", bookings.c.organisation, bookings.c.status, bookings.c.booking_id)
Index("interpreter_bookings_appointment", bookings.c.appointment_id)

# What was paid for has to be accounted for when the case is forgotten: nothing here leads to an appointment.
costs = Table(
    "interpreter_costs",
    metadata,
    Column("booking_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("pot", String(64), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("language", String(16), nullable=False),
    Column("interpreter_id", String(36), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("cost_cents", Integer, nullable=False),
    Column("is_late", Boolean, nullable=False),
)
_BY_DAY = (costs.c.held_on, costs.c.booking_id)
Index("interpreter_costs_month", costs.c.organisation, *_BY_DAY)


@dataclass(frozen=True)
class Cost:
    """One line of a statement: what interpreting cost on a day, in cents."""

    booking_id: str
    organisation: str
    pot: str
    held_on: date
    language: str
    interpreter_id: str
    minutes: int
    cost_cents: int
    is_late: bool


class InterpreterBookings:
    """The memory of who is to interpret where, and of what it cost."""

    def __init__(self, database: Database, outbox: Outbox):
        self._database = database
        self._outbox = outbox

    def get(self, booking_id: str) -> Booking:
        """Raises NotFound."""
        found = self._one(bookings.c.booking_id == booking_id)
        if found is None:
            raise unknown(Booking.noun)
        return found

    def under_way(self, appointment_id: str) -> Booking | None:
        """The booking of an appointment that is neither done nor released, if there is one."""
        return self._one(bookings.c.appointment_id == appointment_id, _IS_OPEN)

    def of_appointments(self, appointment_ids: Collection[str]) -> Sequence[Booking]:
        """All that was ever booked for these appointments, in the order in which it was requested."""
        which = select(bookings).where(bookings.c.appointment_id.in_(appointment_ids))
        with self._database.reading() as tx:
            return [_load(row) for row in tx.execute(which.order_by(bookings.c.requested_at, bookings.c.booking_id))]

    def of_interpreter(self, organisation: str, interpreter_id: str, since: datetime) -> Sequence[Booking]:
        """What an interpreter was asked for, comes to or has declined, and ends after this moment."""
        theirs = or_(bookings.c.interpreter_id == interpreter_id, bookings.c.declined_by.contains(interpreter_id))
        which = (
            select(bookings)
            .join(appointments, appointments.c.appointment_id == bookings.c.appointment_id)
            .where(theirs, bookings.c.organisation == organisation, appointments.c.ends_at > since)
        )
        with self._database.reading() as tx:
            return [_load(row) for row in tx.execute(which)]

    def states(self, appointment_ids: Collection[str]) -> Mapping[str, str]:
        """How far it is with interpreters who are looked for or come: appointment → state. One statement, or none."""
        if not appointment_ids:
            return {}
        which = select(bookings.c.appointment_id, bookings.c.status).where(
            bookings.c.appointment_id.in_(appointment_ids), _IS_OPEN
        )
        with self._database.reading() as tx:
            return {row.appointment_id: row.status for row in tx.execute(which)}

    def listed(
        self, organisation: str, hidden: str, statuses: Sequence[str], cursor: str | None, limit: int
    ) -> tuple[Sequence[Booking], str | None]:
        """A page of an organisation's bookings in these states, the oldest first, and the cursor of the next; without
        what is locked for the account `hidden`."""
        statement = (
            select(bookings)
            .join(appointments, appointments.c.appointment_id == bookings.c.appointment_id)
            .where(
                bookings.c.organisation == organisation,
                bookings.c.status.in_(statuses),
                ~hidden_from(appointments.c.case_id, hidden),
            )
        )
        with self._database.reading() as tx:
            rows, following = page(tx, statement, (bookings.c.booking_id,), cursor, limit)
            return [_load(row) for row in rows], following

    def add(self, booking: Booking, *events: Event) -> Booking:
        """Write a new booking and say the events; returns it as it now stands.

        Raises Refused("has_interpreter_booking") where one is under way.
        """
        added = replace(booking, version=booking.version + 1)
        with self._database.transaction() as tx:
            if not tx.execute(tx.insert(bookings).values(_row(added)).on_conflict_do_nothing()).rowcount:
                raise Refused("has_interpreter_booking", "An interpreter is being looked for already.")
            self._outbox.say(tx, *events)
        return added

    def save(self, booking: Booking, *events: Event, cost: Cost | None = None) -> Booking:
        """Write a changed booking, what it cost, and say the events; returns it as it now stands. Raises Conflict."""
        saved = replace(booking, version=booking.version + 1)
        mine: Any = (bookings.c.booking_id == booking.booking_id, bookings.c.version == booking.version)
        with self._database.transaction() as tx:
            if not tx.execute(bookings.update().where(*mine).values(_row(saved))).rowcount:
                raise changed(Booking.noun)
            if cost is not None:
                tx.execute(costs.insert(), vars(cost))
            self._outbox.say(tx, *events)
        return saved

    def costs(self, organisation: str, since: date, until: date, pot: str | None) -> Sequence[Cost]:
        """What was paid for from one day to another, both included (from one pot), by day."""
        which = select(costs).where(
            costs.c.organisation == organisation, costs.c.held_on >= since, costs.c.held_on <= until
        )
        if pot is not None:
            which = which.where(costs.c.pot == pot)
        with self._database.reading() as tx:
            return [Cost(**row._mapping) for row in tx.execute(which.order_by(*_BY_DAY))]

    def _one(self, *which: Any) -> Booking | None:
        with self._database.reading() as tx:
            row = tx.execute(select(bookings).where(*which)).first()
        return _load(row) if row else None


def _row(booking: Booking) -> dict[str, Any]:
    return vars(booking) | {"declined_by": json.dumps(booking.declined_by)}


def _load(row: Any) -> Booking:
    return Booking(**dict(row._mapping) | {"declined_by": tuple(json.loads(row.declined_by))})
