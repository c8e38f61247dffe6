"""What the reporting does when it hears others: read the month, note the fact; no rules here."""

from __future__ import annotations

from datetime import datetime

from services.chassis import anchors
from services.chassis.clock import Clock
from services.chassis.handler import Message, NotYet
from services.reporting import events, model
from services.reporting.model import Region
from services.reporting.model.catalogue import ANSWERED, CLEARED, HANDED_OVER, TRIAGED, WITHDRAWN
from services.reporting.store import Store


def on_log_signed(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A day of another service's access log is signed: we keep what it said, so that it cannot take it back."""
    anchors.keep(store.database, **message.data)


def on_request_received(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A request counts by municipality and language group."""
    data = message.data
    when = region.dated(data["received_at"], clock.now())
    store.note_request(data["request_id"], when, data["municipality"], region.language_group(data["language"]))


def on_request_linked(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """Two requests are of the same person: they stay two requests, and count as one person."""
    if not store.link_requests(**message.data):
        raise NotYet("one of the requests has not been heard of")


def on_request_split(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """Two requests are of different persons, after all."""
    if not store.split_requests(**message.data):
        raise NotYet("one of the requests has not been heard of")


def on_request_triaged(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A request was looked at; the first time counts. Where it came from and in which language may be known now."""
    data = message.data
    if data["municipality"] and data["language"]:
        found_out = data["municipality"], region.language_group(data["language"])
        if not store.correct_request(data["request_id"], *found_out):
            raise NotYet("this request has not been heard of")
    store.note_milestone(data["request_id"], TRIAGED, region.dated(data["triaged_at"], clock.now()))


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


def on_person_corrected(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A case counts by the language in which one talks with its person now, as long as its month is not published."""
    language = region.language_group(message.data["language"])
    if not store.correct_language(message.data["case_id"], language, message.envelope.sequence):
        raise NotYet("that this case was opened has not been heard")


def on_case_phase_entered(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A case counts by its last phase."""
    _step(store, message, region.dated(message.data["entered_at"], clock.now()), message.data["phase"])


def on_case_closed(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A case that is closed is not among the open ones any more."""
    _step(store, message, region.dated(message.data["closed_at"], clock.now()), None)


def on_case_reopened(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A closed case goes on, and counts by its phase again."""
    _step(store, message, region.dated(message.data["reopened_at"], clock.now()), message.data["phase"])


def on_case_erased(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A case counts as before, and nothing of it leads back to it any more."""
    data = message.data
    ids = {name: data[name] for name in ("case_id", "person_ref", "request_id")}
    said = events.CaseForgotten(data["case_id"], data["erasure_id"], clock.now())
    if not store.forgotten.forget(ids, clock.now(), said):
        raise NotYet("something of this case is still to be sent")


def on_request_erased(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A request counts as before, and nothing of it leads back to it any more."""
    request_id = message.data["request_id"]
    said = events.RequestForgotten(request_id, clock.now())
    if not store.forgotten.forget({"request_id": request_id}, clock.now(), said):
        raise NotYet("something of this request is still to be sent")


def on_barrier_met(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A barrier counts for its person, by topic and municipality."""
    data = message.data
    when = region.dated(data["met_at"], clock.now())
    store.note_barrier(data["barrier_id"], when, data["person_ref"], data["topic"], data["municipality"])


def on_barrier_cleared(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """A barrier stands in the way no longer; that it was met counts all the same."""
    store.note_milestone(message.data["barrier_id"], CLEARED, region.dated(message.data["cleared_at"], clock.now()))


def on_advice_given(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """Advice without a name counts by topic and municipality, and where help failed, once more."""
    data = message.data
    when = region.dated(data["given_at"], clock.now())
    store.note_advice(data["advice_id"], when, data["topic"], data["municipality"], data["barrier_kind"])


def on_advice_withdrawn(store: Store, clock: Clock, region: Region, message: Message) -> None:
    """Advice was noted by mistake."""
    store.withdraw_advice(message.data["advice_id"], region.dated(message.data["withdrawn_at"], clock.now()))


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
