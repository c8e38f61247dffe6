"""What can be done with a case: receive or open it, assign it, go through its phases, close it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.cases import permissions
from services.cases.commands import questions, referrals
from services.cases.commands.people import require_born
from services.cases.events.cases import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CasePhaseEntered,
    CaseReopened,
    DemandsSkipped,
)
from services.cases.events.circles import CaseLocked
from services.cases.events.offers import HandoverReceived
from services.cases.model import demands, require_seen
from services.cases.model.cases import OPEN, PHASES, PROVISIONAL, Arrival, Case, Coming, Consent
from services.cases.model.demands import Progress, Skip
from services.cases.model.people import KnownPerson, Person
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.envelope import Event
from services.chassis.errors import Refused
from services.chassis.identity import Actor
from services.chassis.names import latin
from services.chassis.references import new_reference

_WALK_IN = "walk_in"

# What keeps a case from being closed: each part answers with a refusal's code while something of its own is open.
Holds = Callable[[Store, Case], str | None]
_HOLDS: tuple[Holds, ...] = (referrals.holds, questions.holds)


def receive_handover(store: Store, who: Actor, clock: Clock, case_id: str, person: Person, arrival: Arrival) -> None:
    """Let the person whom the intake hands over into the case that waits for them; once more changes nothing.

    Raises Refused for a case that was dropped: the person is not taken in unseen.
    """
    case = store.cases.get(case_id)
    permissions.require(who, permissions.RECEIVE, case)
    if case.person_id is not None:
        return
    now = clock.now()
    opened = case.receive(new_id(), arrival, now)
    received = HandoverReceived(str(case.request_id), str(case.offer_id), case_id, now)
    with store.together():
        _welcome(store, opened, person)
        store.cases.save(opened, received, *_opening(store, opened, person, arrival))
        store.counsellors.list_again(now, opened.counsellor_id)


def open_case(
    store: Store, who: Actor, clock: Clock, asked: dict[str, Any], coming: Coming | None = None
) -> dict[str, Any]:
    """Open a case for somebody who has come in person; the counsellor who opens it has it.

    With `person_id` it is somebody known, of whom nothing is written again: who lives in the household of a case, or
    was accompanied before. Refused("has_a_case") as long as they have an open one. The answer tells the `reference` by
    which they name their case from now on. `coming` says how they came where it was not in person and just now.
    """
    now = clock.now()
    known = _come_in(store, who, asked, now)
    coming = coming or Coming(_WALK_IN, Consent(**asked["consent"], given_at=now), now)
    reference = _new_reference(store, who.organisation)
    arrival = Arrival(coming.channel, asked["language"], asked["language_mode"], coming.consent, coming.at, reference)
    awaited = Case(
        case_id=new_id(),
        organisation=who.organisation,
        status=PROVISIONAL,
        counsellor_id=who.ref,
        phase=PHASES[0],
        track=asked["track"],
        urgency=asked["urgency"],
        language=asked["language"],
        language_mode=asked["language_mode"],
        municipality=asked["municipality"],
        topics=tuple(asked["topics"]),
        changed_at=now,
    )
    permissions.require(who, permissions.OPEN_CASES, awaited)
    opened = replace(awaited.receive(known.person_id, arrival, now), opened_at=coming.at)
    with store.together():
        if not known.version:
            store.people.add(known)
        saved = store.cases.add(opened, *_opening(store, opened, known.person, arrival))
        store.counsellors.list_again(now, who.ref)
    return {"case_id": saved.case_id, "reference": reference, "version": saved.version}


def assign_case(
    store: Store, who: Actor, clock: Clock, case_id: str, version: int, counsellor_id: str
) -> dict[str, Any]:
    """Give a case to another counsellor of the organisation. Refused for one who does not counsel at present."""
    case = _seen(store, who, permissions.ASSIGN_CASES, case_id, version)
    taking(store, who, counsellor_id)
    if counsellor_id in case.circle.locked_out:
        raise Refused("locked_for_them", "The case is locked for this counsellor.")
    now = clock.now()
    with store.together():
        saved = give(store, case, counsellor_id, now)
        store.counsellors.list_again(now, case.counsellor_id, counsellor_id)
    return {"case_id": case_id, "version": saved.version}


def taking(store: Store, who: Actor, counsellor_id: str) -> None:
    """Raises NotFound, or Refused, unless this counsellor of the organisation takes cases at present."""
    counsellor = store.counsellors.get(counsellor_id)
    permissions.require(who, permissions.ASSIGN_CASES, counsellor)
    if not counsellor.active:
        raise Refused("counsellor_not_active", "This counsellor takes no cases at present.")


def give(store: Store, case: Case, counsellor_id: str, at: datetime) -> Case:
    """Write and say that a counsellor has a case from now on; returns it as it now stands."""
    said = CaseAssigned(case.case_id, case.organisation, counsellor_id, case.counsellor_id, at)
    return store.cases.save(case.assign(counsellor_id, at), said)


def enter_phase(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    version: int,
    phase: str,
    skip: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Go on to a later phase of the case, or back to an earlier one. Refused("already_there") for the one it is in.

    Refused, with the code of what is missing, if the phase demands something that is not there yet; unless `skip`
    {reason} says why it is left out, which is remembered.
    """
    case = _seen(store, who, permissions.MOVE_CASES, case_id, version)
    now = clock.now()
    entered = case.enter_phase(phase, now)
    missing = demands.unmet(case, phase, _progress(store, case_id))
    if missing and skip is None:
        raise Refused(missing[0], demands.sentence(missing[0]), missing=list(missing))
    with store.together():
        saved = store.cases.save(entered, CasePhaseEntered(case_id, case.organisation, phase, now))
        if missing and skip:
            reason = skip["reason"]
            skipped = Skip(new_id(), case.organisation, case_id, phase, missing, reason, now, who.ref)
            store.skips.add(skipped, DemandsSkipped(case_id, case.organisation, phase, missing, reason, now))
    return {"case_id": case_id, "version": saved.version}


def close_case(
    store: Store, who: Actor, clock: Clock, case_id: str, version: int, reason: str, outcome: str
) -> dict[str, Any]:
    """End the accompaniment: why (CLOSE_REASONS), and what came of it (OUTCOMES).

    Refused, with the code of what is still open, while something keeps the case from being closed.
    """
    case = _seen(store, who, permissions.CLOSE_CASES, case_id, version)
    now = clock.now()
    closed = case.close(reason, outcome, now)
    for holds in _HOLDS:
        if code := holds(store, case):
            raise Refused(code, f"Something of this case is still open, and has to be finished first: {code}.")
    with store.together():
        said = CaseClosed(case_id, case.organisation, reason, outcome, now)
        saved = store.cases.save(closed, said)
        store.counsellors.list_again(now, case.counsellor_id)
    return {"case_id": case_id, "version": saved.version}


def reopen_case(store: Store, who: Actor, clock: Clock, case_id: str, version: int) -> dict[str, Any]:
    """Go on with a closed case, in the phase where it had ended. Refused for one that is not closed, and while the
    person has another one open.
    """
    case = _seen(store, who, permissions.CLOSE_CASES, case_id, version)
    now = clock.now()
    reopened, person_id = case.reopen(now), str(case.person_id)
    _require_no_open_case(person_id, store.cases.of_people([person_id]))
    # What was corrected while the case was closed was not told to those who write to the person.
    contact = store.seals.changed_contact(case_id, store.people.get(person_id).person, case.language)
    said = CaseReopened(case_id, case.organisation, case.phase, now)
    with store.together():
        saved = store.cases.save(reopened, contact, said)
        store.counsellors.list_again(now, case.counsellor_id)
    return {"case_id": case_id, "version": saved.version}


def _new_reference(store: Store, organisation: str) -> str:
    """A code by which nobody of the organisation is known yet."""
    drawn = (new_reference() for _ in itertools.count())
    return next(code for code in drawn if not store.cases.is_taken(organisation, code))


def _progress(store: Store, case_id: str) -> Progress:
    return Progress(store.assessments.of(case_id), store.goals.of(case_id), len(store.plans.of(case_id)))


def _seen(store: Store, who: Actor, right: str, case_id: str, version: int) -> Case:
    """The case, for whoever may do this to it and has seen it as it is."""
    case = store.cases.get(case_id)
    permissions.require(who, right, case)
    require_seen(case.noun, case.version, version)
    return case


def _come_in(store: Store, who: Actor, asked: dict[str, Any], now: datetime) -> KnownPerson:
    """Whom a case is opened for: somebody new (without a version yet), or somebody known."""
    permissions.require(who, permissions.OPEN_CASES)
    require_born(asked["birth_year"], now)
    if asked["person_id"] is None:
        facts = {name: asked[name] for name in ("name", "birth_year", "email", "phone", "sms_allowed", "message")}
        name_latin = asked["name_latin"] or latin(asked["name"])
        person = Person(**facts, name_latin=name_latin, languages=tuple(asked["languages"]))
        return KnownPerson(new_id(), who.organisation, person, now)
    known = store.people.get(asked["person_id"])
    around = store.households.cases_around([known.person_id])[known.person_id]
    permissions.held(who, permissions.CORRECT_PEOPLE, around, known.noun)
    _require_no_open_case(known.person_id, around)
    return known


def _require_no_open_case(person_id: str, cases: Iterable[Case]) -> None:
    if any(case.status == OPEN and case.person_id == person_id for case in cases):
        raise Refused("has_a_case", "This person has an open case already.")


def _welcome(store: Store, case: Case, person: Person) -> None:
    store.people.add(KnownPerson(str(case.person_id), case.organisation, person, case.changed_at))


def _opening(store: Store, case: Case, person: Person, arrival: Arrival) -> list[Event]:
    opened = CaseOpened(
        case_id=case.case_id,
        organisation=case.organisation,
        person_ref=store.people.reference(str(case.person_id)),
        track=case.track,
        municipality=case.municipality,
        language=case.language,
        language_mode=case.language_mode,
        topics=case.topics,
        phase=case.phase,
        opened_at=case.opened_at or case.changed_at,
        request_id=case.request_id,
    )
    # Whom the person is locked for knows of no new case of theirs either.
    locked = [
        CaseLocked(case.case_id, case.organisation, lock.account_id, case.counsellor_id, case.changed_at)
        for lock in store.circles.locks_of(case.person_id)
    ]
    # The contact first, also an empty one: whoever hears of the case then knows already how to reach the person, or
    # that nobody can.
    return [store.seals.contact(case.case_id, person, arrival), opened, *locked]
