"""Waiting for a time: who waits, and what becomes of an offer that was made to them."""

from __future__ import annotations

from typing import Any

from services.chassis.clock import Clock, new_id
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.commands.finding import require_open
from services.scheduling.model import choices, invalid, waiting
from services.scheduling.model.choices import Choice
from services.scheduling.model.hours import Calendar
from services.scheduling.model.waiting import Entry
from services.scheduling.store import Store


def join_waiting_list(
    store: Store, who: Actor, clock: Clock, calendar: Calendar, asked: dict[str, Any]
) -> dict[str, Any]:
    """Have the person in an open case wait for a time that is freed, in the language of their case unless another is
    named. Raises Refused("waits_already") while they do. Answers with {waiting_id, version}."""
    case = store.cases.get(asked["case_id"])
    permissions.require(who, permissions.WAIT, case)
    require_open(case.is_open)
    assert case.language is not None  # an open case has one
    now = clock.now()
    if asked["until"] is not None and asked["until"] < calendar.today(now):
        raise invalid("until", "in_the_past")
    if asked["counsellor_id"] is not None:
        permissions.require(who, permissions.WAIT, store.counsellors.get(asked["counsellor_id"]))
    entry = Entry(
        waiting_id=new_id(),
        organisation=case.organisation,
        case_id=case.case_id,
        language=asked["language"] or case.language,
        minutes=asked["minutes"],
        since=now,
        place=asked["place"],
        topic=asked["topic"],
        mode=asked["mode"],
        counsellor_id=asked["counsellor_id"],
        urgent=asked["urgent"],
        until=asked["until"],
        with_interpreter=asked["with_interpreter"],
    )
    return answer(store.waiting.add(entry))


def on_choice_ended(store: Store, clock: Clock, choice: Choice) -> None:
    """Go on with whoever is next, where the time was offered to somebody who waits; who has chosen it waits no more.

    Once more changes nothing.
    """
    freed = store.freed_times.offered_by(choice.choice_id)
    if choice.waiting_id is None or freed is None:
        return
    if choice.status != choices.CHOSEN:
        store.freed_times.save(freed.give_back(clock.now()))
        return
    store.freed_times.save(freed.take())
    entry = store.waiting.get(choice.waiting_id)
    if entry.status == waiting.OPEN:
        store.waiting.save(entry.end(waiting.FULFIL, clock.now()))


def answer(entry: Entry) -> dict[str, Any]:
    return {"waiting_id": entry.waiting_id, "version": entry.version}
