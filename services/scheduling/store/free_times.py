"""When one counsellor is free: for those who find times by a rule, and for clients who choose or move."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from services.scheduling.model import slots as free
from services.scheduling.model.appointments import LONGEST, UNIT, Appointment, of_case, of_counsellor, of_room, units
from services.scheduling.model.choices import ClientLimits, OfferedTime
from services.scheduling.model.hours import Calendar, Hours, Span
from services.scheduling.model.slots import Slot, Taken, Wish
from services.scheduling.store.absences import Absences
from services.scheduling.store.hours import WeekHours
from services.scheduling.store.occupied import Occupied

# Clients choose among times on the hour and the half hour.
_STEP = 30  # minutes
# How far from the time that somebody wanted another one is looked for.
_AROUND = timedelta(days=14)


class FreeTimes:
    """What hours leave, once the time that is taken is taken away."""

    def __init__(self, hours: WeekHours, occupied: Occupied, absences: Absences):
        self._hours = hours
        self._occupied = occupied
        self._absences = absences

    def taken(self, week: Sequence[Hours], within: Span, also: Collection[str] = ()) -> Taken:
        """What is taken of the time of whoever keeps these hours, of their rooms, and of these others (as resources),
        by appointments and absences; in two statements, however many they are."""
        counsellors = {hours.counsellor_id for hours in week}
        resources = {of_counsellor(each) for each in counsellors} | set(also)
        resources |= {of_room(hours.place, hours.room) for hours in week if hours.room}
        taken = dict(self._occupied.spans(resources, units(*within)))
        for resource, spans in self._absences.spans(counsellors, within).items():
            taken[resource] = [*taken.get(resource, ()), *spans]
        return taken

    def of(
        self,
        calendar: Calendar,
        now: datetime,
        organisation: str,
        counsellor_id: str,
        place: str | None,
        first: date,
        last: date,
        minutes: int,
        also: Collection[str],
    ) -> list[Slot]:
        """A counsellor's free times (at this place) from the first to the last day, in order, at which these others
        (cases and rooms, as resources) are free as well."""
        kept = self._hours.between({counsellor_id}, first, last, place)
        week = [hours for hours in kept if hours.organisation == organisation]
        taken = dict(self.taken(week, calendar.days(first, last), also))
        # A time is free when it is free for all: what one of them has takes the counsellor's time as well.
        mine = of_counsellor(counsellor_id)
        taken[mine] = [span for each in {mine, *also} for span in taken.get(each, ())]
        return list(free.slots(week, taken, calendar, now, first, last, minutes, _STEP))

    def for_client(self, calendar: Calendar, now: datetime, limits: ClientLimits, held: Appointment) -> list[Slot]:
        """Where a client can move their appointment: free times of all who meet, at the same place, in order.

        None is nearer than clients may change it, so that nobody moves it to where they can no longer do so.
        """
        first = calendar.today(now)
        found = self.of(
            calendar,
            now,
            held.organisation,
            held.holder_id,
            held.place,
            first,
            first + timedelta(days=limits.ahead_days),
            (held.ends_at - held.starts_at) // timedelta(minutes=1),
            _others((held.case_id, *held.with_case_ids), held.place, held.room),
        )
        return [slot for slot in found if slot.starts_at - now >= limits.notice and slot.starts_at != held.starts_at]

    def nearest(self, calendar: Calendar, now: datetime, organisation: str, wish: Wish, number: int) -> list[Slot]:
        """So many times in the hours of the counsellor at which all who would meet are free, and the room; those first
        that are nearest to the wish. Within two weeks of it, and never before now."""
        on = calendar.today(wish.starts_at)
        first, last = max(calendar.today(now), on - _AROUND), on + _AROUND
        minutes = wish.lasts // timedelta(minutes=1)
        needed = _others(wish.case_ids, wish.place, wish.room)
        found = self.of(calendar, now, organisation, wish.counsellor_id, wish.place, first, last, minutes, needed)
        # Of two rooms that are free at one time, one is enough.
        free_for_all = {slot.starts_at: slot._replace(room=wish.room or slot.room) for slot in reversed(found)}
        return sorted(free_for_all.values(), key=lambda slot: (abs(slot.starts_at - wish.starts_at), slot))[:number]

    def is_away(self, counsellor_id: str, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether a counsellor is not there for some of this time."""
        return bool(self._absences.spans({counsellor_id}, (starts_at, ends_at)))

    def is_free(self, wanted: Appointment) -> bool:
        """Whether nobody who would meet has anything else at the time of an appointment, nor the room, and the
        counsellor is not away."""
        needed = {resource for resource, _ in wanted.takes}
        if self.is_away(wanted.counsellor_id, wanted.starts_at, wanted.ends_at):
            return False
        return not self._occupied.of(needed, units(wanted.starts_at, wanted.ends_at))

    def lasts(self, counsellor_id: str, place: str, room: str | None, starts_at: datetime) -> timedelta:
        """For how long from this moment on a counsellor is there, and neither they nor this room have anything else; at
        most as long as an appointment can be."""
        within = units(starts_at, starts_at + timedelta(minutes=LONGEST))
        needed = {of_counsellor(counsellor_id)} | ({of_room(place, room)} if room else set())
        taken = set().union(*self._occupied.of(needed, within).values())
        away = self._absences.spans({counsellor_id}, (starts_at, starts_at + timedelta(minutes=LONGEST)))
        taken = taken.union(*(span for spans in away.values() for span in spans))
        return min((unit for unit in within if unit in taken), default=within.stop) * UNIT - within.start * UNIT

    def among(self, case_id: str, times: Collection[OfferedTime]) -> set[OfferedTime]:
        """Those of these times at which nobody who would meet has anything else, nor the room, and the counsellor is
        not away; in two statements."""
        if not times:
            return set()
        first, last = min(time.starts_at for time in times), max(time.ends_at for time in times)
        needs = {time: _needs(case_id, time) for time in times}
        taken = dict(self._occupied.of(set().union(*needs.values()), units(first, last)))
        for resource, spans in self._absences.spans({time.counsellor_id for time in times}, (first, last)).items():
            taken[resource] = set(taken.get(resource, set())).union(*spans)
        return {
            time
            for time, needed in needs.items()
            if all(taken.get(each, set()).isdisjoint(units(time.starts_at, time.ends_at)) for each in needed)
        }


def _needs(case_id: str, time: OfferedTime) -> set[str]:
    return {of_counsellor(time.counsellor_id)} | _others([case_id], time.place, time.room)


def _others(case_ids: Iterable[str], place: str, room: str | None) -> set[str]:
    """Whose time is taken beside the counsellor's: that of cases, and of a room."""
    cases = {of_case(case_id) for case_id in case_ids}
    return cases | {of_room(place, room)} if room else cases
