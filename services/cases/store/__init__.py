"""How offers, people, cases, records, counsellors and accounts are remembered: tables, load, save-and-say."""

from __future__ import annotations

from contextlib import AbstractContextManager

from services.cases.model.barriers import Barrier
from services.cases.model.consultations import Consultation
from services.cases.model.goals import Goal
from services.cases.store import records
from services.cases.store.accounts import Accounts
from services.cases.store.cases import Cases
from services.cases.store.counsellors import Counsellors
from services.cases.store.metadata import metadata
from services.cases.store.offers import Offers
from services.cases.store.people import People
from services.cases.store.records import Records
from services.cases.store.seals import Seals
from services.chassis.database import Database, Transaction
from services.chassis.outbox import Outbox
from services.chassis.vault import SealKeys, Vault

__all__ = ["Store", "metadata"]


class Store:
    """The cases' memory, one shelf for each noun. A change and its events leave together, by a shelf's `save`."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault, seal_keys: SealKeys):
        self.database = database
        self.accounts = Accounts(database, vault)
        self.counsellors = Counsellors(database, outbox, vault)
        self.offers = Offers(database, outbox)
        self.people = People(database, vault)
        self.cases = Cases(database, outbox, self.people)
        keeping = (database, outbox, vault)
        c, g, b = records.consultations, records.goals, records.barriers
        self.consultations = Records(Consultation, c, "note", c.c.held_at, *keeping)
        self.goals = Records(Goal, g, "words", g.c.agreed_at, *keeping)
        self.barriers = Records(Barrier, b, "note", b.c.met_at, *keeping)
        self.seals = Seals(seal_keys)

    def together(self) -> AbstractContextManager[Transaction]:
        """What is saved inside is saved as one."""
        return self.database.transaction()
