"""The reporting's ears and mouth."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import Operated, Provided, answers, every, hears
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.reporting import commands, events, queries, reactions, schemas
from services.reporting.model import Region
from services.reporting.settings import ReportingSettings
from services.reporting.store import Store

Answer = dict[str, Any]


class ReportingService(Operated):
    """What many requests, cases, appointments, barriers and talks have in common, as figures that name nobody."""

    name = "reporting"
    settings = ReportingSettings
    says = events.ALL

    store = Provided(lambda parts: Store(parts.database, parts.outbox))
    clock = Provided(lambda parts: parts.clock)
    region = Provided(lambda parts: Region.of(parts.programme, parts.settings.organisation))

    @answers(schemas.Reports)
    def reports(self, who: Actor, request: Answer) -> Answer:
        return queries.reports(self.store, who, self.clock, self.region)

    @answers(schemas.Report)
    def report(self, who: Actor, request: Answer) -> Answer:
        return queries.report(self.store, who, self.clock, self.region, **request)

    @hears("logs.events", "log.signed.v1", schemas.LogSigned)
    def on_log_signed(self, message: Message) -> None:
        reactions.on_log_signed(self.store, self.clock, self.region, message)

    @hears("intake.events", "request.received.v1", schemas.RequestReceived)
    def on_request_received(self, message: Message) -> None:
        reactions.on_request_received(self.store, self.clock, self.region, message)

    @hears("intake.events", "request.linked.v1", schemas.RequestLinked)
    def on_request_linked(self, message: Message) -> None:
        reactions.on_request_linked(self.store, self.clock, self.region, message)

    @hears("intake.events", "request.split.v1", schemas.RequestSplit)
    def on_request_split(self, message: Message) -> None:
        reactions.on_request_split(self.store, self.clock, self.region, message)

    @hears("intake.events", "request.triaged.v1", schemas.RequestTriaged)
    def on_request_triaged(self, message: Message) -> None:
        reactions.on_request_triaged(self.store, self.clock, self.region, message)

    @hears("intake.events", "request.answered.v1", schemas.RequestAnswered)
    def on_request_answered(self, message: Message) -> None:
        reactions.on_request_answered(self.store, self.clock, self.region, message)

    @hears("intake.events", "request.withdrawn.v1", schemas.RequestWithdrawn)
    def on_request_withdrawn(self, message: Message) -> None:
        reactions.on_request_withdrawn(self.store, self.clock, self.region, message)

    @hears("intake.events", "request.handed_over.v1", schemas.RequestHandedOver)
    def on_request_handed_over(self, message: Message) -> None:
        reactions.on_request_handed_over(self.store, self.clock, self.region, message)

    @hears("cases.events", "case.opened.v1", schemas.CaseOpened)
    def on_case_opened(self, message: Message) -> None:
        reactions.on_case_opened(self.store, self.clock, self.region, message)

    @hears("cases.events", "person.corrected.v1", schemas.PersonCorrected)
    def on_person_corrected(self, message: Message) -> None:
        reactions.on_person_corrected(self.store, self.clock, self.region, message)

    @hears("cases.events", "case.phase_entered.v1", schemas.CasePhaseEntered)
    def on_case_phase_entered(self, message: Message) -> None:
        reactions.on_case_phase_entered(self.store, self.clock, self.region, message)

    @hears("cases.events", "case.closed.v1", schemas.CaseClosed)
    def on_case_closed(self, message: Message) -> None:
        reactions.on_case_closed(self.store, self.clock, self.region, message)

    @hears("cases.events", "case.reopened.v1", schemas.CaseReopened)
    def on_case_reopened(self, message: Message) -> None:
        reactions.on_case_reopened(self.store, self.clock, self.region, message)

    @hears("cases.events", "case.erased.v1", schemas.CaseErased)
    def on_case_erased(self, message: Message) -> None:
        reactions.on_case_erased(self.store, self.clock, self.region, message)

    @hears("intake.events", "request.erased.v1", schemas.RequestErased)
    def on_request_erased(self, message: Message) -> None:
        reactions.on_request_erased(self.store, self.clock, self.region, message)

    @hears("cases.events", "barrier.met.v1", schemas.BarrierMet)
    def on_barrier_met(self, message: Message) -> None:
        reactions.on_barrier_met(self.store, self.clock, self.region, message)

    @hears("cases.events", "barrier.cleared.v1", schemas.BarrierCleared)
    def on_barrier_cleared(self, message: Message) -> None:
        reactions.on_barrier_cleared(self.store, self.clock, self.region, message)

    @hears("cases.events", "advice.given.v1", schemas.AdviceGiven)
    def on_advice_given(self, message: Message) -> None:
        reactions.on_advice_given(self.store, self.clock, self.region, message)

    @hears("cases.events", "advice.withdrawn.v1", schemas.AdviceWithdrawn)
    def on_advice_withdrawn(self, message: Message) -> None:
        reactions.on_advice_withdrawn(self.store, self.clock, self.region, message)

    @hears("scheduling.events", "appointment.booked.v1", schemas.AppointmentBooked)
    def on_appointment_booked(self, message: Message) -> None:
        reactions.on_appointment_booked(self.store, self.clock, self.region, message)

    @hears("scheduling.events", "appointment.kept.v1", schemas.AppointmentKept)
    def on_appointment_kept(self, message: Message) -> None:
        reactions.on_appointment_kept(self.store, self.clock, self.region, message)

    @hears("scheduling.events", "appointment.missed.v1", schemas.AppointmentMissed)
    def on_appointment_missed(self, message: Message) -> None:
        reactions.on_appointment_missed(self.store, self.clock, self.region, message)

    @hears("scheduling.events", "appointment.cancelled.v1", schemas.AppointmentCancelled)
    def on_appointment_cancelled(self, message: Message) -> None:
        reactions.on_appointment_cancelled(self.store, self.clock, self.region, message)

    @every(seconds=3600)
    def publish_ended_periods(self) -> None:
        commands.publish_ended_periods(self.store, Actor.system(), self.clock, self.region)
