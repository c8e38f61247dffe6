"""What the scheduling does when it hears others: translate, then note; no rules here."""

from __future__ import annotations

from services.chassis.handler import Message
from services.scheduling.model.cases import Counsellor
from services.scheduling.store import Store


def on_case_opened(store: Store, message: Message) -> None:
    """Appointments can be booked for this case, in its language unless another is named."""
    store.cases.note_opened(**message.data)


def on_case_closed(store: Store, message: Message) -> None:
    """Nothing more is booked for this case."""
    store.cases.note_closed(**message.data)


def on_counsellor_engaged(store: Store, message: Message) -> None:
    """Their hours become free times, or no longer do."""
    data = message.data
    store.counsellors.note(Counsellor(**data | {"languages": tuple(data["languages"])}))
