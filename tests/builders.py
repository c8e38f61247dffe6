"""Services in a state that a test begins with: built by their own verbs, along the legal path.

    intake = Intake(tmp_path)
    nino = intake.ask()                        # a request that was received
    intake.withdraw(nino)                      # and withdrawn

    notifications = Notifications(tmp_path)
    notifications.hear(*said(intake.database)) # what the one said, the other has heard
    notifications.send()

Everybody in here is invented.
"""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from marshmallow import EXCLUDE

from services.chassis import programme as programmes
from services.chassis.database import Database
from services.chassis.envelope import Envelope
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.chassis.testing import Parts, StoppedClock, fresh_database, parts_of
from services.intake import commands as intake_commands
from services.intake import queries as intake_queries
from services.intake import reactions as intake_reactions
from services.intake import schemas as intake_schemas
from services.intake.store import Store as IntakeStore
from services.notifications import commands as notifications_commands
from services.notifications import reactions as notifications_reactions
from services.notifications import schemas as notifications_schemas
from services.notifications.letters import Letters
from services.notifications.store import Store as NotificationsStore

PROGRAMME = programmes.load(Path(__file__).parents[1] / "deploy" / "programmes" / "aachen")
PUBLIC_URL = "https://lotse.example.org"

# What a request looks like once its schema has read it; the person is invented.
NINO: dict[str, Any] = {
    "channel": "web",
    "language": "ka",
    "language_mode": "written",
    "topics": ["housing", "language"],
    "municipality": "wuerselen",
    "preferred_place": None,
    "message": "ვეძებ ბინას და ენის კურსს.",
    "name": "ნინო ბერიძე",
    "email": "nino.beridze@example.org",
    "phone": None,
    "asked_by": None,
    "consent": {"notice_version": PROGRAMME.notice_version, "language": "ka"},
}


class Service:
    """What both builders share: their parts on a database of their own."""

    name: str

    def __init__(self, place: Path | Database, clock: StoppedClock | None = None) -> None:
        database = place if isinstance(place, Database) else fresh_database(self.name, place)
        self.parts: Parts = parts_of(self.name, database, clock)
        self.database, self.clock = self.parts.database, self.parts.clock


class Intake(Service):
    """The intake, asked by its commands."""

    name = "intake"
    daily_limit = 5

    def __init__(self, place: Path | Database, clock: StoppedClock | None = None) -> None:
        super().__init__(place, clock)
        self.store = IntakeStore(self.database, self.parts.outbox, self.parts.vault, self.parts.seal_keys)

    def ask(self, who: Actor | None = None, **changes: Any) -> dict[str, Any]:
        """Nino's request (with these changes); answers with the receipt and the status token."""
        receipt = intake_commands.receive_request(
            self.store, who or Actor.public(), self.clock, self.daily_limit, NINO | changes
        )
        return {**receipt, "token": self.store.status_token(receipt["request_id"])}

    def withdraw(self, receipt: dict[str, Any], who: Actor | None = None) -> dict[str, Any]:
        asked = self.store, who or Actor.public(), self.clock
        return intake_commands.withdraw_request(*asked, receipt["reference"], receipt["token"])

    def status(self, receipt: dict[str, Any], who: Actor | None = None) -> dict[str, Any]:
        return intake_queries.request_status(self.store, who or Actor.public(), receipt["reference"], receipt["token"])

    def erase(self, kept: timedelta = timedelta(days=30), who: Actor | None = None, limit: int = 100) -> list[str]:
        return intake_commands.erase_ended_requests(self.store, who or Actor.system(), self.clock, kept, limit)

    def hear(self, *envelopes: Envelope) -> None:
        """React to what notifications said."""
        react = {
            "message.sent.v1": intake_reactions.on_message_sent,
            "message.failed.v1": intake_reactions.on_message_failed,
        }
        for envelope in envelopes:
            data = intake_schemas.MessageOutcome(unknown=EXCLUDE).load(envelope.data)
            react[envelope.type](self.store, Message(envelope, data))


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
            "contact.erased.v1": (notifications_reactions.on_contact_erased, notifications_schemas.ContactErased),
            "request.received.v1": (notifications_reactions.on_request_received, notifications_schemas.RequestReceived),
            "request.withdrawn.v1": (
                notifications_reactions.on_request_withdrawn,
                notifications_schemas.RequestWithdrawn,
            ),
        }
        for envelope in envelopes:
            if envelope.type in react:
                reaction, schema = react[envelope.type]
                reaction(self.store, self.clock, Message(envelope, schema(unknown=EXCLUDE).load(envelope.data)))

    def send(self) -> bool:
        return notifications_commands.send_due_messages(self.store, self.clock, self.letters, self.carrier)
