"""Offering freed times on: to one after another who waits, in order."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from services.chassis import logs
from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.commands import choices as offering
from services.scheduling.model import appointments, choices, waiting
from services.scheduling.model.cases import Case
from services.scheduling.model.choices import Choice
from services.scheduling.model.hours import Calendar
from services.scheduling.model.waiting import Chance, Entry, FreedTime, Limits
from services.scheduling.store import Store

# So many freed times in one go; the next go follows at once.
_AT_ONCE = 100
# When to look again at a time that suits nobody, or that somebody is thinking about.
_AGAIN = timedelta(seconds=60)

_log = logs.get("waiting")


def pass_on(store: Store, who: Actor, clock: Clock, calendar: Calendar, limits: Limits) -> bool:
    """Offer each freed time that is due to the next who waits for it; tells whether there are more.

    Whatever goes wrong with one of them keeps no other from being offered: it is tried again a minute later.
    """
    permissions.require(who, permissions.PASS_ON)
    due = store.freed_times.due(clock.now(), _AT_ONCE)
    for freed_id in due:
        try:
            store.database.again(partial(_pass_on, store, clock, calendar, limits, freed_id))
        except Exception as error:
            _log.error("freed_time_failed", freed_id=freed_id, error=logs.reason_of(error))
            store.freed_times.look_later(freed_id, clock.now() + _AGAIN)
    return len(due) == _AT_ONCE


def _pass_on(store: Store, clock: Clock, calendar: Calendar, limits: Limits, freed_id: str) -> None:
    """One freed time, in a transaction of its own. Two replicas at once: one of them writes, the other sees it then."""
    now = clock.now()
    with store.database.transaction():
        freed = store.freed_times.get(freed_id)
        if not freed.is_waiting or freed.look_at > now:
            return
        if freed.status == waiting.OFFERED:
            freed = _settled(store, freed, now)
        if freed.status == waiting.FREE:
            _offer_on(store, clock, calendar, limits, freed, now)


def _settled(store: Store, freed: FreedTime, now: datetime) -> FreedTime:
    """A time that was offered, after looking at what became of the offer."""
    choice = _choice(store, freed)
    if choice is not None and choice.status == choices.CHOSEN:
        return store.freed_times.save(freed.take())
    if choice is not None and choice.status == choices.OPEN:
        if store.free_times.among(choice.case_id, choice.slots) == set(choice.slots):
            return store.freed_times.save(freed.look_later(now + _AGAIN))
        # Whoever was asked lost it to somebody else: they keep their place, and are asked should it be free once more.
        offering.end(store, choice.end(choices.LOSE, now))
        if choice.waiting_id is not None:
            store.freed_times.not_asked(freed, choice.waiting_id)
    return store.freed_times.save(freed.give_back(now))


def _choice(store: Store, freed: FreedTime) -> Choice | None:
    try:
        return store.choices.get(freed.choice_id or "")
    except NotFound:  # its case was forgotten
        return None


def _offer_on(store: Store, clock: Clock, calendar: Calendar, limits: Limits, freed: FreedTime, now: datetime) -> None:
    until = limits.answer_until(freed.starts_at, now)
    if until is None:
        store.freed_times.save(freed.run_out())
        return
    chance = _chance(store, calendar, freed)
    if chance.lasts < timedelta(minutes=appointments.SHORTEST):
        store.freed_times.save(freed.take())
        return
    found = _next_in_line(store, chance)
    if found is None:
        store.freed_times.save(freed.look_later(now + _AGAIN))
        return
    entry, case = found
    # First of all: two freed times cannot both be offered to them.
    store.waiting.save(entry)
    store.freed_times.ask(freed, entry)
    offered = offering.offer_choice(
        store,
        clock,
        case,
        [freed.time_for(entry)],
        until,
        source=choices.BY_WAITING_LIST,
        waiting_id=entry.waiting_id,
        appointment_id=_what_it_replaces(store, case, freed, now),
        with_interpreter=entry.with_interpreter,
    )
    store.freed_times.save(freed.offer(offered.choice_id, now + _AGAIN))


def _what_it_replaces(store: Store, case: Case, freed: FreedTime, now: datetime) -> str | None:
    """The later appointment with the same counsellor that somebody has already: who waits on wants an earlier one, and
    not two."""
    later = (
        one
        for one in store.appointments.ahead(case.case_id, now)
        if one.status == appointments.BOOKED
        and one.starts_at > freed.starts_at
        and (one.successor_id or one.counsellor_id) == freed.counsellor_id
    )
    return next((one.appointment_id for one in later), None)


def _chance(store: Store, calendar: Calendar, freed: FreedTime) -> Chance:
    day = calendar.today(freed.starts_at)
    return Chance(
        freed=freed,
        counsellor=store.counsellors.get(freed.counsellor_id),
        hours=store.hours.between({freed.counsellor_id}, day, day, freed.place),
        calendar=calendar,
        lasts=store.free_times.lasts(freed.counsellor_id, freed.place, freed.room, freed.starts_at),
    )


def _next_in_line(store: Store, chance: Chance) -> tuple[Entry, Case] | None:
    for entry in store.freed_times.in_line(chance.freed):
        if not chance.suits(entry):
            continue
        time = chance.freed.time_for(entry)
        case = store.cases.get(entry.case_id)
        if case.is_open and store.free_times.among(entry.case_id, [time]):
            return entry, case
    return None
