"""The intake's ears and mouth."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.chassis.anchors import LogSigned
from services.chassis.extensions import Operated, Provided, answers, aside, every, hears
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.chassis.mailboxes import Mailbox, mailbox_at
from services.chassis.paging import Paged
from services.chassis.programme import Programme
from services.intake import commands, events, mails, model, queries, reactions, schemas, subjects, tongues
from services.intake.commands.mail import Reading
from services.intake.settings import IntakeSettings
from services.intake.store import Store

Answer = dict[str, Any]


def _mailbox(settings: IntakeSettings) -> Mailbox | None:
    return mailbox_at(settings.mailbox_url, settings.mailbox_password, "INTAKE_MAILBOX_URL")


def _reading(programme: Programme, settings: IntakeSettings) -> Reading:
    """How mails are read here. To read a large one takes longer than others can wait."""
    ours = (settings.mailbox_address, programme.contact["email"])
    own = frozenset(address.casefold() for address in ours if address)
    return Reading(
        read=lambda content: aside(mails.read, content, own, programme.document_max_bytes),
        guess=lambda text: aside(tongues.guess, text, programme.request_languages, programme.default_language),
        language_pages=frozenset(programme.page_languages),
        default_language=programme.default_language,
        notice_version=programme.notice_version,
        per_sender_a_day=settings.mails_per_sender_a_day,
    )


class IntakeService(Operated):
    """Requests, from the first asking to the hand-over."""

    name = "intake"
    settings = IntakeSettings
    says = (*events.ALL, LogSigned)

    store = Provided(lambda parts: Store(parts.database, parts.outbox, parts.vault, parts.seal_keys))
    clock = Provided(lambda parts: parts.clock)
    seal_keys = Provided(lambda parts: parts.seal_keys)
    zone = Provided(lambda parts: ZoneInfo(parts.programme.time_zone))
    daily_limit = Provided(lambda parts: parts.settings.requests_per_contact_a_day)
    organisations = Provided(lambda parts: tuple(parts.programme.organisations))
    patience = Provided(lambda parts: model.Patience.of(parts.programme))
    mailbox = Provided(lambda parts: _mailbox(parts.settings))
    reading = Provided(lambda parts: _reading(parts.programme, parts.settings))
    answered_within = Provided(lambda parts: timedelta(days=parts.programme.deadlines["offer_days"]))
    kept = Provided(lambda parts: timedelta(days=parts.programme.retention["request_days_after_end"]))

    def _with_status_token(self, answer: Answer) -> Answer:
        passed_on = answer["channel"] in model.CHANNELS_PASSED_ON
        return {**answer, "status_token": None if passed_on else self.store.status_token(answer["request_id"])}

    @answers(schemas.ReceiveRequest, command=True, complete=_with_status_token)
    def receive_request(self, who: Actor, request: Answer) -> Answer:
        return commands.receive_request(self.store, who, self.clock, self.daily_limit, request)

    @answers(schemas.Holder)
    def request_status(self, who: Actor, request: Answer) -> Answer:
        return queries.request_status(self.store, who, self.clock, self.zone, self.seal_keys, **request)

    @answers(schemas.Holder, command=True)
    def withdraw_request(self, who: Actor, request: Answer) -> Answer:
        return commands.withdraw_request(self.store, who, self.clock, **request)

    @answers(schemas.ListRequests)
    def requests(self, who: Actor, request: Answer) -> Answer:
        return queries.requests(self.store, who, self.clock, self.patience, **request)

    @answers(schemas.ListOffersMade)
    def offers_made(self, who: Actor, request: Answer) -> Answer:
        return queries.offers_made(self.store, who, **request)

    @answers(schemas.OneRequest)
    def request(self, who: Actor, request: Answer) -> Answer:
        return queries.request(self.store, who, self.clock, self.zone, **request)

    @answers(schemas.OneRequest)
    def suggestions(self, who: Actor, request: Answer) -> Answer:
        return queries.suggestions(self.store, who, self.organisations, **request)

    @answers(schemas.TriageRequest, command=True)
    def triage_request(self, who: Actor, request: Answer) -> Answer:
        return commands.triage_request(self.store, who, self.clock, **request)

    @answers(schemas.OfferRequest, command=True)
    def offer_request(self, who: Actor, request: Answer) -> Answer:
        return commands.offer_request(self.store, who, self.clock, self.answered_within, **request)

    @answers(schemas.WithdrawOffer, command=True)
    def withdraw_offer(self, who: Actor, request: Answer) -> Answer:
        return commands.withdraw_offer(self.store, who, self.clock, **request)

    @answers(schemas.AnswerRequest, command=True)
    def answer_request(self, who: Actor, request: Answer) -> Answer:
        return commands.answer_request(self.store, who, self.clock, **request)

    @answers(schemas.OneAttachment)
    def attachment(self, who: Actor, request: Answer) -> Answer:
        return queries.attachment(self.store, who, self.clock, **request)

    @answers(schemas.MarkLetterRead, command=True)
    def mark_letter_read(self, who: Actor, request: Answer) -> Answer:
        return commands.mark_letter_read(self.store, who, self.clock, **request)

    @answers(schemas.OneRequest)
    def messages_warrant(self, who: Actor, request: Answer) -> Answer:
        return subjects.messages_warrant(self.store, who, self.clock, self.seal_keys, **request)

    @answers(schemas.OneRequest)
    def likenesses(self, who: Actor, request: Answer) -> Answer:
        return queries.likenesses(self.store, who, self.clock, **request)

    @answers(schemas.ExportSubject)
    def export_subject(self, who: Actor, request: Answer) -> Answer:
        return subjects.export_subject(self.store, who, self.clock, self.seal_keys, **request)

    @answers(schemas.FindSubjects)
    def find_request(self, who: Actor, request: Answer) -> Answer:
        return subjects.find_request(self.store, who, self.clock, **request)

    @answers(schemas.OneRequest)
    def subject_request(self, who: Actor, request: Answer) -> Answer:
        return subjects.subject_request(self.store, who, self.clock, **request)

    @answers(schemas.OneRequest)
    def export_request(self, who: Actor, request: Answer) -> Answer:
        return subjects.export_request(self.store, who, self.clock, self.seal_keys, **request)

    @answers(Paged)
    def request_erasures(self, who: Actor, request: Answer) -> Answer:
        return subjects.request_erasures(self.store, who, **request)

    @answers(schemas.ProposeRequestErasure, command=True)
    def propose_request_erasure(self, who: Actor, request: Answer) -> Answer:
        return commands.propose_request_erasure(self.store, who, self.clock, **request)

    @answers(schemas.ChangedRequest, command=True)
    def confirm_request_erasure(self, who: Actor, request: Answer) -> Answer:
        return commands.confirm_request_erasure(self.store, who, self.clock, **request)

    @answers(schemas.ChangedRequest, command=True)
    def reject_request_erasure(self, who: Actor, request: Answer) -> Answer:
        return commands.reject_request_erasure(self.store, who, self.clock, **request)

    @answers(schemas.DecideLikeness, command=True)
    def decide_likeness(self, who: Actor, request: Answer) -> Answer:
        return commands.decide_likeness(self.store, who, self.clock, **request)

    @hears("cases.events", "offer.accepted.v1", schemas.OfferAccepted)
    def on_offer_accepted(self, message: Message) -> None:
        reactions.on_offer_accepted(self.store, self.clock, message)

    @hears("cases.events", "offer.declined.v1", schemas.OfferDeclined)
    def on_offer_declined(self, message: Message) -> None:
        reactions.on_offer_declined(self.store, self.clock, message)

    @hears("cases.events", "handover.received.v1", schemas.HandoverReceived)
    def on_handover_received(self, message: Message) -> None:
        reactions.on_handover_received(self.store, self.clock, message)

    @hears("cases.events", "counsellor.listed.v1", schemas.CounsellorListed)
    def on_counsellor_listed(self, message: Message) -> None:
        reactions.on_counsellor_listed(self.store, message)

    @hears("scheduling.events", "appointment.booked.v1", schemas.AppointmentBooked)
    def on_appointment_booked(self, message: Message) -> None:
        reactions.on_appointment_booked(self.store, message)

    @hears("scheduling.events", "appointment.moved.v1", schemas.AppointmentMoved)
    def on_appointment_moved(self, message: Message) -> None:
        reactions.on_appointment_moved(self.store, message)

    @hears("scheduling.events", "appointment.cancelled.v1", schemas.AppointmentEnded)
    def on_appointment_cancelled(self, message: Message) -> None:
        reactions.on_appointment_cancelled(self.store, message)

    @hears("scheduling.events", "appointment.kept.v1", schemas.AppointmentEnded)
    def on_appointment_kept(self, message: Message) -> None:
        reactions.on_appointment_kept(self.store, message)

    @hears("scheduling.events", "appointment.missed.v1", schemas.AppointmentEnded)
    def on_appointment_missed(self, message: Message) -> None:
        reactions.on_appointment_missed(self.store, message)

    @hears("cases.events", "question.asked.v1", schemas.QuestionAsked)
    def on_question_asked(self, message: Message) -> None:
        reactions.on_question_asked(self.store, message)

    @hears("cases.events", "question.answered.v1", schemas.QuestionAnswered)
    def on_question_answered(self, message: Message) -> None:
        reactions.on_question_answered(self.store, message)

    @hears("cases.events", "question.declined.v1", schemas.QuestionDeclined)
    def on_question_declined(self, message: Message) -> None:
        reactions.on_question_declined(self.store, message)

    @hears("cases.events", "case.erased.v1", schemas.CaseErased)
    def on_case_erased(self, message: Message) -> None:
        reactions.on_case_erased(self.store, self.clock, message)

    @hears("notifications.events", "request.forgotten.v1", schemas.RequestForgotten)
    def on_forgotten_by_notifications(self, message: Message) -> None:
        reactions.on_forgotten_by_notifications(self.store, self.clock, message)

    @hears("reporting.events", "request.forgotten.v1", schemas.RequestForgotten)
    def on_forgotten_by_reporting(self, message: Message) -> None:
        reactions.on_forgotten_by_reporting(self.store, self.clock, message)

    @hears("notifications.events", "message.sent.v1", schemas.MessageOutcome)
    def on_message_sent(self, message: Message) -> None:
        reactions.on_message_sent(self.store, self.clock, message)

    @hears("notifications.events", "message.delivered.v1", schemas.MessageOutcome)
    def on_message_delivered(self, message: Message) -> None:
        reactions.on_message_delivered(self.store, self.clock, message)

    @hears("notifications.events", "message.bounced.v1", schemas.MessageOutcome)
    def on_message_bounced(self, message: Message) -> None:
        reactions.on_message_bounced(self.store, self.clock, message)

    @hears("notifications.events", "message.failed.v1", schemas.MessageOutcome)
    def on_message_failed(self, message: Message) -> None:
        reactions.on_message_failed(self.store, message)

    @hears("notifications.events", "text.received.v1", schemas.TextReceived)
    def on_text_received(self, message: Message) -> None:
        reactions.on_text_received(self.store, self.clock, self.reading, message)

    @every(seconds=60)
    def lapse_expired_offers(self) -> None:
        commands.lapse_expired_offers(self.store, Actor.system(), self.clock)

    @every(lambda parts: parts.settings.mailbox_seconds)
    def look_into_mailbox(self) -> None:
        # After the commit of the turn: a mail server may take its time, and no transaction waits for it.
        def look() -> None:
            commands.read_mailbox(self.store, Actor.system(), self.clock, self.mailbox, self.reading)

        with self.store.together() as turn:
            turn.after_commit("mailbox", look)

    @every(seconds=86_400)
    def forget_old_mail(self) -> None:
        commands.forget_old_mail(self.store, Actor.system(), self.clock)

    @every(seconds=300)
    def escalate_overdue_requests(self) -> None:
        commands.escalate_overdue_requests(self.store, Actor.system(), self.clock, self.patience)

    @every(seconds=3600)
    def erase_ended_requests(self) -> None:
        commands.erase_ended_requests(self.store, Actor.system(), self.clock, self.kept)

    @every(seconds=3600)
    def forget_past_appointments(self) -> None:
        commands.forget_past_appointments(self.store, Actor.system(), self.clock, self.kept)
