"""Letting a client choose among times: offering them, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from services.chassis.clock import Clock, new_id
from services.chassis.errors import Refused, changed, unknown
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.commands.finding import require_open
from services.scheduling.commands.waiting import on_choice_ended
from services.scheduling.events.choices import ChoiceEnded, ChoiceOffered
from services.scheduling.model import choices, invalid
from services.scheduling.model.appointments import BOOKED, Appointment, of_case
from services.scheduling.model.cases import Case
from services.scheduling.model.choices import Choice, ClientLimits, OfferedTime
from services.scheduling.model.hours import Calendar
from services.scheduling.store import Store


def offer_choice(
    store: Store,
    clock: Clock,
    case: Case,
    slots: Sequence[OfferedTime],
    until: datetime,
    source: str = choices.BY_STAFF,
    waiting_id: str | None = None,
    appointment_id: str | None = None,
    with_interpreter: bool = False,
) -> Choice:
    """Let the person in an open case choose among these times until a moment; blocks none of them.

    Raises Refused("case_not_open"), and Invalid for times or an end that cannot be.
    """
    require_open(case.is_open)
    now = clock.now()
    offered = choices.offer(
        choice_id=new_id(),
        organisation=case.organisation,
        case_id=case.case_id,
        slots=slots,
        until=until,
        at=now,
        source=source,
        waiting_id=waiting_id,
        appointment_id=appointment_id,
        with_interpreter=with_interpreter,
    )
    said = ChoiceOffered(
        choice_id=offered.choice_id,
        case_id=offered.case_id,
        organisation=offered.organisation,
        number=len(offered.slots),
        until=offered.until,
        source=source,
        offered_at=now,
    )
    return store.choices.add(offered, said)


def offer_times(
    store: Store, who: Actor, clock: Clock, calendar: Calendar, limits: ClientLimits, asked: dict[str, Any]
) -> dict[str, Any]:
    """Staff let a client choose: among the times named (`slots`), or among free times that a `rule` finds.

    With `appointment_id` that appointment moves to the time which is chosen. What staff offered for the same purpose
    before is taken back. Raises Refused("time_taken") for a time that is not free, Refused("no_free_time") where the
    rule finds none. Answers with {choice_id, version}.
    """
    case = store.cases.get(asked["case_id"])
    permissions.require(who, permissions.BOOK, case)
    moving = _moving(store, who, case, asked["appointment_id"])
    usual = _usual_counsellor(who, case, moving)
    if asked["rule"] is not None:
        along = moving.with_case_ids if moving else ()
        taking_part = {of_case(each) for each in (case.case_id, *along)}
        times = _by_rule(store, who, clock, calendar, asked["rule"], usual, moving, taking_part)
    else:
        times = [_named(slot, usual) for slot in asked["slots"]]
    _require_counsellors(store, who, {time.counsellor_id for time in times}, moving)
    if store.free_times.among(case.case_id, times) != set(times):
        raise Refused("time_taken", "One of these times is no longer free.")
    until = asked["until"] or clock.now() + limits.answer
    with store.database.transaction():
        for before in store.choices.open_in(case.case_id):
            if (before.source, before.appointment_id) == (choices.BY_STAFF, asked["appointment_id"]):
                end(store, before.end(choices.WITHDRAW, clock.now()))
        offered = offer_choice(
            store,
            clock,
            case,
            times,
            until,
            appointment_id=asked["appointment_id"],
            with_interpreter=asked["with_interpreter"],
        )
    return answer(offered)


def withdraw_choice(store: Store, who: Actor, clock: Clock, choice_id: str, version: int) -> dict[str, Any]:
    """Take times back that nobody has chosen yet. Raises Refused("choice_ended"), and Conflict for an outdated
    version."""
    choice = store.choices.get(choice_id)
    permissions.require(who, permissions.CHANGE, choice)
    if choice.version != version:
        raise changed(choice.noun, choice.version)
    return answer(_withdraw(store, clock, choice))


def withdraw_what_is_open(store: Store, case_id: str, at: datetime) -> None:
    """Take back all that is offered in a case that has ended, unless it goes on again. Once more changes nothing."""
    if store.cases.get(case_id).is_open:
        return
    for choice in store.choices.open_in(case_id):
        end(store, choice.end(choices.WITHDRAW, at))


def withdraw_times_with(store: Store, clock: Clock, case_id: str, counsellor_id: str, at: datetime) -> None:
    """Take back what was offered until then with somebody who is not to meet the person in this case any more: nobody
    shall choose a time that leads nowhere. Once more changes nothing."""
    for choice in store.choices.open_in(case_id):
        if choice.offered_at <= at and counsellor_id in {slot.counsellor_id for slot in choice.slots}:
            _withdraw(store, clock, choice)


def end(store: Store, ended: Choice, *also: Any) -> Choice:
    """Write that a choice has ended, and say how, and what else came of it; returns it as it now stands."""
    assert ended.ended_at is not None  # it has just ended
    said = ChoiceEnded(ended.choice_id, ended.case_id, ended.organisation, ended.status, ended.ended_at)
    return store.choices.save(ended, said, *also)


def _withdraw(store: Store, clock: Clock, choice: Choice) -> Choice:
    with store.database.transaction():
        ended = end(store, choice.end(choices.WITHDRAW, clock.now()))
        on_choice_ended(store, clock, ended)
    return ended


def answer(choice: Choice) -> dict[str, Any]:
    return {"choice_id": choice.choice_id, "version": choice.version}


def _moving(store: Store, who: Actor, case: Case, appointment_id: str | None) -> Appointment | None:
    """The appointment that would move, one of the case's own that is still to come."""
    if appointment_id is None:
        return None
    found = store.appointments.get(appointment_id)
    permissions.require(who, permissions.CHANGE, found)
    if found.case_id != case.case_id:
        raise unknown(Appointment.noun)
    if found.status != BOOKED:
        raise Refused("not_in_this_state", "This appointment cannot be moved any more.", status=found.status)
    return found


def _usual_counsellor(who: Actor, case: Case, moving: Appointment | None) -> str:
    """With whom one meets where nobody is named: as until now, with whoever has the case, or with whoever asks."""
    if moving:
        return moving.holder_id
    return case.counsellor_id or who.ref


def _named(slot: dict[str, Any], counsellor_id: str) -> OfferedTime:
    minutes = timedelta(minutes=slot["minutes"])
    return OfferedTime(
        place=slot["place"],
        counsellor_id=slot["counsellor_id"] or counsellor_id,
        starts_at=slot["starts_at"],
        ends_at=slot["starts_at"] + minutes,
        mode=slot["mode"],
        room=slot["room"],
    )


def _by_rule(
    store: Store,
    who: Actor,
    clock: Clock,
    calendar: Calendar,
    rule: dict[str, Any],
    counsellor_id: str,
    moving: Appointment | None,
    taking_part: set[str],
) -> list[OfferedTime]:
    """Times that are free for all who take part, on as many different days as there are, the first ones first."""
    found = store.free_times.of(
        calendar,
        clock.now(),
        who.organisation,
        rule["counsellor_id"] or counsellor_id,
        rule["place"],
        rule["first"],
        rule["last"],
        rule["minutes"],
        taking_part,
    )
    times = [
        OfferedTime(slot.place, slot.counsellor_id, slot.starts_at, slot.ends_at, rule["mode"], slot.room or None)
        for slot in found
        if moving is None or slot.starts_at != moving.starts_at
    ]
    if not times:
        raise Refused("no_free_time", "There is no free time in these days.")
    return choices.spread(times, rule["number"], calendar)


def _require_counsellors(store: Store, who: Actor, counsellor_ids: set[str], moving: Appointment | None) -> None:
    if moving and counsellor_ids != {moving.holder_id}:
        raise invalid("slots", "another_counsellor")
    for counsellor_id in sorted(counsellor_ids):
        # Their proof says who they are, perhaps before the cases' word about them has arrived.
        if counsellor_id == who.ref and "counsellor" in who.roles:
            continue
        counsellor = store.counsellors.get(counsellor_id)
        permissions.require(who, permissions.BOOK, counsellor)
        if not counsellor.active:
            raise Refused("counsellor_not_active", "This counsellor has no appointments any more.")
