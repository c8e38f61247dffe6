"""What the reporting does when it hears others: read the month, note the fact; no rules here."""

from __future__ import annotations

from datetime import datetime

from services.chassis.clock import Clock
from services.chassis.handler import Message, NotYet
from services.reporting import model
from services.reporting.model import Region
from services.reporting.model.catalogue import ANSWERED, CLEARED, HANDED_OVER, TRIAGED, WITHDRAWN
from services.reporting.store import Store


def on_request_received(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A request counts by municipality and language group."""
    data = message.data
    when = region.dated(data["received_at"], clock.now())
    store.note_request(data["request_id"], when, data["municipality"], region.language_group(data["language"]))


def on_request_triaged(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A request was looked at; the first time counts."""
    store.note_milestone(message.data["request_id"], TRIAGED, region.dated(message.data["triaged_at"], clock.now()))


def on_request_answered(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """The desk could help by itself."""
    store.note_milestone(message.data["request_id"], ANSWERED, region.dated(message.data["answered_at"], clock.now()))


def on_request_withdrawn(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """The client does not want our help any more; that they asked counts all the same."""
    store.note_milestone(message.data["request_id"], WITHDRAWN, region.dated(message.data["withdrawn_at"], clock.now()))


def on_request_handed_over(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A request becomes a case; when, only the header tells."""
    when = region.dated(message.envelope.time, clock.now())
    store.note_milestone(message.data["request_id"], HANDED_OVER, when)


def on_case_opened(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A case counts for its person, by language group and by the phase it begins with."""
    data = message.data
    when = region.dated(data["opened_at"], clock.now())
    store.note_case(data["case_id"], when, data["person_ref"], region.language_group(data["language"]))
    _step(store, message, when, data["phase"])


def on_case_phase_entered(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A case counts by its last phase."""
    _step(store, message, region.dated(message.data["entered_at"], clock.now()), message.data["phase"])


def on_case_closed(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A case that is closed is not among the open ones any more."""
    _step(store, message, region.dated(message.data["closed_at"], clock.now()), None)


def on_barrier_met(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A barrier counts for its person, by topic and municipality."""
    data = message.data
    when = region.dated(data["met_at"], clock.now())
    store.note_barrier(data["barrier_id"], when, data["person_ref"], data["topic"], data["municipality"])


def on_barrier_cleared(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A barrier stands in the way no longer; that it was met counts all the same."""
    store.note_milestone(message.data["barrier_id"], CLEARED, region.dated(message.data["cleared_at"], clock.now()))


def on_appointment_booked(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """An appointment counts by the place it was booked for."""
    data = message.data
    when = region.dated(data["booked_at"], clock.now())
    store.note_booking(data["appointment_id"], when, data["case_id"], data["place"])


def on_appointment_kept(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """An appointment took place."""
    _outcome(store, clock, region, message, model.KEPT, message.data["kept_at"])


def on_appointment_missed(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """Nobody came to an appointment."""
    _outcome(store, clock, region, message, model.MISSED, message.data["missed_at"])


def on_appointment_cancelled(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """An appointment will not take place."""
    _outcome(store, clock, region, message, model.CANCELLED, message.data["cancelled_at"])


def _step(store: Store, message: Message, when: model.Dated, phase: str | None) -> None:
    store.note_step(message.data["case_id"], when, phase, message.envelope.id, message.envelope.sequence)


def _outcome(store: Store, clock: Clock, region: Region, message: Message, status: str, happened_at: datetime) -> None:
    appointment_id = message.data["appointment_id"]
    if not store.note_outcome(appointment_id, status, region.dated(happened_at, clock.now())):
        raise NotYet(f"that appointment {appointment_id} was booked has not been heard")
