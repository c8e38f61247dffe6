"""What clients do themselves, with the intake's pass: choose, decline, move, cancel; and what time does.

Everything can be sent twice: what is so already is answered as it was the first time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.chassis import logs, passes
from services.chassis.clock import Clock, new_id
from services.chassis.errors import LotseError, Refused, changed, unknown
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.scheduling import permissions
from services.scheduling.commands import booking, waiting
from services.scheduling.commands import choices as offering
from services.scheduling.commands.appointments import cancel
from services.scheduling.commands.finding import answer, require_open
from services.scheduling.commands.freed import time_is_free
from services.scheduling.events.choices import ClientActed
from services.scheduling.model import appointments, choices
from services.scheduling.model.appointments import Appointment
from services.scheduling.model.cases import Case
from services.scheduling.model.choices import Choice, ClientLimits, OfferedTime
from services.scheduling.model.hours import Calendar
from services.scheduling.store import Store

# So many choices run out in one go; the next go is a minute later.
_AT_ONCE = 200
_BOOKED_BY = {
    choices.BY_STAFF: appointments.BY_THE_CLIENT,
    choices.BY_WAITING_LIST: appointments.BY_WAITING_LIST,
}

_log = logs.get("choices")


def choose_time(
    store: Store, who: Actor, clock: Clock, keys: SealKeys, pass_: str, choice_id: str, slot: int
) -> dict[str, Any]:
    """A client takes one of the times that are offered to them: it is booked, or their appointment moves there.

    Raises Refused("choice_ended") where nothing can be chosen any more, Refused("time_taken") where somebody was
    quicker; the other times stay. Answers with {choice_id, appointment_id}.
    """
    case = _case(store, who, clock, keys, pass_)
    choice = _theirs(store, case, choice_id)
    time = choice.time(slot)
    if (choice.status, choice.chosen) == (choices.CHOSEN, slot):
        return _chosen(choice)
    now = clock.now()
    if not choice.is_open(now):
        raise Refused("choice_ended", f"This choice has ended: {choice.status}.", status=choice.status)
    require_open(case.is_open)
    if time.starts_at <= now:
        raise Refused("time_taken", "This time is past.")
    if time.counsellor_id in store.locks.around(case.case_id).locked_out or store.free_times.is_away(
        time.counsellor_id, time.starts_at, time.ends_at
    ):
        raise Refused("time_taken", "Whoever they would meet is not there at this time any more.")
    try:
        with store.database.transaction():
            before, held = _meet_at(store, case, choice, time, now)
            ended = choice.choose(slot, held.appointment_id, now)
            saved = offering.end(store, ended, _acted(held, "chosen", now))
            if before is not None:
                time_is_free(store, clock, before)
            waiting.on_choice_ended(store, clock, saved)
    except Refused:
        # Perhaps it was they who were quicker: whoever presses twice has chosen once. What was written so far must not
        # stay, so this is a conflict: the command is undone and runs again, and finds what they have chosen.
        if store.choices.get(choice_id).chosen == slot:
            raise changed(Choice.noun) from None
        raise
    return _chosen(saved)


def decline_choice(
    store: Store, who: Actor, clock: Clock, keys: SealKeys, pass_: str, choice_id: str, reason: str | None
) -> dict[str, Any]:
    """None of the times suits the client, perhaps with a reason as a code. Raises Refused("choice_ended")."""
    case = _case(store, who, clock, keys, pass_)
    choice = _theirs(store, case, choice_id)
    if choice.status == choices.DECLINED:
        return {"choice_id": choice_id}
    now = clock.now()
    declined = choice.decline(reason, now)
    counsellor_id = case.counsellor_id or choice.slots[0].counsellor_id
    acted = ClientActed(case.case_id, case.organisation, counsellor_id, "declined", now)
    with store.database.transaction():
        waiting.on_choice_ended(store, clock, offering.end(store, declined, acted))
    return {"choice_id": choice_id}


def client_moves(
    store: Store,
    who: Actor,
    clock: Clock,
    calendar: Calendar,
    limits: ClientLimits,
    keys: SealKeys,
    pass_: str,
    appointment_id: str,
    starts_at: datetime,
) -> dict[str, Any]:
    """A client moves their appointment to a free time of the same counsellor at the same place.

    Raises Refused("call_us") when it is too late, Refused("moved_too_often"), and Refused("time_taken") for a time
    that is not, or no longer, free. Answers with {appointment_id, version}.
    """
    case = _case(store, who, clock, keys, pass_)
    appointment = _met(store, case, appointment_id)
    if appointment.status == appointments.BOOKED and appointment.starts_at == starts_at:
        return answer(appointment)
    now = clock.now()
    limits.require_move(appointment, now)
    require_open(case.is_open)
    if starts_at not in {slot.starts_at for slot in store.free_times.for_client(calendar, now, limits, appointment)}:
        raise Refused("time_taken", "This time is no longer free.")
    moved = appointment.move(now, starts_at, None, None).moved_by_client()
    with store.database.transaction():
        saved = booking.write_moved(store, appointment, moved)
        store.choices.say(_acted(saved, "moved", now))
        time_is_free(store, clock, appointment)
    return answer(saved)


def client_cancels(
    store: Store,
    who: Actor,
    clock: Clock,
    limits: ClientLimits,
    keys: SealKeys,
    pass_: str,
    appointment_id: str,
    reason: str,
) -> dict[str, Any]:
    """A client cancels their appointment. Raises Refused("call_us") when it is too late to do so themselves."""
    case = _case(store, who, clock, keys, pass_)
    appointment = _met(store, case, appointment_id)
    if (appointment.status, appointment.cancelled_by) == (appointments.CANCELLED, appointments.BY_CLIENT):
        return answer(appointment)
    now = clock.now()
    limits.require_early(appointment, now)
    with store.database.transaction():
        cancelled = cancel(store, appointment, now, appointments.BY_CLIENT, reason)
        store.choices.say(_acted(cancelled, "cancelled", now))
        time_is_free(store, clock, appointment)
    return answer(cancelled)


def lapse_choices(store: Store, who: Actor, clock: Clock) -> int:
    """End what nobody has chosen in time; returns how many. Run by the clock; one that fails stops no other."""
    permissions.require(who, permissions.LAPSE)
    lapsed = 0
    for choice_id in store.choices.run_out(clock.now(), _AT_ONCE):
        try:
            lapsed += _lapse(store, clock, choice_id)
        except LotseError as error:
            _log.warning("not_lapsed", choice_id=choice_id, reason=error.code)
    return lapsed


def _case(store: Store, who: Actor, clock: Clock, keys: SealKeys, pass_: str) -> Case:
    """The case that the request of whoever has this pass became. Raises NotFound where we know of none."""
    permissions.require(who, permissions.USE_PASS)
    return store.cases.of_request(passes.read(keys, clock, pass_))


def _lapse(store: Store, clock: Clock, choice_id: str) -> bool:
    with store.database.part():
        choice = store.choices.get(choice_id)
        if choice.status != choices.OPEN:
            return False
        waiting.on_choice_ended(store, clock, offering.end(store, choice.end(choices.LAPSE, clock.now())))
    return True


def _theirs(store: Store, case: Case, choice_id: str) -> Choice:
    choice = store.choices.get(choice_id)
    if choice.case_id != case.case_id:
        raise unknown(Choice.noun)
    return choice


def _met(store: Store, case: Case, appointment_id: str) -> Appointment:
    appointment = store.appointments.get(appointment_id)
    if appointment.case_id != case.case_id:
        raise unknown(Appointment.noun)
    return appointment


def _meet_at(
    store: Store, case: Case, choice: Choice, time: OfferedTime, now: datetime
) -> tuple[Appointment | None, Appointment]:
    """Take this time: the appointment as it was before, if one moved, and as it is now."""
    before = store.appointments.get(choice.appointment_id) if choice.appointment_id is not None else None
    if before is not None and before.status != appointments.BOOKED:
        # Who waits for a time takes it all the same; it only replaces nothing.
        if choice.source != choices.BY_WAITING_LIST:
            raise Refused("choice_ended", "The appointment that would move does not take place.", status=before.status)
        before = None
    if before is not None:
        if time.counsellor_id != before.holder_id:
            raise Refused("time_taken", "Somebody else has the appointment now, and may not be free then.")
        moved = before.move(now, time.starts_at, time.minutes, time.place, time.room, time.mode)
        return before, booking.write_moved(store, before, moved)
    assert case.language is not None  # an open case has one
    booked = appointments.book(
        appointment_id=new_id(),
        organisation=case.organisation,
        case_id=case.case_id,
        counsellor_id=time.counsellor_id,
        place=time.place,
        starts_at=time.starts_at,
        minutes=time.minutes,
        language=case.language,
        with_interpreter=choice.with_interpreter,
        at=now,
        mode=time.mode,
        room=time.room,
        booked_by=_BOOKED_BY[choice.source],
    )
    return None, booking.write_booked(store, booked)


def _acted(held: Appointment, did: str, at: datetime) -> ClientActed:
    return ClientActed(held.case_id, held.organisation, held.counsellor_id, did, at)


def _chosen(choice: Choice) -> dict[str, Any]:
    return {"choice_id": choice.choice_id, "appointment_id": choice.booked_id}
