"""Appointments of cases: our copy of what the scheduling says, for whoever asks where their request stands.

What is said of one appointment arrives in order, and perhaps again: the highest revision holds, and what has become of
an appointment stays.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from services.chassis.database import Database
from services.intake.model import Appointment
from services.intake.model.appointments import BOOKED
from services.intake.model.offers import CONFIRMED
from services.intake.store.tables import appointments, offers

_AHEAD = (
    select(appointments)
    .join(offers, offers.c.case_id == appointments.c.case_id)
    .where(
        offers.c.request_id == bindparam("request_id"),
        offers.c.status == CONFIRMED,
        appointments.c.status == BOOKED,
        appointments.c.starts_at >= bindparam("since"),
    )
    .order_by(appointments.c.starts_at, appointments.c.appointment_id)
)
_MOVING = ("place", "starts_at", "ends_at", "revision")


class Appointments:
    """Who is expected when and where, by case."""

    def __init__(self, database: Database):
        self._database = database

    def of_request(self, request_id: str, since: datetime) -> list[Appointment]:
        """What is booked from then on in the case that a request became, soonest first, in one statement."""
        with self._database.reading() as tx:
            rows = tx.execute(_AHEAD, {"request_id": request_id, "since": since})
            return [Appointment(**row._mapping) for row in rows]

    def book(self, appointment: Appointment) -> None:
        """Keep a new appointment; one that is known stays as it is."""
        with self._database.transaction() as tx:
            tx.execute(tx.insert(appointments).on_conflict_do_nothing(), vars(appointment))

    def move(self, appointment: Appointment) -> None:
        """Keep another time or place, unless something newer is known."""
        with self._database.transaction() as tx:
            new = tx.insert(appointments)
            became = {column: new.excluded[column] for column in _MOVING}
            newer = appointments.c.revision < new.excluded.revision
            tx.execute(
                new.on_conflict_do_update(index_elements=["appointment_id"], set_=became, where=newer),
                vars(appointment),
            )

    def end(self, appointment_id: str, status: str) -> None:
        """Keep what has become of a booked appointment; of one that is unknown or over there is nothing to keep."""
        booked = (appointments.c.appointment_id == appointment_id, appointments.c.status == BOOKED)
        with self._database.transaction() as tx:
            tx.execute(appointments.update().where(*booked).values(status=status))

    def forget(self, ended_before: datetime) -> int:
        """Forget appointments that were over before then; returns how many."""
        with self._database.transaction() as tx:
            return tx.execute(appointments.delete().where(appointments.c.ends_at < ended_before)).rowcount
