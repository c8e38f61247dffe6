"""How appointments are remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, or_, select

from services.chassis.database import Database, Instant, Transaction
from services.chassis.envelope import Event
from services.chassis.errors import changed, unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page
from services.scheduling.model.absences import Absence
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
    Column("mode", String(10), nullable=False, server_default="in_person"),
    Column("room", String(64)),
    Column("series_id", String(36)),
    Column("interpreter_id", String(36)),
    Column("booked_by", String(12), nullable=False, server_default="staff"),
    Column("client_moves", Integer, nullable=False, server_default="0"),
)
# Cases of the same household that come along.
along = Table(
    "appointment_cases",
    metadata,
    Column("appointment_id", String(36), ForeignKey("appointments.appointment_id"), primary_key=True),
    Column("case_id", String(36), primary_key=True),
)
_BY_TIME = (appointments.c.starts_at, appointments.c.appointment_id)
Index("appointments_organisation", appointments.c.organisation, *_BY_TIME)
Index("appointments_counsellor", appointments.c.counsellor_id, appointments.c.ends_at)
Index("appointments_case", appointments.c.case_id, *_BY_TIME)
Index("appointments_series", appointments.c.series_id)
Index("appointments_interpreter", appointments.c.interpreter_id)
Index("appointment_cases_case", along.c.case_id)


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
            found = _load(tx, select(appointments).where(appointments.c.appointment_id == appointment_id))
        if not found:
            raise unknown(Appointment.noun)
        return replace(found[0], circle=self._locks.around(found[0].case_id))

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
            return _appointments(tx, rows), following

    def of_cases(self, organisation: str, case_ids: Collection[str]) -> Sequence[Appointment]:
        """All that an organisation ever booked in these cases, or where they came along, by time."""
        came_along = select(along.c.appointment_id).where(along.c.case_id.in_(case_ids))
        which = select(appointments).where(
            or_(appointments.c.case_id.in_(case_ids), appointments.c.appointment_id.in_(came_along)),
            appointments.c.organisation == organisation,
        )
        with self._database.reading() as tx:
            return _load(tx, which.order_by(*_BY_TIME))

    def by_ids(self, appointment_ids: Collection[str]) -> Mapping[str, Appointment]:
        """These appointments by their ids; those that are not there are left out."""
        if not appointment_ids:
            return {}
        with self._database.reading() as tx:
            found = _load(tx, select(appointments).where(appointments.c.appointment_id.in_(appointment_ids)))
        return {one.appointment_id: one for one in found}

    def ahead(self, case_id: str, since: datetime) -> Sequence[Appointment]:
        """What is booked in a case and begins after this moment, by time."""
        which = select(appointments).where(
            appointments.c.case_id == case_id, appointments.c.starts_at > since, appointments.c.status == BOOKED
        )
        with self._database.reading() as tx:
            return _load(tx, which.order_by(*_BY_TIME))

    def coming_along(self, case_id: str, since: datetime) -> Sequence[Appointment]:
        """What is booked for another case and begins after this moment, where this one comes along; by time."""
        theirs = select(along.c.appointment_id).where(along.c.case_id == case_id)
        which = select(appointments).where(
            appointments.c.appointment_id.in_(theirs),
            appointments.c.starts_at > since,
            appointments.c.status == BOOKED,
        )
        with self._database.reading() as tx:
            return _load(tx, which.order_by(*_BY_TIME))

    def following(self, appointment: Appointment) -> list[Appointment]:
        """What is booked after an appointment in the same series, by time; nothing where it belongs to none."""
        if appointment.series_id is None:
            return []
        which = select(appointments).where(
            appointments.c.series_id == appointment.series_id,
            appointments.c.starts_at > appointment.starts_at,
            appointments.c.status == BOOKED,
        )
        with self._database.reading() as tx:
            return _load(tx, which.order_by(*_BY_TIME))

    def of_counsellor(self, counsellor_id: str, since: datetime) -> list[Appointment]:
        """Whatever became of it, what a counsellor has that ends after this moment, by time; without what is booked in
        cases that are locked for them."""
        which = select(appointments).where(
            appointments.c.counsellor_id == counsellor_id,
            appointments.c.ends_at > since,
            ~hidden_from(appointments.c.case_id, counsellor_id),
        )
        with self._database.reading() as tx:
            return _load(tx, which.order_by(*_BY_TIME))

    def during(self, organisation: str, hidden: str, absences: Sequence[Absence]) -> list[Appointment]:
        """What is booked with whoever is absent, from the first to the last of these absences, by time; without what
        is locked for the account `hidden`. One statement, none where nobody is absent."""
        if not absences:
            return []
        which = select(appointments).where(
            appointments.c.organisation == organisation,
            appointments.c.status == BOOKED,
            appointments.c.counsellor_id.in_({absence.counsellor_id for absence in absences}),
            appointments.c.ends_at > min(absence.starts_at for absence in absences),
            appointments.c.starts_at < max(absence.ends_at for absence in absences),
            ~hidden_from(appointments.c.case_id, hidden),
        )
        with self._database.reading() as tx:
            return _load(tx, which.order_by(*_BY_TIME))

    def add(self, appointment: Appointment, *events: Event) -> Appointment:
        """Write a new appointment, take its time and say the events; returns it as it now stands.

        Raises Refused if somebody has taken some of its time.
        """
        added = replace(appointment, version=appointment.version + 1)
        with self._database.transaction() as tx:
            tx.execute(appointments.insert(), _row(added))
            if added.with_case_ids:
                tx.execute(along.insert(), _along(added))
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
            tx.execute(along.delete().where(along.c.appointment_id == saved.appointment_id))
            if saved.with_case_ids:
                tx.execute(along.insert(), _along(saved))
            self._occupied.settle(tx, saved)
            self._outbox.say(tx, *events)
        return saved


def _load(tx: Transaction, which: Any) -> list[Appointment]:
    return _appointments(tx, tx.execute(which).all())


def _appointments(tx: Transaction, rows: Sequence[Any]) -> list[Appointment]:
    """These rows as appointments, each with whoever comes along: one statement for all of them."""
    ids = [row.appointment_id for row in rows]
    cases = defaultdict(list)
    if ids:
        coming = select(along).where(along.c.appointment_id.in_(ids)).order_by(along.c.case_id)
        for row in tx.execute(coming):
            cases[row.appointment_id].append(row.case_id)
    return [Appointment(**row._mapping, with_case_ids=tuple(cases[row.appointment_id])) for row in rows]


def _along(appointment: Appointment) -> list[dict[str, str]]:
    return [{"appointment_id": appointment.appointment_id, "case_id": case_id} for case_id in appointment.with_case_ids]


def _row(appointment: Appointment) -> dict[str, Any]:
    return {name: value for name, value in vars(appointment).items() if name not in ("circle", "with_case_ids")}
