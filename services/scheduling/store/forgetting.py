"""What each table of the scheduling holds of a case, and how it forgets it: whoever adds a table says so here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from services.chassis.database import Database
from services.chassis.envelope import Event
from services.chassis.forgetting import Forgetting, forget_messages, still_to_say
from services.chassis.outbox import Outbox
from services.scheduling.store.appointments import appointments
from services.scheduling.store.metadata import metadata

_OF_CASE = {"case_id": "case_id"}

FORGETTING = Forgetting(
    metadata,
    by={"appointments": _OF_CASE, "cases": _OF_CASE, "locks": _OF_CASE},
    through={"occupied": ("appointment_id", "appointments")},
    stays=dict.fromkeys(("counsellors", "hours"), "stays: about those who work here"),
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
            FORGETTING.forget(tx, {"case_id": {case_id}})
            forget_messages(tx, subjects, subjects, at)
            self._outbox.say(tx, *events)
        return True
