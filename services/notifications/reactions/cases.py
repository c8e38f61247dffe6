"""What is heard of cases: that one has come of a request."""

from __future__ import annotations

from services.chassis.handler import Message, NotYet
from services.notifications.commands.ways import follow_case
from services.notifications.store import Store


def on_case_opened(store: Store, message: Message) -> None:
    """Keep of which request a case has come: whoever holds the request speaks of the case from now on."""
    case_id, request_id = message.data["case_id"], message.data["request_id"]
    if request_id is None or store.forgotten.has(case_id):
        return
    if not store.addressees.knows(case_id):
        raise NotYet("the contact has not arrived")
    follow_case(store, request_id, case_id)
