"""The notifications' ears and mouth."""

from __future__ import annotations

from typing import Any

from services.chassis.anchors import LogSigned
from services.chassis.extensions import Operated, Provided, answers, hears, works_off
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.chassis.programme import Programme
from services.notifications import commands, events, queries, reactions, schemas
from services.notifications.carriers import carrier
from services.notifications.letters import Letters
from services.notifications.settings import NotificationsSettings
from services.notifications.store import BELL, Store


def _letters(programme: Programme, settings: NotificationsSettings) -> Letters:
    return Letters(programme, settings.public_url, settings.mail_sender, settings.mailbox_address)


class NotificationsService(Operated):
    """Words to people: who is reached how, what was sent, and what became of it."""

    name = "notifications"
    settings = NotificationsSettings
    says = (*events.ALL, LogSigned)

    store = Provided(lambda parts: Store(parts.database, parts.outbox, parts.vault, parts.seal_keys, parts.bells))
    clock = Provided(lambda parts: parts.clock)
    seal_keys = Provided(lambda parts: parts.seal_keys)
    carrier = Provided(lambda parts: carrier(parts.settings.mail_url))
    letters = Provided(lambda parts: _letters(parts.programme, parts.settings))

    @answers(schemas.ExportSubject)
    def export_subject(self, who: Actor, request: dict[str, Any]) -> dict[str, Any]:
        return queries.export_subject(self.store, who, self.clock, self.seal_keys, **request)

    @hears("contacts.events", "contact.given.v1", schemas.ContactGiven)
    def on_contact_given(self, message: Message) -> None:
        reactions.on_contact_given(self.store, self.clock, message)

    @hears("contacts.events", "contact.changed.v1", schemas.ContactChanged)
    def on_contact_changed(self, message: Message) -> None:
        reactions.on_contact_changed(self.store, self.clock, message)

    @hears("contacts.events", "contact.erased.v1", schemas.ContactErased)
    def on_contact_erased(self, message: Message) -> None:
        reactions.on_contact_erased(self.store, self.clock, message)

    @hears("intake.events", "request.erased.v1", schemas.RequestErased)
    def on_request_erased(self, message: Message) -> None:
        reactions.on_request_erased(self.store, self.clock, message)

    @hears("cases.events", "case.erased.v1", schemas.CaseErased)
    def on_case_erased(self, message: Message) -> None:
        reactions.on_case_erased(self.store, self.clock, message)

    @hears("intake.events", "request.received.v1", schemas.RequestReceived)
    def on_request_received(self, message: Message) -> None:
        reactions.on_request_received(self.store, self.clock, message)

    @hears("intake.events", "request.withdrawn.v1", schemas.RequestWithdrawn)
    def on_request_withdrawn(self, message: Message) -> None:
        reactions.on_request_withdrawn(self.store, self.clock, message)

    @hears("scheduling.events", "appointment.booked.v1", schemas.AppointmentBooked)
    def on_appointment_booked(self, message: Message) -> None:
        reactions.on_appointment_booked(self.store, self.clock, message)

    @hears("scheduling.events", "appointment.moved.v1", schemas.AppointmentMoved)
    def on_appointment_moved(self, message: Message) -> None:
        reactions.on_appointment_moved(self.store, self.clock, message)

    @hears("scheduling.events", "appointment.cancelled.v1", schemas.AppointmentCancelled)
    def on_appointment_cancelled(self, message: Message) -> None:
        reactions.on_appointment_cancelled(self.store, self.clock, message)

    @works_off(BELL)
    def send_due_messages(self) -> bool:
        return commands.send_due_messages(self.store, self.clock, self.letters, self.carrier)
