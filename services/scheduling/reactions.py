"""What the scheduling does when it hears others: translate, then note; no rules here."""

from __future__ import annotations

from services.chassis.clock import Clock
from services.chassis.handler import Message, NotYet
from services.chassis.identity import Actor
from services.scheduling.commands import appointments as appointment_commands
from services.scheduling.commands import choices as choice_commands
from services.scheduling.commands import waited
from services.scheduling.events import forgetting
from services.scheduling.model.cases import Counsellor
from services.scheduling.store import Store


def on_case_opened(store: Store, message: Message) -> None:
    """Appointments can be booked for this case, in its language unless another is named."""
    store.cases.note_opened(**message.data)


def on_case_closed(store: Store, message: Message) -> None:
    """Nothing more is booked for this case, and what is ahead in it does not take place."""
    store.cases.note_closed(**message.data)
    appointment_commands.cancel_what_is_ahead(store, Actor.system(), message.data["case_id"], message.data["closed_at"])
    waited.end_waiting(store, message.data["case_id"], message.data["closed_at"])
    choice_commands.withdraw_what_is_open(store, message.data["case_id"], message.data["closed_at"])


def on_case_assigned(store: Store, clock: Clock, message: Message) -> None:
    """Whoever has the case now holds what was booked ahead with whoever had it, with whom no more is to be chosen."""
    data = message.data
    previous_id = data.pop("previous_id")
    counsellor_id = store.cases.note_assigned(**data)
    appointment_commands.hand_on_appointments(
        store, Actor.system(), data["case_id"], previous_id, counsellor_id, data["assigned_at"]
    )
    if previous_id != counsellor_id:
        choice_commands.withdraw_times_with(store, clock, data["case_id"], previous_id, data["assigned_at"])


def on_case_locked(store: Store, clock: Clock, message: Message) -> None:
    """Somebody knows of no appointments in this case any more; what they held ahead is with whoever has the case."""
    data = message.data
    case_id, account_id, locked_at = data["case_id"], data["account_id"], data["locked_at"]
    store.locks.note(case_id, account_id, is_locked=True, told_at=locked_at)
    counsellor_id = store.cases.note_assigned(case_id, data["organisation"], data["counsellor_id"], locked_at)
    # A lock that is told again after it was taken away takes nothing from anybody.
    if account_id in store.locks.around(case_id).locked_out:
        appointment_commands.hand_on_appointments(store, Actor.system(), case_id, account_id, counsellor_id, locked_at)
        choice_commands.withdraw_times_with(store, clock, case_id, account_id, locked_at)


def on_case_unlocked(store: Store, message: Message) -> None:
    """Somebody knows of the appointments in this case again."""
    data = message.data
    store.locks.note(data["case_id"], data["account_id"], is_locked=False, told_at=data["unlocked_at"])


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


def on_case_erased(store: Store, clock: Clock, message: Message) -> None:
    """Forget the case and its appointments, and say so."""
    case_id, now = message.data["case_id"], clock.now()
    said = forgetting.CaseForgotten(case_id, message.data["erasure_id"], now)
    if not store.forgotten.forget(case_id, now, said):
        raise NotYet("something of this case is still to be sent")
