"""What can be told about people: who somebody is, and who lives with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.cases import permissions
from services.cases.model.cases import CORRECT, RECORD, Case
from services.cases.model.households import Member
from services.cases.model.people import KnownPerson
from services.cases.queries.moments import at
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor

Told = dict[str, Any]

ASKABLE = {
    "person": (CORRECT, permissions.CORRECT_PEOPLE),
    "household": (RECORD, permissions.CORRECT_PEOPLE),
}


def of_case(store: Store, who: Actor, clock: Clock, case: Case) -> Told:
    """The person of a case, with a version of their own, and who lives with them; of nobody, nothing."""
    if case.person_id is None:
        return {"person": None, "household": []}
    return {
        "person": told(store.people.get(case.person_id)),
        "household": _household(store, who, store.households.of(case.person_id)),
    }


def _household(store: Store, who: Actor, members: Sequence[Member]) -> list[Told]:
    """Those who live with somebody; who is locked for `who` is somebody without a name, whatever they are to them."""
    theirs: dict[str, list[Case]] = {member.known.person_id: [] for member in members}
    for case in store.cases.of_people(theirs) if theirs else ():
        theirs[str(case.person_id)].append(case)
    return [
        _somebody(member) if _is_hidden(who, theirs[member.known.person_id]) else _member(who, member, theirs)
        for member in members
    ]


def _member(who: Actor, member: Member, theirs: Mapping[str, Sequence[Case]]) -> Told:
    return {
        **line(member.known),
        "relation": member.relation,
        "joined_at": at(member.joined_at),
        "cases": [of_line(case) for case in theirs[member.known.person_id] if sees(who, case)],
        "version": member.known.version,
    }


def _somebody(member: Member) -> Told:
    nobody = dict.fromkeys(line(member.known))
    return {**nobody, "relation": None, "joined_at": at(member.joined_at), "cases": [], "version": None}


def _is_hidden(who: Actor, cases: Sequence[Case]) -> bool:
    """Whether these are cases of somebody whom `who` may not know of."""
    return bool(cases) and not any(permissions.knows_of(who, case) for case in cases)


def person(store: Store, who: Actor, clock: Clock, person_id: str) -> Told:
    """One person, and which cases they have. That `who` looked at them is written down first."""
    known = store.people.get(person_id)
    around = store.households.cases_around([person_id])[person_id]
    through = permissions.held(who, permissions.SEE_CASES, around, known.noun)
    for case in through:
        note_look(store.database, clock, who, case.case_id, "person")
    own = [case for case in through if case.person_id == person_id]
    return {**told(known), "cases": [of_line(case) for case in own]}


def sees(who: Actor, case: Case) -> bool:
    """Whether `who` may read this case; one that is locked for them is none."""
    return permissions.knows_of(who, case) and permissions.may(who, permissions.SEE_CASES, case)


def told(known: KnownPerson) -> Told:
    """All that is written about somebody."""
    facts = vars(known.person)
    return {"person_id": known.person_id, **facts, "languages": list(facts["languages"]), "version": known.version}


def line(known: KnownPerson) -> Told:
    """As much of somebody as tells them from others."""
    return {
        "person_id": known.person_id,
        "name": known.person.name,
        "name_latin": known.person.name_latin,
        "birth_year": known.person.birth_year,
    }


def of_line(case: Case) -> Told:
    """As much of a case as a list of people tells."""
    return {"case_id": case.case_id, "reference": case.reference, "status": case.status, "phase": case.phase}
