"""How addressees and messages are remembered: tables, load, save-and-say."""

from __future__ import annotations

from contextlib import AbstractContextManager

from services.chassis.bells import Bells
from services.chassis.database import Database, Transaction
from services.chassis.outbox import Outbox
from services.chassis.vault import SealKeys, Vault
from services.notifications.store.addressees import Addressees
from services.notifications.store.forgetting import Forgotten
from services.notifications.store.messages import Messages
from services.notifications.store.metadata import metadata
from services.notifications.store.origins import Origins
from services.notifications.store.providers import Providers
from services.notifications.store.receipts import Receipts
from services.notifications.store.reminders import Reminders
from services.notifications.store.staff_messages import StaffMessages
from services.notifications.store.standings import Standings
from services.notifications.store.templates import Templates
from services.notifications.store.texts import Texts
from services.notifications.store.ways import Ways

__all__ = ["Store", "metadata"]


class Store:
    """The notifications' memory, one shelf for each noun. A change and its events leave together, by a shelf's
    `save`."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault, seal_keys: SealKeys, bells: Bells):
        self.database = database
        self.addressees = Addressees(database, vault, seal_keys)
        self.messages = Messages(database, outbox, vault, bells)
        self.providers = Providers(database)
        self.receipts = Receipts(database)
        self.ways = Ways(database, vault)
        self.origins = Origins(database)
        self.standings = Standings(self.addressees, self.messages, self.ways)
        self.reminders = Reminders(database, vault, bells)
        self.staff_messages = StaffMessages(database)
        self.templates = Templates(database)
        self.texts = Texts(database, outbox, seal_keys)
        self.forgotten = Forgotten(database, outbox)

    def together(self) -> AbstractContextManager[Transaction]:
        """What is saved inside is saved as one."""
        return self.database.transaction()
