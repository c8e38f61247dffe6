"""What can be done with a case: receive or open it, assign it, go through its phases, close it."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.events.cases import CaseAssigned, CaseClosed, CaseOpened, CasePhaseEntered
from services.cases.events.offers import HandoverReceived
from services.cases.model import require_seen
from services.cases.model.cases import PHASES, PROVISIONAL, Arrival, Case, Consent
from services.cases.model.people import KnownPerson, Person
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.envelope import Event
from services.chassis.errors import Refused
from services.chassis.identity import Actor

_WALK_IN = "walk_in"


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


def open_case(store: Store, who: Actor, clock: Clock, asked: dict[str, Any]) -> dict[str, Any]:
    """Open a case for somebody who has come in person; the counsellor who opens it has it."""
    now = clock.now()
    person = Person(name=asked["name"], email=asked["email"], phone=asked["phone"], message=asked["message"])
    consent = Consent(asked["consent"]["notice_version"], asked["consent"]["language"], now)
    arrival = Arrival(_WALK_IN, asked["language"], asked["language_mode"], consent, now)
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
    opened = awaited.receive(new_id(), arrival, now)
    with store.together():
        _welcome(store, opened, person)
        saved = store.cases.add(opened, *_opening(store, opened, person, arrival))
        store.counsellors.list_again(now, who.ref)
    return {"case_id": saved.case_id, "version": saved.version}


def assign_case(
    store: Store, who: Actor, clock: Clock, case_id: str, version: int, counsellor_id: str
) -> dict[str, Any]:
    """Give a case to another counsellor of the organisation. Refused for one who does not counsel at present."""
    case = _seen(store, who, permissions.ASSIGN_CASES, case_id, version)
    counsellor = store.counsellors.get(counsellor_id)
    permissions.require(who, permissions.ASSIGN_CASES, counsellor)
    if not counsellor.active:
        raise Refused("counsellor_not_active", "This counsellor takes no cases at present.")
    now = clock.now()
    with store.together():
        said = CaseAssigned(case_id, case.organisation, now)
        saved = store.cases.save(case.assign(counsellor_id, now), said)
        store.counsellors.list_again(now, case.counsellor_id, counsellor_id)
    return {"case_id": case_id, "version": saved.version}


def enter_phase(store: Store, who: Actor, clock: Clock, case_id: str, version: int, phase: str) -> dict[str, Any]:
    """Go on to a later phase of the case, or back to an earlier one. Refused("already_there") for the one it is in."""
    case = _seen(store, who, permissions.MOVE_CASES, case_id, version)
    now = clock.now()
    said = CasePhaseEntered(case_id, case.organisation, phase, now)
    saved = store.cases.save(case.enter_phase(phase, now), said)
    return {"case_id": case_id, "version": saved.version}


def close_case(
    store: Store, who: Actor, clock: Clock, case_id: str, version: int, reason: str, outcome: str
) -> dict[str, Any]:
    """End the accompaniment: why (CLOSE_REASONS), and what came of it (OUTCOMES)."""
    case = _seen(store, who, permissions.CLOSE_CASES, case_id, version)
    now = clock.now()
    with store.together():
        said = CaseClosed(case_id, case.organisation, reason, outcome, now)
        saved = store.cases.save(case.close(reason, outcome, now), said)
        store.counsellors.list_again(now, case.counsellor_id)
    return {"case_id": case_id, "version": saved.version}


def _seen(store: Store, who: Actor, right: str, case_id: str, version: int) -> Case:
    """The case, for whoever may do this to it and has seen it as it is."""
    case = store.cases.get(case_id)
    permissions.require(who, right, case)
    require_seen(case.noun, case.version, version)
    return case


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
        opened_at=case.changed_at,
    )
    # The contact first, also an empty one: whoever hears of the case then knows already how to reach the person, or
    # that nobody can.
    return [store.seals.contact(case.case_id, person, arrival), opened]
