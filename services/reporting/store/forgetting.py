"""How the figures outlive whom they are about: rows stay, and the ids in them become others that nobody knows.

Not a single figure changes: what stood under one id stands under one other, in all tables and months alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from services.chassis.clock import new_id
from services.chassis.database import Database, Transaction
from services.chassis.envelope import Event
from services.chassis.forgetting import Forgetting, forget_messages, still_to_say
from services.chassis.outbox import Outbox
from services.reporting.store.tables import metadata

# Every column in which such an id stands: kind → (table, column).
_COLUMNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "case_id": (("cases", "case_id"), ("case_steps", "case_id"), ("appointments", "case_id")),
    "person_ref": (("cases", "person_ref"), ("barriers", "person_ref")),
    "request_id": (
        ("requests", "request_id"),
        ("requests", "person_ref"),
        ("links", "request_id"),
        ("links", "other_id"),
        ("milestones", "about"),
    ),
}
_FACTS = ("cases", "case_steps", "appointments", "barriers", "requests", "links", "milestones")
_RENAMED = "stays, under ids that nobody knows: a fact for figures"

FORGETTING = Forgetting(
    metadata,
    by={},
    stays=dict.fromkeys(_FACTS, _RENAMED)
    | dict.fromkeys(("advice", "horizon", "publications"), "stays: nobody stands in it"),
)


class Forgotten:
    """Cuts the way from the figures back to a case, and says so."""

    def __init__(self, database: Database, outbox: Outbox):
        self._database = database
        self._outbox = outbox

    def forget(self, ids: Mapping[str, str | None], at: datetime, *events: Event) -> bool:
        """Give these ids {case_id, person_ref, request_id} others wherever they stand, and say the events; False, and
        nothing done, while something of them is still to be sent."""
        known = {kind: old for kind, old in ids.items() if old}
        subjects = {old for kind, old in known.items() if kind != "person_ref"}
        with self._database.transaction() as tx:
            if still_to_say(tx, subjects):
                return False
            for kind, old in known.items():
                self._rename(tx, kind, old)
            forget_messages(tx, subjects, subjects, at)
            self._outbox.say(tx, *events)
        return True

    @staticmethod
    def _rename(tx: Transaction, kind: str, old: str) -> None:
        # A request of a group of the same person counts under the first of them: it keeps counting with the others.
        new = new_id()
        for name, column in _COLUMNS[kind]:
            table = metadata.tables[name]
            tx.execute(table.update().where(table.c[column] == old).values({column: new}))
