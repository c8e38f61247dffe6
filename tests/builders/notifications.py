"""Notifications, told by the messages of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

from marshmallow import EXCLUDE, Schema

from services.chassis.database import Database
from services.chassis.envelope import Envelope
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock
from services.notifications import reactions as notifications_reactions
from services.notifications.carriers.texts import TextMessage
from services.notifications.commands import reminders, sending
from services.notifications.letters import Letters
from services.notifications.model.quiet import Quiet
from services.notifications.queries import subjects
from services.notifications.schemas import choices as of_choices
from services.notifications.schemas import heard
from services.notifications.schemas import interpreters as of_interpreters
from services.notifications.schemas import receipts as of_receipts
from services.notifications.schemas import staff as of_staff
from services.notifications.store import Store as NotificationsStore
from tests.builders.people import PROGRAMME, PUBLIC_URL
from tests.builders.service import Service

DAY = timedelta(hours=24)  # how long before an appointment somebody is reminded of it


class Satchel:
    """A carrier that keeps the mail, or raises what a test has put into `fails_with`."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.fails_with: Exception | None = None

    def send(self, mail: EmailMessage) -> None:
        if self.fails_with:
            raise self.fails_with
        self.mails.append(mail)

    def rest(self) -> None:
        """A satchel keeps nothing open."""


class Handset:
    """Takes text messages away and keeps them, or raises what a test has put into `fails_with`."""

    def __init__(self) -> None:
        self.texts: list[TextMessage] = []
        self.fails_with: Exception | None = None

    def send(self, text: TextMessage) -> str | None:
        if self.fails_with:
            raise self.fails_with
        self.texts.append(text)
        return f"provider-{len(self.texts)}"


class Notifications(Service):
    """Notifications, told by the messages of others."""

    name = "notifications"

    def __init__(self, place: Path | Database, clock: StoppedClock | None = None) -> None:
        super().__init__(place, clock)
        parts = self.parts
        self.store = NotificationsStore(self.database, parts.outbox, parts.vault, parts.seal_keys, parts.bells)
        self.letters = Letters(PROGRAMME, PUBLIC_URL, "")
        self.carrier = Satchel()
        self.texts: Handset | None = None  # a test that sends text messages puts one here
        self.per_minute: dict[str, int] = {}
        self.quiet = Quiet.of(PROGRAMME.time_zone, PROGRAMME.holidays, PROGRAMME.quiet)

    def hear(self, *envelopes: Envelope) -> None:
        """React to what the intake said, as far as we listen to it."""
        react: dict[str, tuple[Callable[..., None], type[Schema]]] = {
            "contact.given.v1": (notifications_reactions.on_contact_given, heard.ContactGiven),
            "contact.changed.v1": (notifications_reactions.on_contact_changed, heard.ContactChanged),
            "way.stopped.v1": (notifications_reactions.on_way_stopped, heard.WayStopped),
            "contact.erased.v1": (notifications_reactions.on_contact_erased, heard.ContactErased),
            "request.erased.v1": (notifications_reactions.on_request_erased, heard.RequestErased),
            "case.opened.v1": (
                lambda store, clock, message: notifications_reactions.on_case_opened(store, message),
                heard.CaseOpened,
            ),
            "case.erased.v1": (notifications_reactions.on_case_erased, heard.CaseErased),
            "request.received.v1": (notifications_reactions.on_request_received, heard.RequestReceived),
            "request.withdrawn.v1": (
                notifications_reactions.on_request_withdrawn,
                heard.RequestWithdrawn,
            ),
            "appointment.booked.v1": (
                partial(notifications_reactions.on_appointment_booked, remind_before=DAY),
                heard.AppointmentBooked,
            ),
            "request.offered.v1": (notifications_reactions.on_request_offered, of_staff.RequestOffered),
            "request.overdue.v1": (
                partial(notifications_reactions.on_request_overdue, organisation=PROGRAMME.organisation),
                of_staff.RequestOverdue,
            ),
            "case.assigned.v1": (notifications_reactions.on_case_assigned, of_staff.CaseAssigned),
            "letter.arrived.v1": (notifications_reactions.on_letter_arrived, of_staff.LetterArrived),
            "document.expiring.v1": (notifications_reactions.on_document_expiring, of_staff.DocumentExpiring),
            "choice.offered.v1": (notifications_reactions.on_choice_offered, of_choices.ChoiceOffered),
            "mail.returned.v1": (
                partial(notifications_reactions.on_mail_returned, organisation=PROGRAMME.organisation),
                of_receipts.MailReturned,
            ),
            "client.acted.v1": (notifications_reactions.on_client_acted, of_choices.ClientActed),
            "interpreter.asked.v1": (notifications_reactions.on_interpreter_asked, of_interpreters.InterpreterAsked),
            "interpreter.released.v1": (
                notifications_reactions.on_interpreter_released,
                of_interpreters.InterpreterReleased,
            ),
            "interpreter.declined.v1": (
                notifications_reactions.on_interpreter_declined,
                of_interpreters.InterpreterDeclined,
            ),
            "appointment.moved.v1": (
                partial(notifications_reactions.on_appointment_moved, remind_before=DAY),
                heard.AppointmentMoved,
            ),
            "appointment.missed.v1": (notifications_reactions.on_appointment_missed, heard.AppointmentMissed),
            "appointment.cancelled.v1": (
                partial(notifications_reactions.on_appointment_cancelled, remind_before=DAY),
                heard.AppointmentCancelled,
            ),
        }
        of_offer = of_staff.OfferEnded
        ends: dict[str, tuple[Callable[[NotificationsStore, Message], None], type[Schema]]] = {
            "offer.accepted.v1": (notifications_reactions.on_offer_accepted, of_offer),
            "offer.declined.v1": (notifications_reactions.on_offer_declined, of_offer),
            "request.offer_confirmed.v1": (notifications_reactions.on_offer_confirmed, of_offer),
            "request.offer_withdrawn.v1": (notifications_reactions.on_offer_withdrawn, of_offer),
            "request.offer_lapsed.v1": (notifications_reactions.on_offer_lapsed, of_offer),
            "request.triaged.v1": (notifications_reactions.on_request_triaged, of_staff.RequestSeenTo),
            "request.answered.v1": (notifications_reactions.on_request_answered, of_staff.RequestSeenTo),
            "case.closed.v1": (notifications_reactions.on_case_closed, of_staff.CaseClosed),
            "letter.read.v1": (notifications_reactions.on_letter_read, of_staff.LetterRead),
        }
        for envelope in envelopes:
            if envelope.type in ends:
                end, schema = ends[envelope.type]
                end(self.store, Message(envelope, schema(unknown=EXCLUDE).load(envelope.data)))
            if envelope.type in react:
                reaction, schema = react[envelope.type]
                reaction(self.store, self.clock, Message(envelope, schema(unknown=EXCLUDE).load(envelope.data)))

    def export_subject(self, who: Actor, warrant: str) -> dict[str, Any]:
        """What the copy for somebody tells of how they are reached, and of what was sent to them."""
        return subjects.export_subject(self.store, who, self.clock, self.parts.seal_keys, warrant)

    def send(self) -> bool:
        return sending.send_due_messages(
            self.store, self.clock, self.letters, self.carrier, self.quiet, self.texts, self.per_minute
        )

    def remind(self) -> bool:
        return reminders.remind(self.store, self.clock)
