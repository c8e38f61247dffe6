"""How hours, appointments and what the cases have told are remembered: tables, load, save-and-say."""

from __future__ import annotations

from services.chassis.bells import Bells
from services.chassis.database import Database
from services.chassis.outbox import Outbox
from services.chassis.vault import SealKeys, Vault
from services.scheduling.store.absences import Absences
from services.scheduling.store.appointments import Appointments
from services.scheduling.store.cases import Cases, Counsellors
from services.scheduling.store.choices import Choices
from services.scheduling.store.feeds import Feeds
from services.scheduling.store.forgetting import Forgotten
from services.scheduling.store.free_times import FreeTimes
from services.scheduling.store.freed_times import FreedTimes
from services.scheduling.store.hours import WeekHours
from services.scheduling.store.interpreters import Interpreters
from services.scheduling.store.interpreting import InterpreterBookings
from services.scheduling.store.locks import Locks
from services.scheduling.store.metadata import metadata
from services.scheduling.store.occupied import Occupied
from services.scheduling.store.seals import Seals
from services.scheduling.store.waiting import Waiting

__all__ = ["Store", "metadata"]


class Store:
    """The scheduling's memory, one shelf for each noun. A change and its events leave together, by a shelf's `save`."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault, seal_keys: SealKeys, bells: Bells):
        self.database = database
        self.locks = Locks(database)
        self.cases = Cases(database, self.locks)
        self.counsellors = Counsellors(database)
        self.hours = WeekHours(database)
        self.feeds = Feeds(database, vault)
        self.forgotten = Forgotten(database, outbox)
        self.occupied = Occupied(database)
        self.appointments = Appointments(database, outbox, self.occupied, self.locks)
        self.absences = Absences(database, vault)
        self.free_times = FreeTimes(self.hours, self.occupied, self.absences)
        self.choices = Choices(database, outbox, self.locks)
        self.waiting = Waiting(database, self.locks)
        self.freed_times = FreedTimes(database, bells)
        self.seals = Seals(seal_keys)
        self.interpreters = Interpreters(database, outbox, vault)
        self.interpreter_bookings = InterpreterBookings(database, outbox)
