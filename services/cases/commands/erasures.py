"""What can be done about forgetting: propose it, confirm or reject it; carried out by the clock, confirmed by others.

Two different people say yes before anything is erased. It is carried out in steps, each a transaction, so that a crash
leaves nothing half done; what is said of a step makes every other service forget the same cases.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from services.cases import permissions
from services.cases.events.erasures import CaseErased
from services.cases.model import require_seen
from services.cases.model.cases import CLOSED, DROPPED, Case
from services.cases.model.erasures import (
    CONFIRMED,
    CONFIRMING,
    PROPOSED,
    REJECTED,
    RETENTION,
    UNDECIDED,
    Erasure,
)
from services.cases.model.holds import held
from services.cases.store import Store
from services.chassis import logs
from services.chassis.clock import Clock, new_id
from services.chassis.errors import NotFound, Refused
from services.chassis.identity import Actor

Answer = dict[str, Any]

_log = logs.get("erasures")

# How many cases one transaction takes, and one proposal of the clock.
_AT_ONCE = 20
_PROPOSED_AT_ONCE = 500
_ENDED = (CLOSED, DROPPED)


class StillToSay(Exception):
    """Something that was said of a case has not been sent yet: what is left of it cannot be forgotten."""


def propose_erasure(store: Store, who: Actor, clock: Clock, person_id: str, reason: str) -> Answer:
    """Propose that a person is forgotten, with all their cases; `reason` is one of REASONS. Somebody else confirms it.

    Refused while there is a hold on them, a case is open, or it is proposed already.
    """
    known = store.people.get(person_id)
    permissions.require(who, permissions.ERASE_PEOPLE, known)
    cases = _erasable(store, who, person_id)
    if store.erasures.of_person(person_id):
        raise Refused("erasure_proposed", "It is proposed already that this person is forgotten.")
    now = clock.now()
    proposed = Erasure(
        erasure_id=new_id(),
        organisation=known.organisation,
        reason=reason,
        status=PROPOSED,
        cases=len(cases),
        proposed_at=now,
        person_id=person_id,
        first_by=who.ref,
        first_at=now,
    )
    return _told(store.erasures.propose(proposed, (), [case.case_id for case in cases]))


def confirm_erasure(store: Store, who: Actor, clock: Clock, erasure_id: str, version: int) -> Answer:
    """Say yes to an erasure; with the second person's yes it is carried out, and cannot be undone."""
    erasure = _seen(store, who, erasure_id, version)
    if erasure.person_id is not None:
        _erasable(store, who, erasure.person_id)
    return _told(store.erasures.save(erasure.confirm(who.ref, clock.now())))


def reject_erasure(store: Store, who: Actor, clock: Clock, erasure_id: str, version: int) -> Answer:
    """Nothing is erased: whoever may confirm it may reject it, and whoever proposed it may take it back."""
    erasure = _seen(store, who, erasure_id, version)
    return _told(store.erasures.save(erasure.reject(who.ref, clock.now())))


def propose_retention(store: Store, who: Actor, clock: Clock, organisations: Collection[str]) -> None:
    """Propose for each organisation that the cases are forgotten whose time is over. Run by the clock.

    One proposal at a time; after one that was rejected, none before the next month.
    """
    permissions.require(who, permissions.FORGET)
    now = clock.now()
    for organisation in organisations:
        last = store.erasures.last_by_clock(organisation)
        if last is not None and _is_in_the_way(last, now, store.retention.zone):
            continue
        if due := store.retention.due(organisation, _PROPOSED_AT_ONCE):
            proposed = Erasure(new_id(), organisation, RETENTION, PROPOSED, len(due), now)
            store.erasures.propose(proposed, due)


def carry_out_erasures(store: Store, who: Actor, clock: Clock) -> bool:
    """Carry out a step of what two people have confirmed; tells whether there is more. What is on hold waits, and so
    does what cannot be carried out: neither keeps anybody else from being forgotten. Raises the last failure once there
    is nothing else to do, so that the next try comes after a pause."""
    permissions.require(who, permissions.FORGET)
    more, failure = False, None
    for erasure_id in store.erasures.to_carry_out():
        try:
            more |= store.database.again(partial(_carry_out_step, store, clock, erasure_id))
        except Exception as error:
            _log.error("erasure_failed", erasure_id=erasure_id, error=logs.reason_of(error))
            failure = error
    if failure is not None and not more:
        raise failure
    return more


def note_forgotten(store: Store, who: Actor, clock: Clock, service: str, case_id: str, erasure_id: str) -> None:
    """A service says that it has forgotten a case; the last one completes the erasure. Once more changes nothing.

    Raises StillToSay while something is left to be sent of what was said of the case.
    """
    permissions.require(who, permissions.FORGET)
    with store.together():
        if store.erasures.note_confirmed(erasure_id, case_id, service, clock.now()):
            _complete(store, store.erasures.get(erasure_id), clock.now())


def _carry_out_step(store: Store, clock: Clock, erasure_id: str) -> bool:
    with store.together():
        erasure = store.erasures.get(erasure_id)
        if erasure.status != CONFIRMED:
            return False  # another replica was quicker
        now = clock.now()
        if erasure.person_id is not None:
            cases = store.cases.of_people([erasure.person_id])
            if _is_kept(store, erasure.person_id) or any(case.status not in _ENDED for case in cases):
                return False
            said = _erase(store, erasure, cases, {erasure.person_id}, now)
            _complete(store, store.erasures.save(erasure.carry_out(now), *said), now)
            return False
        due = store.erasures.cases_of([erasure_id]).get(erasure_id, ())
        these = store.cases.some([each.case_id for each in due[:_AT_ONCE]])
        kept = store.holds.held({str(case.person_id) for case in these}, store.standings.today())
        over = [case for case in these if case.status in _ENDED and case.person_id not in kept]
        said = _erase(store, erasure, over, frozenset(), now)
        store.erasures.let_go(erasure_id, {each.case_id for each in due[:_AT_ONCE]})
        more = len(due) > _AT_ONCE
        saved = store.erasures.save(erasure if more else erasure.carry_out(now), *said)
        if not more:
            _complete(store, saved, now)
        return more


def _erase(
    store: Store, erasure: Erasure, cases: Sequence[Case], people: Collection[str], now: datetime
) -> list[CaseErased]:
    """Forget these cases, these people, and whoever nothing else is known of then; what is to be said of it."""
    case_ids = {case.case_id for case in cases}
    gone = {*people, *({str(case.person_id) for case in cases if case.person_id} - _with_cases(store, cases))}
    store.traces.forget(case_ids, (), {case.request_id for case in cases if case.request_id}, now)
    gone |= _left_alone(store, gone)
    for person_id in sorted(gone):
        store.households.leave(person_id)
    store.traces.forget((), gone, (), now)
    store.erasures.unlink(gone)
    for case in cases:
        store.erasures.await_confirmations(erasure.erasure_id, case.case_id, CONFIRMING)
    return [_erased(store, erasure, case, gone, now) for case in cases]


def _with_cases(store: Store, erased: Sequence[Case]) -> set[str]:
    """Those of the people in these cases who have others beside them."""
    people, these = {str(case.person_id) for case in erased if case.person_id}, {case.case_id for case in erased}
    return {str(case.person_id) for case in store.cases.of_people(people) if case.case_id not in these}


def _left_alone(store: Store, gone: Collection[str]) -> set[str]:
    """Who was written down only because they lived with these people: nobody of the household has a case any more."""
    members = {member.known.person_id for person_id in gone for member in store.households.of(person_id)} - {*gone}
    around = store.households.cases_around(members)
    alone = {person_id for person_id, cases in around.items() if not cases}
    return alone - store.holds.held(alone, store.standings.today())


def _erased(store: Store, erasure: Erasure, case: Case, gone: Collection[str], now: datetime) -> CaseErased:
    person_ref = store.people.reference(case.person_id) if case.person_id in gone and case.person_id else None
    return CaseErased(
        case_id=case.case_id,
        erasure_id=erasure.erasure_id,
        organisation=case.organisation,
        erased_at=now,
        request_id=case.request_id,
        person_ref=person_ref,
        with_linked=erasure.reason != RETENTION,
    )


def _complete(store: Store, erasure: Erasure, now: datetime) -> None:
    """Once everybody has confirmed: nothing tells any more which cases they were."""
    if erasure.status in UNDECIDED or store.erasures.still_due([erasure.erasure_id]):
        return
    case_ids = store.erasures.confirmed_cases(erasure.erasure_id)
    if not all(store.traces.forget_messages(case_id, now) for case_id in case_ids):
        raise StillToSay
    store.erasures.finish(erasure.finish(now))


def _erasable(store: Store, who: Actor, person_id: str) -> Sequence[Case]:
    """All cases of somebody who may be forgotten, for whoever may say so."""
    cases = store.cases.of_people([person_id])
    for case in cases:
        permissions.require(who, permissions.ERASE_PEOPLE, case)
    if _is_kept(store, person_id):
        raise held()
    if any(case.status not in _ENDED for case in cases):
        raise Refused("case_is_open", "A case of this person is still open: it has to be closed first.")
    return cases


def _is_kept(store: Store, person_id: str) -> bool:
    return store.holds.in_force(person_id, store.standings.today()) is not None


def _is_in_the_way(last: Erasure, now: datetime, zone: ZoneInfo) -> bool:
    here, then = now.astimezone(zone), (last.rejected_at or last.proposed_at).astimezone(zone)
    same_month = (here.year, here.month) == (then.year, then.month)
    return last.status in UNDECIDED or (last.status == REJECTED and same_month)


def _seen(store: Store, who: Actor, erasure_id: str, version: int) -> Erasure:
    """The erasure, for whoever may decide about it and has seen it as it is; one about a case that is locked for them
    is none."""
    erasure = store.erasures.get(erasure_id)
    permissions.require(who, permissions.ERASE_PEOPLE, erasure)
    about = store.erasures.cases_of([erasure_id]).get(erasure_id, ())
    for case in store.cases.some([each.case_id for each in about]):
        try:
            permissions.require(who, permissions.ERASE_PEOPLE, case)
        except NotFound:
            raise NotFound("erasure_unknown", "There is no such erasure.") from None
    require_seen(erasure.noun, erasure.version, version)
    return erasure


def _told(erasure: Erasure) -> Answer:
    return {"erasure_id": erasure.erasure_id, "status": erasure.status, "version": erasure.version}
