"""The intake, asked by its commands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import EXCLUDE, Schema

from services.chassis.database import Database
from services.chassis.envelope import Envelope
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.chassis.mailboxes import mailbox_at
from services.chassis.testing import StoppedClock
from services.intake import commands as intake_commands
from services.intake import mails, tongues
from services.intake import queries as intake_queries
from services.intake import reactions as intake_reactions
from services.intake import schemas as intake_schemas
from services.intake.commands.mail import Reading
from services.intake.model import Patience
from services.intake.store import Store as IntakeStore
from tests.builders.people import DESK, NINO, PROGRAMME, TRIAGE
from tests.builders.service import Service

READING = Reading(
    read=lambda content: mails.read(content, {PROGRAMME.contact["email"]}, PROGRAMME.document_max_bytes),
    guess=lambda text: tongues.guess(text, PROGRAMME.request_languages, PROGRAMME.default_language),
    language_pages=frozenset(PROGRAMME.page_languages),
    default_language=PROGRAMME.default_language,
    notice_version=PROGRAMME.notice_version,
    per_sender_a_day=20,
)


class Intake(Service):
    """The intake, asked by its commands."""

    name = "intake"
    daily_limit = 5
    zone = ZoneInfo(PROGRAMME.time_zone)
    patience = Patience.of(PROGRAMME)
    answered_within = timedelta(days=PROGRAMME.deadlines["offer_days"])

    def __init__(self, place: Path | Database, clock: StoppedClock | None = None) -> None:
        super().__init__(place, clock)
        self.store = IntakeStore(self.database, self.parts.outbox, self.parts.vault, self.parts.seal_keys)

    def ask(self, who: Actor | None = None, **changes: Any) -> dict[str, Any]:
        """Nino's request (with these changes); answers with the receipt and the status token."""
        receipt = intake_commands.receive_request(
            self.store, who or Actor.public(), self.clock, self.daily_limit, NINO | changes
        )
        return {**receipt, "token": self.store.status_token(receipt["request_id"])}

    def read_mail(self, url: str, **changes: Any) -> list[str]:
        """What the clock has done every minute: what became of each mail in this mailbox."""
        reading = replace(READING, **changes)
        box = mailbox_at(url, "", "INTAKE_MAILBOX_URL")
        return intake_commands.read_mailbox(self.store, Actor.system(), self.clock, box, reading)

    def read_letter(self, request_id: str, who: Actor | None = None) -> dict[str, Any]:
        """The desk has read the last letter about a request."""
        letter = self.request(request_id)["letters"][-1]
        asked = self.store, who or DESK, self.clock, request_id, letter["letter_id"], letter["version"]
        return intake_commands.mark_letter_read(*asked)

    def attachment(self, request_id: str, attachment_id: str, who: Actor | None = None) -> dict[str, Any]:
        return intake_queries.attachment(self.store, who or DESK, self.clock, request_id, attachment_id)

    def withdraw(self, receipt: dict[str, Any], who: Actor | None = None) -> dict[str, Any]:
        asked = self.store, who or Actor.public(), self.clock
        return intake_commands.withdraw_request(*asked, receipt["reference"], receipt["token"])

    def status(self, receipt: dict[str, Any], who: Actor | None = None) -> dict[str, Any]:
        asked = self.store, who or Actor.public(), self.clock, self.zone, self.parts.seal_keys
        return intake_queries.request_status(*asked, receipt["reference"], receipt["token"])

    def erase(self, kept: timedelta = timedelta(days=30), who: Actor | None = None, limit: int = 100) -> list[str]:
        return intake_commands.erase_ended_requests(self.store, who or Actor.system(), self.clock, kept, limit)

    def triage(self, request_id: str, who: Actor | None = None, **changes: Any) -> dict[str, Any]:
        """The desk finds out that Nino needs to be accompanied (with these changes), in the version that there is."""
        found = {"version": self.version(request_id), **TRIAGE, **changes}
        return intake_commands.triage_request(self.store, who or DESK, self.clock, request_id, **found)

    def offer(
        self, request_id: str, to: str = "bruecke", who: Actor | None = None, version: int | None = None
    ) -> dict[str, Any]:
        """The desk offers a triaged request to an organisation."""
        asked = self.store, who or DESK, self.clock, self.answered_within, request_id
        return intake_commands.offer_request(*asked, version or self.version(request_id), to)

    def withdraw_offer(
        self, offer: dict[str, Any], who: Actor | None = None, version: int | None = None
    ) -> dict[str, Any]:
        """The desk takes an offer back, as `offer` answered it."""
        asked = self.store, who or DESK, self.clock, offer["request_id"]
        return intake_commands.withdraw_offer(*asked, version or self.version(offer["request_id"]), offer["offer_id"])

    def answer(self, request_id: str, who: Actor | None = None, version: int | None = None) -> dict[str, Any]:
        """The desk could help by itself."""
        asked = self.store, who or DESK, self.clock, request_id
        return intake_commands.answer_request(*asked, version or self.version(request_id), "Öffnungszeiten erklärt.")

    def lapse(self, who: Actor | None = None) -> list[str]:
        """What the clock has done every minute."""
        return intake_commands.lapse_expired_offers(self.store, who or Actor.system(), self.clock)

    def requests(self, who: Actor | None = None, **asked: Any) -> dict[str, Any]:
        return intake_queries.requests(self.store, who or DESK, self.clock, self.patience, **asked)

    def offers_made(self, who: Actor | None = None, **asked: Any) -> dict[str, Any]:
        return intake_queries.offers_made(self.store, who or DESK, **asked)

    def escalate(self, who: Actor | None = None, limit: int = 100) -> list[str]:
        """What the clock has done every few minutes."""
        asked = self.store, who or Actor.system(), self.clock, self.patience
        return intake_commands.escalate_overdue_requests(*asked, limit)

    def request(self, request_id: str, who: Actor | None = None) -> dict[str, Any]:
        return intake_queries.request(self.store, who or DESK, self.clock, self.zone, request_id)

    def suggestions(self, request_id: str, who: Actor | None = None) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = intake_queries.suggestions(
            self.store, who or DESK, tuple(PROGRAMME.organisations), request_id
        )["items"]
        return found

    def likenesses(self, request_id: str, who: Actor | None = None) -> list[dict[str, Any]]:
        """Other requests that may be of the same person."""
        found: list[dict[str, Any]] = self.comparison(request_id, who)["items"]
        return found

    def comparison(self, request_id: str, who: Actor | None = None) -> dict[str, Any]:
        """The same, with whom it is linked with and what does not go together."""
        return intake_queries.likenesses(self.store, who or DESK, self.clock, request_id)

    def decide_likeness(
        self,
        request_id: str,
        other_id: str,
        verdict: str,
        who: Actor | None = None,
        version: int | None = None,
        despite: bool = False,
    ) -> dict[str, Any]:
        """The desk says whether two requests are of the same person."""
        asked = self.store, who or DESK, self.clock, request_id, version or self.version(request_id)
        return intake_commands.decide_likeness(*asked, other_id, verdict, despite)

    def version(self, request_id: str) -> int:
        """The version that somebody who looks now would see."""
        return self.store.get(request_id).version

    def hear(self, *envelopes: Envelope) -> None:
        """React to what notifications, cases and scheduling said, as far as we listen to it."""
        react: dict[str, tuple[Any, type[Schema]]] = {
            "message.sent.v1": (self._timed(intake_reactions.on_message_sent), intake_schemas.MessageOutcome),
            "message.delivered.v1": (self._timed(intake_reactions.on_message_delivered), intake_schemas.MessageOutcome),
            "message.bounced.v1": (self._timed(intake_reactions.on_message_bounced), intake_schemas.MessageOutcome),
            "message.failed.v1": (intake_reactions.on_message_failed, intake_schemas.MessageOutcome),
            "text.received.v1": (
                lambda store, message: intake_reactions.on_text_received(store, self.clock, READING, message),
                intake_schemas.TextReceived,
            ),
            "counsellor.listed.v1": (intake_reactions.on_counsellor_listed, intake_schemas.CounsellorListed),
            "offer.accepted.v1": (self._timed(intake_reactions.on_offer_accepted), intake_schemas.OfferAccepted),
            "offer.declined.v1": (self._timed(intake_reactions.on_offer_declined), intake_schemas.OfferDeclined),
            "handover.received.v1": (
                self._timed(intake_reactions.on_handover_received),
                intake_schemas.HandoverReceived,
            ),
            "appointment.booked.v1": (intake_reactions.on_appointment_booked, intake_schemas.AppointmentBooked),
            "appointment.moved.v1": (intake_reactions.on_appointment_moved, intake_schemas.AppointmentMoved),
            "appointment.cancelled.v1": (intake_reactions.on_appointment_cancelled, intake_schemas.AppointmentEnded),
            "appointment.kept.v1": (intake_reactions.on_appointment_kept, intake_schemas.AppointmentEnded),
            "appointment.missed.v1": (intake_reactions.on_appointment_missed, intake_schemas.AppointmentEnded),
            "case.erased.v1": (self._timed(intake_reactions.on_case_erased), intake_schemas.CaseErased),
            "request.forgotten.v1": (
                self._timed(intake_reactions.on_forgotten_by_reporting),
                intake_schemas.RequestForgotten,
            ),
            "question.asked.v1": (intake_reactions.on_question_asked, intake_schemas.QuestionAsked),
            "question.answered.v1": (intake_reactions.on_question_answered, intake_schemas.QuestionAnswered),
            "question.declined.v1": (intake_reactions.on_question_declined, intake_schemas.QuestionDeclined),
        }
        for envelope in envelopes:
            if envelope.type in react:
                reaction, schema = react[envelope.type]
                reaction(self.store, Message(envelope, schema(unknown=EXCLUDE).load(envelope.data)))

    def _timed(self, reaction: Any) -> Any:
        return lambda store, message: reaction(store, self.clock, message)
