"""The scheduling's ears and mouth."""

from __future__ import annotations

from typing import Any

from services.chassis.anchors import LogSigned
from services.chassis.extensions import Operated, Provided, answers, every, hears
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.scheduling import commands, events, queries, reactions, schemas
from services.scheduling.model.hours import Calendar
from services.scheduling.settings import SchedulingSettings
from services.scheduling.store import Store

Answer = dict[str, Any]


class SchedulingService(Operated):
    """Hours, free times, and appointments from booking to kept or missed."""

    name = "scheduling"
    settings = SchedulingSettings
    says = (*events.ALL, LogSigned)

    store = Provided(lambda parts: Store(parts.database, parts.outbox))
    clock = Provided(lambda parts: parts.clock)
    seal_keys = Provided(lambda parts: parts.seal_keys)
    calendar = Provided(lambda parts: Calendar.of(parts.programme.time_zone, parts.programme.holidays))

    @answers(schemas.OwnHours)
    def hours(self, who: Actor, request: Answer) -> Answer:
        return queries.hours(self.store, who)

    @answers(schemas.KeepHours, command=True)
    def keep_hours(self, who: Actor, request: Answer) -> Answer:
        return commands.keep_hours(self.store, who, self.clock, self.calendar, request)

    @answers(schemas.DropHours, command=True)
    def drop_hours(self, who: Actor, request: Answer) -> Answer:
        return commands.drop_hours(self.store, who, **request)

    @answers(schemas.Slots)
    def slots(self, who: Actor, request: Answer) -> Answer:
        return queries.slots(self.store, who, self.clock, self.calendar, **request)

    @answers(schemas.BookAppointment, command=True)
    def book_appointment(self, who: Actor, request: Answer) -> Answer:
        return commands.book_appointment(self.store, who, self.clock, request)

    @answers(schemas.MoveAppointment, command=True)
    def move_appointment(self, who: Actor, request: Answer) -> Answer:
        return commands.move_appointment(self.store, who, self.clock, request)

    @answers(schemas.CancelAppointment, command=True)
    def cancel_appointment(self, who: Actor, request: Answer) -> Answer:
        return commands.cancel_appointment(self.store, who, self.clock, **request)

    @answers(schemas.AppointmentKept, command=True)
    def appointment_kept(self, who: Actor, request: Answer) -> Answer:
        return commands.appointment_kept(self.store, who, self.clock, **request)

    @answers(schemas.AppointmentMissed, command=True)
    def appointment_missed(self, who: Actor, request: Answer) -> Answer:
        return commands.appointment_missed(self.store, who, self.clock, **request)

    @answers(schemas.OneAppointment)
    def appointment(self, who: Actor, request: Answer) -> Answer:
        return queries.appointment(self.store, who, self.clock, **request)

    @answers(schemas.Appointments)
    def appointments(self, who: Actor, request: Answer) -> Answer:
        return queries.appointments(self.store, who, self.calendar, **request)

    @answers(schemas.ExportSubject)
    def export_subject(self, who: Actor, request: Answer) -> Answer:
        return queries.export_subject(self.store, who, self.clock, self.seal_keys, **request)

    @hears("cases.events", "case.opened.v1", schemas.CaseOpened)
    def on_case_opened(self, message: Message) -> None:
        reactions.on_case_opened(self.store, message)

    @hears("cases.events", "case.closed.v1", schemas.CaseClosed)
    def on_case_closed(self, message: Message) -> None:
        reactions.on_case_closed(self.store, message)

    @hears("cases.events", "case.assigned.v1", schemas.CaseAssigned)
    def on_case_assigned(self, message: Message) -> None:
        reactions.on_case_assigned(self.store, message)

    @hears("cases.events", "case.locked.v1", schemas.CaseLocked)
    def on_case_locked(self, message: Message) -> None:
        reactions.on_case_locked(self.store, message)

    @hears("cases.events", "case.unlocked.v1", schemas.CaseUnlocked)
    def on_case_unlocked(self, message: Message) -> None:
        reactions.on_case_unlocked(self.store, message)

    @hears("cases.events", "case.reopened.v1", schemas.CaseReopened)
    def on_case_reopened(self, message: Message) -> None:
        reactions.on_case_reopened(self.store, message)

    @hears("cases.events", "person.corrected.v1", schemas.PersonCorrected)
    def on_person_corrected(self, message: Message) -> None:
        reactions.on_person_corrected(self.store, message)

    @hears("cases.events", "case.erased.v1", schemas.CaseErased)
    def on_case_erased(self, message: Message) -> None:
        reactions.on_case_erased(self.store, self.clock, message)

    @hears("cases.events", "counsellor.engaged.v1", schemas.CounsellorEngaged)
    def on_counsellor_engaged(self, message: Message) -> None:
        reactions.on_counsellor_engaged(self.store, message)

    @every(seconds=3600)
    def forget_past_time(self) -> None:
        commands.forget_past_time(self.store, Actor.system(), self.clock)
