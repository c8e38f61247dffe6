"""What an appointment is, what may be done to it in which state, and which time it takes from whom.

The law is the table TRANSITIONS; a test proves that every status has a row.

Time is taken in units of five minutes, counted since 1970. Nobody can be in two appointments in one unit: that is
the primary key of a table, so that no two bookings have to know of one another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.chassis.errors import Refused
from services.chassis.rights import NOBODY_ELSE, Circle
from services.scheduling.model import invalid
from services.scheduling.model.feeds import Entry

BOOKED, CANCELLED, KEPT, MISSED = "booked", "cancelled", "kept", "missed"
STATUSES = (BOOKED, CANCELLED, KEPT, MISSED)

MOVE, CANCEL, KEEP, MISS = "move", "cancel", "keep", "miss"
TRANSITIONS: dict[str, dict[str, str]] = {
    BOOKED: {MOVE: BOOKED, CANCEL: CANCELLED, KEEP: KEPT, MISS: MISSED},
    CANCELLED: {},
    KEPT: {MISS: MISSED},
    MISSED: {KEEP: KEPT},
}

UNIT = timedelta(minutes=5)
STEP = 5  # minutes; appointments and hours begin and end on whole units
SHORTEST, LONGEST = 15, 240  # minutes
# Whoever books further ahead than this has mistyped the year.
AHEAD = timedelta(days=730)

# Until how long after its end what came of an appointment can be corrected.
CORRECTED_WITHIN = timedelta(days=7)

CANCELLED_BY = BY_CLIENT, BY_COUNSELLOR, BY_OFFICE = ("client", "counsellor", "office")
REASONS = ("illness", "not_needed", "other_time", "no_interpreter", "other")
MODES = IN_PERSON, PHONE, VIDEO = ("in_person", "phone", "video")
BOOKED_BY = BY_STAFF, BY_THE_CLIENT, BY_WAITING_LIST = ("staff", "client", "waiting_list")
# What is refused to whoever wants a time that somebody has.
TAKEN = "time_taken"
# Why we cancel what is ahead ourselves: nobody chooses this.
CASE_CLOSED = "case_closed"


def after(status: str, action: str) -> str:
    """The status this action leads to. Raises Refused where the table has no such step."""
    if action not in TRANSITIONS[status]:
        raise Refused(
            "not_in_this_state",
            f"An appointment that is {status} cannot be acted on like this: {action}.",
            status=status,
            action=action,
        )
    return TRANSITIONS[status][action]


def units(starts_at: datetime, ends_at: datetime) -> range:
    """The units that lie in this span of time, wholly or in part."""
    seconds = int(UNIT.total_seconds())
    return range(int(starts_at.timestamp()) // seconds, -(-int(ends_at.timestamp()) // seconds))


def of_counsellor(counsellor_id: str) -> str:
    """The name under which a counsellor's time is taken."""
    return f"counsellor:{counsellor_id}"


def of_case(case_id: str) -> str:
    """The name under which the time of the person in a case is taken."""
    return f"case:{case_id}"


def of_room(place: str, room: str) -> str:
    """The name under which a room's time is taken, whichever organisation uses it."""
    return f"room:{place}/{room}"


def of_interpreter(interpreter_id: str) -> str:
    """The name under which an interpreter's time is taken."""
    return f"interpreter:{interpreter_id}"


@dataclass(frozen=True)
class Appointment:
    """A counsellor and the person in a case meet at a place. `revision` counts how often its invitation has changed.

    `successor_id` is who has the case meanwhile and has something else at that time: the appointment is to be moved, or
    somebody finds another way. Whom its case is locked for (`circle`) knows of none. `with_case_ids` are cases of the
    same household that come along, `interpreter_id` is who interprets, once that is confirmed; their time is taken too.
    `client_moves` counts how often the client has moved it themselves.
    """

    appointment_id: str
    organisation: str
    case_id: str
    counsellor_id: str
    place: str
    starts_at: datetime
    ends_at: datetime
    language: str
    with_interpreter: bool
    status: str
    booked_at: datetime
    changed_at: datetime
    cancelled_by: str | None = None
    reason: str | None = None
    revision: int = 0
    successor_id: str | None = None
    version: int = 0
    circle: Circle = NOBODY_ELSE
    mode: str = IN_PERSON
    room: str | None = None
    series_id: str | None = None
    with_case_ids: tuple[str, ...] = ()
    interpreter_id: str | None = None
    booked_by: str = BY_STAFF
    client_moves: int = 0

    noun = "appointment"

    @property
    def holder_id(self) -> str:
        """With whom it is, once it can be."""
        return self.successor_id or self.counsellor_id

    @property
    def takes(self) -> frozenset[tuple[str, int]]:
        """Whose units it takes, as (resource, unit); none once it is cancelled."""
        if self.status == CANCELLED:
            return frozenset()
        whose = [of_counsellor(self.counsellor_id), *map(of_case, (self.case_id, *self.with_case_ids))]
        whose += [of_room(self.place, self.room)] if self.room else []
        whose += [of_interpreter(self.interpreter_id)] if self.interpreter_id else []
        return frozenset((resource, unit) for resource in whose for unit in units(self.starts_at, self.ends_at))

    def calendar_entry(self) -> Entry:
        """How it stands in the counsellor's calendar."""
        return Entry(
            entry_id=self.appointment_id,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            place=self.place,
            room=self.room,
            mode=self.mode,
            status=self.status,
            revision=self.revision,
            changed_at=self.changed_at,
        )

    def move(
        self,
        at: datetime,
        starts_at: datetime,
        minutes: int | None,
        place: str | None,
        room: str | None = None,
        mode: str | None = None,
    ) -> Appointment:
        """The same appointment at another time or place; what is None stays as it is, but a room only at its place.

        Raises Invalid for a time that is past, Refused when it has ended or when nothing would change.
        """
        status = after(self.status, MOVE)
        require_ahead(starts_at, at)
        lasts = self.ends_at - self.starts_at if minutes is None else timedelta(minutes=minutes)
        at_place = place or self.place
        moved = replace(
            self,
            starts_at=starts_at,
            ends_at=starts_at + lasts,
            place=at_place,
            room=room or (self.room if at_place == self.place else None),
            mode=mode or self.mode,
        ).taken_over()
        if moved == self:
            raise Refused("already_there", "The appointment is at this time and place already.")
        return replace(moved, status=status, revision=self.revision + 1, changed_at=at)

    def meets_as(self, before: Appointment) -> bool:
        """Whether one meets when, where and how one did before, be it in another room or with somebody else."""
        return _meeting(self) == _meeting(before)

    def moved_by_client(self) -> Appointment:
        """The client has moved it themselves, once more."""
        return replace(self, client_moves=self.client_moves + 1)

    def hand_on(self, counsellor_id: str, is_free: bool, at: datetime) -> Appointment:
        """The case has another counsellor, who holds it at the same time and place if they are free then; otherwise it
        waits for them as `successor_id` until it is moved. The invitation stays the same."""
        waiting = replace(self, successor_id=counsellor_id, changed_at=at)
        return waiting.taken_over() if is_free else waiting

    def without(self, case_id: str, at: datetime) -> Appointment:
        """A case of the household comes along no longer; for everybody else it stays as it is."""
        staying = tuple(each for each in self.with_case_ids if each != case_id)
        return replace(self, with_case_ids=staying, changed_at=at)

    def taken_over(self) -> Appointment:
        """With its successor, if it has one."""
        if self.successor_id is None:
            return self
        return replace(self, counsellor_id=self.successor_id, successor_id=None)

    def cancel(self, at: datetime, by: str, reason: str) -> Appointment:
        """It will not take place. A new revision, because calendars ignore an old one (RFC 5546 section 3.2.5)."""
        status = after(self.status, CANCEL)
        return replace(self, status=status, cancelled_by=by, reason=reason, revision=self.revision + 1, changed_at=at)

    def keep(self, at: datetime) -> Appointment:
        """They met. Refused before it began, and when it is too late to correct what was said."""
        return self._become(KEEP, at)

    def miss(self, at: datetime) -> Appointment:
        """The client did not come. Refused as `keep` is."""
        return self._become(MISS, at)

    def may(self, at: datetime) -> tuple[str, ...]:
        """What can be done to it at this moment."""
        if self.status in (KEPT, MISSED) and at > self.ends_at + CORRECTED_WITHIN:
            return ()
        begun = at >= self.starts_at
        return tuple(action for action in TRANSITIONS[self.status] if begun or action not in (KEEP, MISS))

    def _become(self, action: str, at: datetime) -> Appointment:
        status = after(self.status, action)
        if at < self.starts_at:
            raise Refused("not_begun", "What came of an appointment can be said once it has begun.")
        if self.status != BOOKED and at > self.ends_at + CORRECTED_WITHIN:
            raise Refused("too_late_to_correct", "What came of this appointment can no longer be corrected.")
        return replace(self, status=status, changed_at=at)


def book(
    appointment_id: str,
    organisation: str,
    case_id: str,
    counsellor_id: str,
    place: str,
    starts_at: datetime,
    minutes: int,
    language: str,
    with_interpreter: bool,
    at: datetime,
    mode: str = IN_PERSON,
    room: str | None = None,
    with_case_ids: tuple[str, ...] = (),
    series_id: str | None = None,
    booked_by: str = BY_STAFF,
) -> Appointment:
    """A new appointment. Raises Invalid for a time that is past; outside of anybody's hours is fine."""
    require_ahead(starts_at, at)
    return Appointment(
        appointment_id=appointment_id,
        organisation=organisation,
        case_id=case_id,
        counsellor_id=counsellor_id,
        place=place,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        language=language,
        with_interpreter=with_interpreter,
        status=BOOKED,
        booked_at=at,
        changed_at=at,
        mode=mode,
        room=room,
        with_case_ids=with_case_ids,
        series_id=series_id,
        booked_by=booked_by,
    )


def _meeting(one: Appointment) -> tuple[object, ...]:
    return one.starts_at, one.ends_at, one.place, one.mode


def require_ahead(starts_at: datetime, now: datetime) -> None:
    """Raises Invalid for a beginning that is past, or further ahead than anybody plans."""
    if starts_at < now:
        raise invalid("starts_at", "in_the_past")
    if starts_at > now + AHEAD:
        raise invalid("starts_at", "too_far_ahead", days=AHEAD.days)
