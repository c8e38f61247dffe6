"""How hours, appointments and what the cases have told are remembered: tables, load, save-and-say."""

from __future__ import annotations

from services.chassis.database import Database
from services.chassis.outbox import Outbox
from services.scheduling.store.appointments import Appointments
from services.scheduling.store.cases import Cases, Counsellors
from services.scheduling.store.forgetting import Forgotten
from services.scheduling.store.hours import WeekHours
from services.scheduling.store.locks import Locks
from services.scheduling.store.metadata import metadata
from services.scheduling.store.occupied import Occupied

__all__ = ["Store", "metadata"]


class Store:
    """The scheduling's memory, one shelf for each noun. A change and its events leave together, by a shelf's `save`."""

    def __init__(self, database: Database, outbox: Outbox):
        self.database = database
        self.locks = Locks(database)
        self.cases = Cases(database, self.locks)
        self.counsellors = Counsellors(database)
        self.hours = WeekHours(database)
        self.forgotten = Forgotten(database, outbox)
        self.occupied = Occupied(database)
        self.appointments = Appointments(database, outbox, self.occupied, self.locks)
