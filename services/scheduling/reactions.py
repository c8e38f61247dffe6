"""What the scheduling does when it hears others: translate, then note; no rules here."""

from __future__ import annotations

from services.chassis.handler import Message, NotYet
from services.chassis.identity import Actor
from services.scheduling import commands
from services.scheduling.model.cases import Counsellor
from services.scheduling.store import Store


def on_case_opened(store: Store, message: Message) -> None:
    """Appointments can be booked for this case, in its language unless another is named."""
    store.cases.note_opened(**message.data)


def on_case_closed(store: Store, message: Message) -> None:
    """Nothing more is booked for this case."""
    store.cases.note_closed(**message.data)


def on_case_assigned(store: Store, message: Message) -> None:
    """Whoever has the case now holds what was booked ahead with whoever had it."""
    data = message.data
    previous_id = data.pop("previous_id")
    counsellor_id = store.cases.note_assigned(**data)
    commands.hand_on_appointments(
        store, Actor.system(), data["case_id"], previous_id, counsellor_id, data["assigned_at"]
    )


def on_case_reopened(store: Store, message: Message) -> None:
    """Appointments can be booked for this case again."""
    if not store.cases.note_reopened(**message.data):
        raise NotYet("that this case was opened has not been heard")


def on_person_corrected(store: Store, message: Message) -> None:
    """Appointments are booked in the language in which one talks with the person now."""
    store.cases.note_language(**message.data)


def on_counsellor_engaged(store: Store, message: Message) -> None:
    """Their hours become free times, or no longer do."""
    data = message.data
    store.counsellors.note(Counsellor(**data | {"languages": tuple(data["languages"])}))
