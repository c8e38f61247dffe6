"""Notifications, told by the messages of others."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

from marshmallow import EXCLUDE

from services.chassis.database import Database
from services.chassis.envelope import Envelope
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock
from services.notifications import commands as notifications_commands
from services.notifications import queries as notifications_queries
from services.notifications import reactions as notifications_reactions
from services.notifications import schemas as notifications_schemas
from services.notifications.letters import Letters
from services.notifications.store import Store as NotificationsStore
from tests.builders.people import PROGRAMME, PUBLIC_URL
from tests.builders.service import Service


class Satchel:
    """A carrier that keeps the mail, or raises what a test has put into `fails_with`."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.fails_with: Exception | None = None

    def send(self, mail: EmailMessage) -> None:
        if self.fails_with:
            raise self.fails_with
        self.mails.append(mail)


class Notifications(Service):
    """Notifications, told by the messages of others."""

    name = "notifications"

    def __init__(self, place: Path | Database, clock: StoppedClock | None = None) -> None:
        super().__init__(place, clock)
        parts = self.parts
        self.store = NotificationsStore(self.database, parts.outbox, parts.vault, parts.seal_keys, parts.bells)
        self.letters = Letters(PROGRAMME, PUBLIC_URL, "")
        self.carrier = Satchel()

    def hear(self, *envelopes: Envelope) -> None:
        """React to what the intake said, as far as we listen to it."""
        react = {
            "contact.given.v1": (notifications_reactions.on_contact_given, notifications_schemas.ContactGiven),
            "contact.changed.v1": (notifications_reactions.on_contact_changed, notifications_schemas.ContactChanged),
            "contact.erased.v1": (notifications_reactions.on_contact_erased, notifications_schemas.ContactErased),
            "request.erased.v1": (notifications_reactions.on_request_erased, notifications_schemas.RequestErased),
            "case.erased.v1": (notifications_reactions.on_case_erased, notifications_schemas.CaseErased),
            "request.received.v1": (notifications_reactions.on_request_received, notifications_schemas.RequestReceived),
            "request.withdrawn.v1": (
                notifications_reactions.on_request_withdrawn,
                notifications_schemas.RequestWithdrawn,
            ),
            "appointment.booked.v1": (
                notifications_reactions.on_appointment_booked,
                notifications_schemas.AppointmentBooked,
            ),
            "appointment.moved.v1": (
                notifications_reactions.on_appointment_moved,
                notifications_schemas.AppointmentMoved,
            ),
            "appointment.cancelled.v1": (
                notifications_reactions.on_appointment_cancelled,
                notifications_schemas.AppointmentCancelled,
            ),
        }
        for envelope in envelopes:
            if envelope.type in react:
                reaction, schema = react[envelope.type]
                reaction(self.store, self.clock, Message(envelope, schema(unknown=EXCLUDE).load(envelope.data)))

    def export_subject(self, who: Actor, warrant: str) -> dict[str, Any]:
        """What the copy for somebody tells of how they are reached, and of what was sent to them."""
        return notifications_queries.export_subject(self.store, who, self.clock, self.parts.seal_keys, warrant)

    def send(self) -> bool:
        return notifications_commands.send_due_messages(self.store, self.clock, self.letters, self.carrier)
