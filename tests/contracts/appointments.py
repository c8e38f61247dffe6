"""What the scheduling says, told as history.py tells the rest: a case, and what became of its appointments."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from services.chassis import tracing
from services.chassis.access import note_look
from services.chassis.digests import sign_days
from services.chassis.testing import NOON, TRACE, StoppedClock, foretold
from tests.builders import ADA, Scheduling
from tests.builders.interpreters import MARTA, Interpreting
from tests.contracts.choices import choices_told

CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"
CASE = "01a20846-fe00-7000-8000-00000000000a"
OTHER = "01a20846-fe00-7000-8000-00000000000b"
_LONG = timedelta(days=5 * 365)  # longer than anything is kept of whoever has left
ERASURE = "01a20846-fe00-7000-8000-0000000000e1"


def appointments_told(folder: Path) -> Scheduling:
    """One appointment is moved and kept, one missed, one cancelled, and they are copied: who has said all of it."""
    with foretold(NOON):
        scheduling = Scheduling(folder, StoppedClock(NOON))
        scheduling.engage(ADA)
        scheduling.open_case(case_id=CASE)
        with tracing.span("POST /appointments", CALLER, actor=ADA.label):
            first = scheduling.book(CASE, starts_at="2026-11-24T10:00:00+01:00", with_interpreter=True)
            second = scheduling.book(CASE, starts_at="2026-11-25T10:00:00+01:00")
            third = scheduling.book(CASE)
        with tracing.span("POST /appointments/{id}/move", CALLER, actor=ADA.label):
            first = scheduling.move(first, starts_at="2026-11-24T11:00:00+01:00", minutes=45)
        scheduling.clock.advance(timedelta(days=2))
        with tracing.span("POST /appointments/{id}", CALLER, actor=ADA.label):
            scheduling.kept(first)
            scheduling.missed(second)
            scheduling.cancel(third, by="client", reason="illness")
        other = scheduling.open_case(case_id=OTHER)
        with tracing.span("hear", CALLER):
            scheduling.hear_of("case.erased.v1", other, case_id=other, erasure_id=ERASURE)
        note_look(scheduling.database, scheduling.clock, ADA, CASE, "export")
        scheduling.clock.advance(timedelta(days=1))
        keys, say = scheduling.parts.seal_keys, scheduling.parts.outbox.say
        sign_days(scheduling.name, scheduling.database, scheduling.clock, keys, say)
        choices_told(scheduling, CALLER)
        _interpreter_told(scheduling)
    return scheduling


def _interpreter_told(scheduling: Scheduling) -> None:
    """Somebody is asked and declines, another comes and has interpreted; at another appointment nobody is needed.
    Later they leave, and at last are forgotten."""
    interpreting = Interpreting(scheduling)
    who = interpreting.add()
    with tracing.span("POST /appointments/{id}/interpreter", CALLER, actor=ADA.label):
        booked = scheduling.book(CASE, starts_at="2026-12-07T10:00:00+01:00")
        booking = interpreting.request(booked)
        unneeded = interpreting.request(scheduling.book(CASE, starts_at="2026-12-07T14:00:00+01:00"))
    with tracing.span("POST /interpreter-bookings/{id}", CALLER, actor=MARTA.label):
        interpreting.ask(booking, who)
        interpreting.decline(booking)
        interpreting.ask(booking, who)
        interpreting.confirm(booking)
        interpreting.release(unneeded)
    interpreting.clock.advance(timedelta(days=13))
    with tracing.span("POST /interpreter-bookings/{id}", CALLER, actor=MARTA.label):
        interpreting.done(booking)
    with tracing.span("PATCH /interpreters/{id}", CALLER, actor=MARTA.label):
        interpreting.change(who, 1, active=False, phone="+49 30 23125 117")
    interpreting.clock.advance(_LONG)
    with tracing.span("forget", CALLER):
        interpreting.forget()
