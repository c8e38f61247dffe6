"""Waiting no more: an appointment was booked, staff take an entry off the list, a case has ended, the days are past."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.chassis import logs
from services.chassis.clock import Clock
from services.chassis.errors import Conflict, Refused, changed
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.commands import choices as offering
from services.scheduling.commands.waiting import answer
from services.scheduling.model import appointments, choices, waiting
from services.scheduling.model.appointments import Appointment
from services.scheduling.model.hours import Calendar
from services.scheduling.model.waiting import Entry
from services.scheduling.store import Store

# So many outdated entries end in one go; the next go is an hour later.
_AT_ONCE = 200

_log = logs.get("waiting")


def withdraw_waiting(store: Store, who: Actor, clock: Clock, waiting_id: str, version: int) -> dict[str, Any]:
    """Take somebody off the waiting list, with what is offered to them. Raises Refused where nobody waits any more, and
    Conflict for an outdated version."""
    entry = store.waiting.get(waiting_id)
    permissions.require(who, permissions.WAIT, entry)
    if entry.version != version:
        raise changed(entry.noun, entry.version)
    return answer(_end(store, entry, waiting.WITHDRAW, clock.now()))


def on_booked(store: Store, booked: Appointment) -> None:
    """What was booked may be what somebody waits for, and may be at a time that is offered to another."""
    at = booked.booked_at
    store.freed_times.look_again(booked.counsellor_id, booked.starts_at, booked.ends_at, at)
    # Who has chosen from the waiting list waits no more as soon as their choice has ended.
    if booked.booked_by == appointments.BY_WAITING_LIST:
        return
    for case_id in (booked.case_id, *booked.with_case_ids):
        entry = store.waiting.open_of(case_id)
        if entry is not None and entry.is_met_by(booked):
            _end(store, entry, waiting.FULFIL, at)


def end_waiting(store: Store, case_id: str, at: datetime) -> None:
    """Nobody waits in a case that has ended, unless it goes on again. Once more changes nothing."""
    entry = store.waiting.open_of(case_id)
    if entry is not None and not store.cases.get(case_id).is_open:
        _end(store, entry, waiting.END, at)


def end_outdated_waiting(store: Store, who: Actor, clock: Clock, calendar: Calendar) -> int:
    """End what is waited for until a day that is past; returns how many. Run by the clock; one that somebody changes
    meanwhile is for the next time."""
    permissions.require(who, permissions.PASS_ON)
    now, ended = clock.now(), 0
    for waiting_id in store.waiting.outdated(calendar.today(now), _AT_ONCE):
        try:
            with store.database.part():
                _end(store, store.waiting.get(waiting_id), waiting.END, now)
            ended += 1
        except (Conflict, Refused):
            _log.info("changed_meanwhile", waiting_id=waiting_id)
    return ended


def _end(store: Store, entry: Entry, how: str, at: datetime) -> Entry:
    with store.database.transaction():
        ended = store.waiting.save(entry.end(how, at))
        for choice in store.choices.open_in(entry.case_id):
            if choice.waiting_id == entry.waiting_id:
                offering.end(store, choice.end(choices.WITHDRAW, at))
                freed = store.freed_times.offered_by(choice.choice_id)
                if freed is not None:
                    store.freed_times.save(freed.give_back(at))
    return ended
