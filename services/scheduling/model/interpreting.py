"""A booking of an interpreter, what may be done to it in which state, and whom one asks first.

The law is the table TRANSITIONS; a test proves that every status has a row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from services.chassis.errors import Refused
from services.chassis.interpreting import FundingRule, Interpreting
from services.scheduling.model.appointments import BOOKED, CANCELLED, IN_PERSON, Appointment
from services.scheduling.model.feeds import Entry
from services.scheduling.model.hours import Calendar
from services.scheduling.model.interpreters import Interpreter

REQUESTED, ASKED, CONFIRMED, DONE, RELEASED = STATUSES = ("requested", "asked", "confirmed", "done", "released")
OPEN = (REQUESTED, ASKED, CONFIRMED)

ASK, CONFIRM, DECLINE, FINISH, RELEASE = "ask", "confirm", "decline", "done", "release"
TRANSITIONS: dict[str, dict[str, str]] = {
    REQUESTED: {ASK: ASKED, RELEASE: RELEASED},
    ASKED: {ASK: ASKED, CONFIRM: CONFIRMED, DECLINE: REQUESTED, RELEASE: RELEASED},
    CONFIRMED: {DECLINE: REQUESTED, FINISH: DONE, RELEASE: RELEASED},
    DONE: {},
    RELEASED: {},
}
MODES = ("on_site", "phone", "video")
DECLINE_REASONS = ("no_time", "too_far", "not_suitable", "ill", "no_answer", "other")

_DAY = timedelta(days=1)
_WEEKEND = 5  # Saturday, and what follows


def after(status: str, action: str) -> str:
    """The status this action leads to. Raises Refused where the table has no such step."""
    if action not in TRANSITIONS[status]:
        sentence = f"A booking of an interpreter that is {status} cannot be acted on like this: {action}."
        raise Refused("not_in_this_state", sentence, status=status, action=action)
    return TRANSITIONS[status][action]


@dataclass(frozen=True)
class Booking:
    """Somebody is to interpret at an appointment, paid from a pot by a rule.

    `interpreter_id` is who was asked, then who comes. On which day that is, and that a release costs `late_cents` from
    `costs_from` on, is kept as it was when it was confirmed. `cost_cents` is what it cost in the end.
    """

    booking_id: str
    organisation: str
    appointment_id: str
    language: str
    mode: str
    gender: str | None
    legal_consequence: bool
    kind: str
    pot: str
    rule: str
    requested_at: datetime
    changed_at: datetime
    status: str = REQUESTED
    interpreter_id: str | None = None
    declined_by: tuple[str, ...] = ()
    reason: str | None = None
    held_on: date | None = None
    costs_from: datetime | None = None
    late_cents: int = 0
    minutes: int | None = None
    cost_cents: int | None = None
    is_late: bool = False
    version: int = 0

    noun = "interpreter_booking"

    def ask(self, interpreter_id: str, at: datetime) -> Booking:
        """Somebody is asked, in place of whoever was asked before and has not answered."""
        status = after(self.status, ASK)
        return replace(self, status=status, interpreter_id=interpreter_id, reason=None, changed_at=at)

    def confirm(self, held_on: date, costs_from: datetime, late_cents: int, at: datetime) -> Booking:
        """Who was asked comes."""
        status = after(self.status, CONFIRM)
        return replace(
            self, status=status, held_on=held_on, costs_from=costs_from, late_cents=late_cents, changed_at=at
        )

    def decline(self, reason: str, at: datetime) -> Booking:
        """Who was asked does not come, or no longer: somebody else is to be asked."""
        status = after(self.status, DECLINE)
        declined = (*self.declined_by, self.interpreter_id) if self.interpreter_id else self.declined_by
        return replace(
            self,
            status=status,
            declined_by=tuple(dict.fromkeys(declined)),
            interpreter_id=None,
            reason=reason,
            costs_from=None,
            late_cents=0,
            changed_at=at,
        )

    def finish(self, minutes: int, cost_cents: int, at: datetime) -> Booking:
        """It took so many minutes, and cost this much."""
        return replace(self, status=after(self.status, FINISH), minutes=minutes, cost_cents=cost_cents, changed_at=at)

    def release(self, at: datetime) -> Booking:
        """Nobody is needed any more. Late, it costs what was agreed for that."""
        is_late = self.costs_from is not None and at >= self.costs_from
        cost = self.late_cents if is_late else 0
        status = after(self.status, RELEASE)
        return replace(self, status=status, is_late=is_late, cost_cents=cost, minutes=0, changed_at=at)

    def ask_again(self, at: datetime) -> Booking:
        """The appointment is at another time: whoever was asked, or was to come, is asked anew, and holds no time until
        they have answered."""
        return replace(self, status=ASKED, costs_from=None, late_cents=0, changed_at=at)

    def may(self) -> tuple[str, ...]:
        """What can be done to it now."""
        return tuple(TRANSITIONS[self.status])


def request(
    booking_id: str,
    appointment: Appointment,
    asked: dict[str, object],
    rule: FundingRule,
    at: datetime,
) -> Booking:
    """A new booking for an appointment, paid as this rule says."""
    return Booking(
        booking_id=booking_id,
        organisation=appointment.organisation,
        appointment_id=appointment.appointment_id,
        language=str(asked["language"] or appointment.language),
        mode=str(asked["mode"]),
        gender=asked["gender"] if isinstance(asked["gender"], str) else None,
        legal_consequence=bool(asked["legal_consequence"]),
        kind=rule.kind,
        pot=rule.pot,
        rule=rule.code,
        requested_at=at,
        changed_at=at,
    )


# How a booking stands in a calendar, and by which way one meets there.
_IN_CALENDAR = {ASKED: ASKED, CONFIRMED: BOOKED, DONE: BOOKED, RELEASED: CANCELLED}
_WAY_THERE = {"on_site": IN_PERSON}


def calendar_entry(booking: Booking, appointment: Appointment, interpreter_id: str) -> Entry:
    """How a booking, with its appointment, stands in the calendar of somebody who was asked; both count their changes.
    For who has declined it is cancelled, whoever comes."""
    is_theirs = booking.interpreter_id == interpreter_id
    return replace(
        appointment.calendar_entry(),
        entry_id=booking.booking_id,
        room=None,
        mode=_WAY_THERE.get(booking.mode, booking.mode),
        status=_IN_CALENDAR[booking.status] if is_theirs else CANCELLED,
        revision=appointment.revision + booking.version,
        changed_at=max(appointment.changed_at, booking.changed_at),
    )


def decide(rules: Interpreting, legal_consequence: bool, kind: str | None) -> FundingRule:
    """Which rule pays. Raises Refused("no_funding") where no money may be spent like this."""
    rule = rules.decide(legal_consequence, kind)
    if rule is None:
        raise Refused("no_funding", "No money may be spent on this kind of interpreter for such an appointment.")
    return rule


def costs_from(rules: Interpreting, calendar: Calendar, held_on: date) -> datetime:
    """From when on a release costs: the beginning of so many working days before the day of the appointment."""
    day, left = held_on, rules.notice_days
    while left:
        day -= _DAY
        left -= _is_working(calendar, day)
    return calendar.days(day, day)[0]


def for_and_against(
    interpreter: Interpreter, booking: Booking, on: date, is_available: bool, is_taken: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for asking somebody and what against, as codes; nothing against means that they can be asked."""
    pairs = [pair for pair in interpreter.languages if pair.knows(booking.language)]
    both_ways = any(pair.both_ways for pair in pairs)
    ended = any(one.valid_until and one.valid_until < on for one in interpreter.certificates)
    found = (
        ("speaks_both_ways", "speaks_one_way", both_ways or len(pairs) > 1),
        ("kind_is_paid", "kind_is_not_paid", interpreter.kind == booking.kind),
        ("has_pledged", "has_not_pledged", interpreter.has_pledged(on)),
        ("is_certified", "certificate_ended", not ended),
        ("is_available", "is_not_available", is_available),
        ("is_free", "is_taken", not is_taken),
        ("has_not_declined", "has_declined", interpreter.interpreter_id not in booking.declined_by),
    )
    good = [yes for yes, _, holds in found if holds]
    against = [no for _, no, holds in found if not holds]
    if booking.gender is not None:
        fits = interpreter.gender == booking.gender
        (good if fits else against).append("gender_as_wished" if fits else "gender_not_as_wished")
    return tuple(good), tuple(against)


# What nobody can set aside; the rest is for whoever asks to weigh.
EXCLUDING = frozenset({"kind_is_not_paid", "has_not_pledged", "certificate_ended", "is_taken"})


def _is_working(calendar: Calendar, day: date) -> bool:
    return day.weekday() < _WEEKEND and day not in calendar.holidays
