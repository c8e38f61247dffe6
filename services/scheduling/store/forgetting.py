"""What each table of the scheduling holds of a case, and how it forgets it: whoever adds a table says so here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from services.chassis.database import Database
from services.chassis.envelope import Event
from services.chassis.forgetting import Forgetting, forget_messages, still_to_say
from services.chassis.outbox import Outbox
from services.scheduling.model.appointments import of_case
from services.scheduling.store.appointments import along, appointments
from services.scheduling.store.metadata import metadata
from services.scheduling.store.occupied import occupied

_OF_CASE = {"case_id": "case_id"}

FORGETTING = Forgetting(
    metadata,
    by=dict.fromkeys(("appointments", "cases", "choices", "locks", "waiting_entries"), _OF_CASE),
    through={
        "appointment_cases": ("appointment_id", "appointments"),
        "occupied": ("appointment_id", "appointments"),
        "interpreter_bookings": ("appointment_id", "appointments"),
        "freed_asked": ("waiting_id", "waiting_entries"),
    },
    stays=dict.fromkeys(("absences", "counsellors", "hours", "feeds"), "stays: about those who work here")
    | {"interpreters": "stays: about those who work here; goes some years after they have left"}
    | {"interpreter_costs": "stays: what was paid has to be accounted for; nothing in it leads to a case"}
    | {"freed_times": "stays for a while: when somebody who works here was free; an offer's id that leads nowhere"},
)


class Forgotten:
    """Forgets a case, and says so."""

    def __init__(self, database: Database, outbox: Outbox):
        self._database = database
        self._outbox = outbox

    def forget(self, case_id: str, at: datetime, *events: Event) -> bool:
        """Delete all of a case and say the events; False, and nothing done, while something of it is still to be
        sent."""
        with self._database.transaction() as tx:
            booked = select(appointments.c.appointment_id).where(appointments.c.case_id == case_id)
            subjects = {case_id, *tx.execute(booked).scalars()}
            if still_to_say(tx, subjects):
                return False
            # Where they only came along, the appointment is somebody else's and stays; in a new version, so that nobody
            # who saw the old one writes them back.
            with_them = select(along.c.appointment_id).where(along.c.case_id == case_id)
            theirs = appointments.update().where(appointments.c.appointment_id.in_(with_them))
            tx.execute(theirs.values(version=appointments.c.version + 1))
            tx.execute(delete(along).where(along.c.case_id == case_id))
            FORGETTING.forget(tx, {"case_id": {case_id}})
            tx.execute(delete(occupied).where(occupied.c.resource == of_case(case_id)))
            forget_messages(tx, subjects, subjects, at)
            self._outbox.say(tx, *events)
        return True
