"""Times that are offered to a client to choose from: what may become of them, and what clients may do themselves.

What is offered blocks nothing: whoever takes one of the times first has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from services.chassis.errors import Refused
from services.chassis.rights import NOBODY_ELSE, Circle
from services.scheduling.model import invalid
from services.scheduling.model.appointments import BOOKED, CANCEL, MOVE, Appointment
from services.scheduling.model.hours import Calendar

OPEN, CHOSEN, DECLINED, LAPSED = "open", "chosen", "declined", "lapsed"
WITHDRAWN, TAKEN = "withdrawn", "taken"
STATUSES = (OPEN, CHOSEN, DECLINED, LAPSED, WITHDRAWN, TAKEN)

CHOOSE, DECLINE, LAPSE, WITHDRAW, LOSE = "choose", "decline", "lapse", "withdraw", "lose"
TRANSITIONS: dict[str, dict[str, str]] = {
    OPEN: {CHOOSE: CHOSEN, DECLINE: DECLINED, LAPSE: LAPSED, WITHDRAW: WITHDRAWN, LOSE: TAKEN},
    CHOSEN: {},
    DECLINED: {},
    LAPSED: {},
    WITHDRAWN: {},
    TAKEN: {},
}

BY_STAFF, BY_WAITING_LIST = "staff", "waiting_list"
SOURCES = (BY_STAFF, BY_WAITING_LIST)
# Why none of the times suits: nobody has to say it.
DECLINE_REASONS = ("no_time", "too_far", "other_way", "not_needed", "other")

# More than six times are no choice any more, but a timetable.
MOST = 6
LONGEST = timedelta(days=28)


@dataclass(frozen=True)
class OfferedTime:
    """One of the times: with whom, where and how one would meet."""

    place: str
    counsellor_id: str
    starts_at: datetime
    ends_at: datetime
    mode: str
    room: str | None = None

    @property
    def minutes(self) -> int:
        """How long one would meet."""
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)


@dataclass(frozen=True)
class Choice:
    """Times among which the person in a case chooses, until a moment. They are named by their number, from 0.

    `appointment_id` is the appointment that would move there; None where a new one would be booked. `booked_id` is
    what was booked or moved, and `chosen` at which of the times. `waiting_id` is whose turn on the waiting list it is.
    """

    choice_id: str
    organisation: str
    case_id: str
    slots: tuple[OfferedTime, ...]
    offered_at: datetime
    until: datetime
    status: str = OPEN
    source: str = BY_STAFF
    waiting_id: str | None = None
    appointment_id: str | None = None
    with_interpreter: bool = False
    ended_at: datetime | None = None
    reason: str | None = None
    chosen: int | None = None
    booked_id: str | None = None
    version: int = 0
    circle: Circle = NOBODY_ELSE

    noun = "choice"

    def is_open(self, now: datetime) -> bool:
        """Whether one of the times can still be chosen."""
        return self.status == OPEN and now < self.until

    def time(self, number: int) -> OfferedTime:
        """One of the times. Raises Invalid for a number that none has."""
        if not 0 <= number < len(self.slots):
            raise invalid("slot", "unknown_slot")
        return self.slots[number]

    def choose(self, number: int, booked_id: str, at: datetime) -> Choice:
        """The client has chosen one of the times, and it is theirs."""
        return replace(self.end(CHOOSE, at), chosen=number, booked_id=booked_id)

    def decline(self, reason: str | None, at: datetime) -> Choice:
        """None of the times suits the client."""
        return replace(self.end(DECLINE, at), reason=reason)

    def end(self, action: str, at: datetime) -> Choice:
        """Nothing can be chosen any more. Raises Refused("choice_ended") where that is so already."""
        if action not in TRANSITIONS[self.status]:
            raise Refused("choice_ended", f"This choice has ended: {self.status}.", status=self.status)
        return replace(self, status=TRANSITIONS[self.status][action], ended_at=at)


def offer(
    choice_id: str,
    organisation: str,
    case_id: str,
    slots: Sequence[OfferedTime],
    until: datetime,
    at: datetime,
    source: str = BY_STAFF,
    waiting_id: str | None = None,
    appointment_id: str | None = None,
    with_interpreter: bool = False,
) -> Choice:
    """New times to choose from, in order, each once; none can be chosen once the last of them has begun.

    Raises Invalid for no times or too many, for one that is past, and for an end that is past or too far ahead.
    """
    times = tuple(sorted(set(slots), key=lambda slot: (slot.starts_at, slot.place, slot.counsellor_id)))
    if not times:
        raise invalid("slots", "required")
    if len(times) > MOST:
        raise invalid("slots", "too_many", max=MOST)
    if times[0].starts_at <= at:
        raise invalid("slots", "in_the_past")
    if until <= at:
        raise invalid("until", "in_the_past")
    if until > at + LONGEST:
        raise invalid("until", "too_far_ahead", days=LONGEST.days)
    return Choice(
        choice_id=choice_id,
        organisation=organisation,
        case_id=case_id,
        slots=times,
        offered_at=at,
        until=min(until, times[-1].starts_at),
        source=source,
        waiting_id=waiting_id,
        appointment_id=appointment_id,
        with_interpreter=with_interpreter,
    )


def spread(times: Sequence[OfferedTime], number: int, calendar: Calendar) -> list[OfferedTime]:
    """So many of these times, on as many different days as there are: the first of each day, then the second."""
    nth: dict[date, int] = defaultdict(int)
    ranked = []
    for time in sorted(times, key=lambda time: time.starts_at):
        day = calendar.today(time.starts_at)
        ranked.append((nth[day], time.starts_at, time))
        nth[day] += 1
    return [time for _, _, time in sorted(ranked, key=lambda each: each[:2])[:number]]


@dataclass(frozen=True)
class ClientLimits:
    """What clients may do with their appointments themselves: until how long before, how often, how far ahead; and
    how long they may think about times that are offered to them."""

    notice: timedelta
    moves: int
    ahead_days: int
    answer: timedelta

    @classmethod
    def of(cls, appointments: Mapping[str, int]) -> ClientLimits:
        """As the programme says in `[appointments]`."""
        return cls(
            notice=timedelta(hours=appointments["client_limit_hours"]),
            moves=appointments["client_moves"],
            ahead_days=appointments["client_ahead_days"],
            answer=timedelta(days=appointments["choice_days"]),
        )

    def may(self, appointment: Appointment, now: datetime) -> tuple[str, ...]:
        """What the client may do to their appointment now."""
        if not self.is_early(appointment, now):
            return ()
        return (MOVE, CANCEL) if appointment.client_moves < self.moves else (CANCEL,)

    def is_early(self, appointment: Appointment, now: datetime) -> bool:
        """Whether it is to come, and far enough ahead for the client to change it themselves."""
        return appointment.status == BOOKED and appointment.starts_at - now >= self.notice

    def require_early(self, appointment: Appointment, now: datetime) -> None:
        """Raises Refused("call_us") when it is too late for the client to change it themselves."""
        if not self.is_early(appointment, now):
            raise Refused("call_us", "It is too late to change this appointment here: please call.")

    def require_move(self, appointment: Appointment, now: datetime) -> None:
        """Raises Refused("moved_too_often") once the client has moved it as often as they may; or as `require_early`"""
        self.require_early(appointment, now)
        if appointment.client_moves >= self.moves:
            raise Refused("moved_too_often", "This appointment was moved too often: please call.", max=self.moves)
