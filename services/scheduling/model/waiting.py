"""Who waits for an appointment, and times that were freed: they are offered on to one after another, in order.

The law is in the tables TRANSITIONS, FREED_TRANSITIONS and CONDITIONS; tests prove that every status has a row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from services.chassis.errors import Refused
from services.chassis.rights import NOBODY_ELSE, Circle
from services.scheduling.model.appointments import BOOKED, IN_PERSON, Appointment
from services.scheduling.model.cases import Counsellor
from services.scheduling.model.choices import OfferedTime
from services.scheduling.model.hours import Calendar, Hours

OPEN, FULFILLED, WITHDRAWN, ENDED = STATUSES = ("open", "fulfilled", "withdrawn", "ended")
FULFIL, WITHDRAW, END = "fulfil", "withdraw", "end"
TRANSITIONS: dict[str, dict[str, str]] = {
    OPEN: {FULFIL: FULFILLED, WITHDRAW: WITHDRAWN, END: ENDED},
    FULFILLED: {},
    WITHDRAWN: {},
    ENDED: {},
}

FREE, OFFERED, TAKEN, OVER = FREED_STATUSES = ("open", "offered", "taken", "over")
OFFER, GIVE_BACK, TAKE, RUN_OUT, FREE_AGAIN = "offer", "give_back", "take", "run_out", "free_again"
FREED_TRANSITIONS: dict[str, dict[str, str]] = {
    FREE: {OFFER: OFFERED, TAKE: TAKEN, RUN_OUT: OVER, FREE_AGAIN: FREE},
    OFFERED: {GIVE_BACK: FREE, TAKE: TAKEN, FREE_AGAIN: OFFERED},
    TAKEN: {FREE_AGAIN: FREE},
    OVER: {FREE_AGAIN: FREE},
}

# An offer that ends sooner than this reaches nobody in time to answer.
SHORTEST_ANSWER = timedelta(hours=1)


@dataclass(frozen=True)
class Limits:
    """How long before a freed time the last offer of it ends, and how long one can think about an offer."""

    notice: timedelta
    answer: timedelta

    @classmethod
    def of(cls, waiting_list: Mapping[str, int]) -> Limits:
        """As the programme says in `[waiting_list]`."""
        return cls(timedelta(hours=waiting_list["notice_hours"]), timedelta(hours=waiting_list["answer_hours"]))

    def answer_until(self, starts_at: datetime, now: datetime) -> datetime | None:
        """Until when whoever is asked now can answer; None where that is too short to ask anybody."""
        until = min(now + self.answer, starts_at - self.notice)
        return until if until - now >= min(SHORTEST_ANSWER, self.answer) else None


@dataclass(frozen=True)
class Entry:
    """The person in a case waits for an appointment; what is None may be anything. A case waits once at a time.

    `language` is that in which one talks: the counsellor speaks it, unless somebody interprets (`with_interpreter`).
    `until` is the last day that suits. Whom the case is locked for (`circle`) knows of none.
    """

    waiting_id: str
    organisation: str
    case_id: str
    language: str
    minutes: int
    since: datetime
    place: str | None = None
    topic: str | None = None
    mode: str | None = None
    counsellor_id: str | None = None
    urgent: bool = False
    until: date | None = None
    with_interpreter: bool = False
    status: str = OPEN
    ended_at: datetime | None = None
    version: int = 0
    circle: Circle = NOBODY_ELSE

    noun = "waiting_entry"

    def end(self, action: str, at: datetime) -> Entry:
        """Nobody waits any more. Raises Refused where that is so already."""
        if action not in TRANSITIONS[self.status]:
            raise Refused("not_in_this_state", f"Nobody waits any more: {self.status}.", status=self.status)
        return replace(self, status=TRANSITIONS[self.status][action], ended_at=at)

    def is_met_by(self, appointment: Appointment) -> bool:
        """Whether this appointment is what was waited for. Neither its topic nor its day are asked: appointments name
        no topic, and whoever booked it for a day that suits less has agreed on it."""
        wanted = (
            (self.place, appointment.place),
            (self.mode, appointment.mode),
            (self.counsellor_id, appointment.counsellor_id),
        )
        return (
            appointment.status == BOOKED
            and self.case_id in (appointment.case_id, *appointment.with_case_ids)
            and all(wish in (None, is_) for wish, is_ in wanted)
        )


@dataclass(frozen=True)
class FreedTime:
    """A time that nobody takes any more, and how far it is offered on. `choice_id` is what offers it at present;
    `look_at` is when to look at it next."""

    freed_id: str
    organisation: str
    counsellor_id: str
    place: str
    starts_at: datetime
    ends_at: datetime
    mode: str
    room: str | None
    freed_at: datetime
    look_at: datetime
    status: str = FREE
    choice_id: str | None = None
    version: int = 0

    noun = "freed_time"

    @property
    def is_waiting(self) -> bool:
        """Whether something may still become of it."""
        return self.status in (FREE, OFFERED)

    def offer(self, choice_id: str, look_at: datetime) -> FreedTime:
        """Somebody is asked."""
        return replace(self._become(OFFER), choice_id=choice_id, look_at=look_at)

    def give_back(self, at: datetime) -> FreedTime:
        """Whoever was asked does not take it: the next one is to be asked at once."""
        return replace(self._become(GIVE_BACK), choice_id=None, look_at=at)

    def look_later(self, at: datetime) -> FreedTime:
        """Nothing is to be done until then."""
        return replace(self, look_at=at)

    def take(self) -> FreedTime:
        """It is somebody's."""
        return replace(self._become(TAKE), choice_id=None)

    def run_out(self) -> FreedTime:
        """It is too late to ask anybody."""
        return self._become(RUN_OUT)

    def free_again(self, new: FreedTime) -> FreedTime:
        """The same counsellor is free once more from this moment; whoever is being asked goes on being asked."""
        status = self._become(FREE_AGAIN).status
        kept = {"freed_id": self.freed_id, "status": status, "choice_id": self.choice_id, "version": self.version}
        return replace(new, **kept)  # type: ignore[arg-type]

    def time_for(self, entry: Entry) -> OfferedTime:
        """As it would be for somebody who waits: as long as they need, and as they want to meet."""
        return OfferedTime(
            place=self.place,
            counsellor_id=self.counsellor_id,
            starts_at=self.starts_at,
            ends_at=self.starts_at + timedelta(minutes=entry.minutes),
            mode=entry.mode or self.mode,
            room=self.room,
        )

    def _become(self, action: str) -> FreedTime:
        if action not in FREED_TRANSITIONS[self.status]:
            sentence = f"A freed time that is {self.status} cannot be acted on like this: {action}."
            raise Refused("not_in_this_state", sentence, status=self.status)
        return replace(self, status=FREED_TRANSITIONS[self.status][action])


@dataclass(frozen=True)
class Chance:
    """A freed time with what decides whom it suits: its counsellor, their hours, and for how long nothing else is
    there (`lasts`)."""

    freed: FreedTime
    counsellor: Counsellor
    hours: Sequence[Hours]
    calendar: Calendar
    lasts: timedelta

    @property
    def day(self) -> date:
        """Which day it is there."""
        return self.calendar.today(self.freed.starts_at)

    def suits(self, entry: Entry) -> bool:
        """Whether it can be offered to somebody who waits, as far as it does not depend on their own time."""
        return all(holds(self, entry) for holds in CONDITIONS.values())

    def is_spoken(self, entry: Entry) -> bool:
        return entry.with_interpreter or entry.language in self.counsellor.languages

    def is_in_hours(self, entry: Entry) -> bool:
        """Hours for this topic, at this place, hold from the beginning to the end."""
        time = self.freed.time_for(entry)
        if self.day in self.calendar.holidays:
            return False
        spans = [
            span
            for row in self.hours
            if row.on(self.day) and row.place == self.freed.place and row.is_about(entry.topic)
            for span in self.calendar.spans(self.day, row.begins, row.ends)
        ]
        return any(begins <= time.starts_at and time.ends_at <= ends for begins, ends in spans)


# By what it is called: what has to hold for a freed time and somebody who waits.
CONDITIONS: dict[str, Callable[[Chance, Entry], bool]] = {
    "organisation": lambda chance, entry: entry.organisation == chance.freed.organisation,
    "counsellor": lambda chance, entry: entry.counsellor_id in (None, chance.freed.counsellor_id),
    "is_active": lambda chance, entry: chance.counsellor.active,
    "language": Chance.is_spoken,
    "place": lambda chance, entry: entry.place in (None, chance.freed.place),
    # Whoever can be met can be called as well.
    "mode": lambda chance, entry: entry.mode in (None, chance.freed.mode) or chance.freed.mode == IN_PERSON,
    "until": lambda chance, entry: entry.until is None or chance.day <= entry.until,
    "is_long_enough": lambda chance, entry: timedelta(minutes=entry.minutes) <= chance.lasts,
    "hours": Chance.is_in_hours,
}
