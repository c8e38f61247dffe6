"""What leaves sealed for notifications: how interpreters are reached."""

from __future__ import annotations

from services.chassis.vault import SealKeys
from services.scheduling.events.contacts import ContactChanged, ContactGiven
from services.scheduling.model.interpreters import Interpreter


class Seals:
    """The organisation's own keys: everything inside one installation is sealed by and for it."""

    def __init__(self, seal_keys: SealKeys):
        self._keys = seal_keys

    def contact(self, interpreter: Interpreter) -> ContactGiven:
        """How to reach an interpreter, also where there is no address: then somebody is asked to call them."""
        unasked = {"notice_language": interpreter.works_in, "status_token": None}
        sealed = self._seal("contact.given", interpreter, interpreter.contact | unasked)
        return ContactGiven(interpreter.interpreter_id, sealed)

    def changed_contact(self, interpreter: Interpreter) -> ContactChanged:
        """How to reach an interpreter from now on."""
        return ContactChanged(
            interpreter.interpreter_id, self._seal("contact.changed", interpreter, interpreter.contact)
        )

    def _seal(self, purpose: str, interpreter: Interpreter, facts: dict[str, str | None]) -> str:
        return self._keys.seal(self._keys, f"{purpose} {interpreter.interpreter_id}", facts)
