"""Appointments, from booking to kept or missed."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import Refused
from services.chassis.extensions import answers, every
from services.chassis.identity import Actor
from services.scheduling.commands import appointments as appointment_commands
from services.scheduling.commands import booking, past_time, series
from services.scheduling.queries import alternatives
from services.scheduling.queries import appointments as appointment_queries
from services.scheduling.schemas import appointments as of_appointments
from services.scheduling.service.parts import Part

Answer = dict[str, Any]


def _instead(part: Part, who: Actor, request: Answer, refusal: Refused) -> Answer:
    return alternatives.to_refused(part.store, who, part.clock, part.calendar, request, refusal)


class Appointments(Part):
    """Appointments, from booking to kept or missed."""

    @answers(of_appointments.BookAppointment, command=True, refused=_instead)
    def book_appointment(self, who: Actor, request: Answer) -> Answer:
        return booking.book_appointment(self.store, who, self.clock, self.calendar, request)

    @answers(of_appointments.BookSeries, command=True, refused=_instead)
    def book_series(self, who: Actor, request: Answer) -> Answer:
        return series.book_series(self.store, who, self.clock, self.calendar, request)

    @answers(of_appointments.MoveAppointment, command=True, refused=_instead)
    def move_appointment(self, who: Actor, request: Answer) -> Answer:
        return booking.move_appointment(self.store, who, self.clock, self.calendar, request)

    @answers(of_appointments.CancelAppointment, command=True)
    def cancel_appointment(self, who: Actor, request: Answer) -> Answer:
        return appointment_commands.cancel_appointment(self.store, who, self.clock, **request)

    @answers(of_appointments.AppointmentKept, command=True)
    def appointment_kept(self, who: Actor, request: Answer) -> Answer:
        return appointment_commands.appointment_kept(self.store, who, self.clock, **request)

    @answers(of_appointments.AppointmentMissed, command=True)
    def appointment_missed(self, who: Actor, request: Answer) -> Answer:
        return appointment_commands.appointment_missed(self.store, who, self.clock, **request)

    @answers(of_appointments.OneAppointment)
    def appointment(self, who: Actor, request: Answer) -> Answer:
        return appointment_queries.appointment(self.store, who, self.clock, **request)

    @answers(of_appointments.Appointments)
    def appointments(self, who: Actor, request: Answer) -> Answer:
        return appointment_queries.appointments(self.store, who, self.clock, self.calendar, **request)

    @every(seconds=3600)
    def forget_past_time(self) -> None:
        past_time.forget_past_time(self.store, Actor.system(), self.clock)
