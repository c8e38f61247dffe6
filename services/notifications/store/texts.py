"""How what somebody has written to our number leaves: sealed, and nothing of it is kept."""

from __future__ import annotations

from datetime import datetime

from services.chassis.database import Database
from services.chassis.outbox import Outbox
from services.chassis.vault import SealKeys
from services.notifications.events.texts import TextReceived
from services.notifications.model.text_answers import TextAnswer


class Texts:
    """Passes text messages on; whoever keeps them has the letters of people."""

    def __init__(self, database: Database, outbox: Outbox, seal_keys: SealKeys):
        self._database = database
        self._outbox = outbox
        self._keys = seal_keys

    def pass_on(self, answer: TextAnswer, about: str | None, at: datetime) -> None:
        """Say that somebody has written, about a request or a case, if we know which."""
        about = about or answer.text_id
        told = {"sender": answer.sender, "words": answer.words}
        sealed = self._keys.seal(self._keys, f"text.received {about}", told)
        with self._database.transaction() as tx:
            self._outbox.say(tx, TextReceived(about, answer.text_id, sealed, at))
