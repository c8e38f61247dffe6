"""Interpreters, and their bookings."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import Provided, answers, every
from services.chassis.identity import Actor
from services.chassis.interpreting import Interpreting
from services.scheduling.commands import interpreters as interpreter_commands
from services.scheduling.commands import interpreting
from services.scheduling.queries import interpreting as queries
from services.scheduling.schemas import interpreters as schemas
from services.scheduling.service.parts import Part

Answer = dict[str, Any]


class Interpreters(Part):
    """Interpreters, and their bookings."""

    funding: Interpreting = Provided(lambda parts: parts.programme.interpreting)
    kept_years: int = Provided(lambda parts: parts.programme.retention["case_years"])

    @answers(schemas.AddInterpreter, command=True)
    def add_interpreter(self, who: Actor, request: Answer) -> Answer:
        return interpreter_commands.add_interpreter(self.store, who, self.clock, request)

    @answers(schemas.ChangeInterpreter, command=True)
    def change_interpreter(self, who: Actor, request: Answer) -> Answer:
        return interpreter_commands.change_interpreter(self.store, who, self.clock, **request)

    @answers(schemas.OneInterpreter)
    def interpreter(self, who: Actor, request: Answer) -> Answer:
        return queries.interpreter(self.store, who, self.clock, self.calendar, **request)

    @answers(schemas.Interpreters)
    def interpreters(self, who: Actor, request: Answer) -> Answer:
        return queries.interpreters(self.store, who, self.clock, self.calendar, **request)

    @answers(schemas.FindInterpreters)
    def find_interpreters(self, who: Actor, request: Answer) -> Answer:
        return queries.find_interpreters(self.store, who, self.calendar, **request)

    @answers(schemas.RequestInterpreter, command=True)
    def request_interpreter(self, who: Actor, request: Answer) -> Answer:
        return interpreting.request_interpreter(self.store, who, self.clock, self.funding, **request)

    @answers(schemas.AskInterpreter, command=True)
    def ask_interpreter(self, who: Actor, request: Answer) -> Answer:
        return interpreting.ask_interpreter(self.store, who, self.clock, self.calendar, **request)

    @answers(schemas.ConfirmInterpreter, command=True)
    def confirm_interpreter(self, who: Actor, request: Answer) -> Answer:
        return interpreting.confirm_interpreter(self.store, who, self.clock, self.calendar, self.funding, **request)

    @answers(schemas.DeclineInterpreter, command=True)
    def decline_interpreter(self, who: Actor, request: Answer) -> Answer:
        return interpreting.decline_interpreter(self.store, who, self.clock, **request)

    @answers(schemas.InterpreterDone, command=True)
    def interpreter_done(self, who: Actor, request: Answer) -> Answer:
        return interpreting.interpreter_done(self.store, who, self.clock, **request)

    @answers(schemas.ReleaseInterpreter, command=True)
    def release_interpreter(self, who: Actor, request: Answer) -> Answer:
        return interpreting.release_interpreter(self.store, who, self.clock, **request)

    @answers(schemas.OneBooking)
    def interpreter_booking(self, who: Actor, request: Answer) -> Answer:
        return queries.interpreter_booking(self.store, who, **request)

    @answers(schemas.InterpreterBookings)
    def interpreter_bookings(self, who: Actor, request: Answer) -> Answer:
        return queries.interpreter_bookings(self.store, who, **request)

    @answers(schemas.Statement)
    def interpreter_statement(self, who: Actor, request: Answer) -> Answer:
        return queries.interpreter_statement(self.store, who, self.funding, **request)

    @every(seconds=3600)
    def forget_interpreters(self) -> None:
        interpreter_commands.forget_interpreters(self.store, Actor.system(), self.clock, self.calendar, self.kept_years)
