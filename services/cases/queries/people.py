"""What can be told about people: who somebody is, and who lives with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.cases import permissions
from services.cases.model.cases import CORRECT, RECORD, Case
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
    members = store.households.of(case.person_id)
    theirs = seen_cases(store, who, [member.known.person_id for member in members])
    return {
        "person": told(store.people.get(case.person_id)),
        "household": [
            {
                **line(member.known),
                "relation": member.relation,
                "joined_at": at(member.joined_at),
                "cases": [of_line(each) for each in theirs.get(member.known.person_id, ())],
                "version": member.known.version,
            }
            for member in members
        ],
    }


def person(store: Store, who: Actor, clock: Clock, person_id: str) -> Told:
    """One person, and which cases they have. That `who` looked at them is written down first."""
    known = store.people.get(person_id)
    around = store.households.cases_around([person_id])[person_id]
    through = permissions.held(who, permissions.SEE_CASES, around, known.noun)
    for case in through:
        note_look(store.database, clock, who, case.case_id, "person")
    own = [case for case in through if case.person_id == person_id]
    return {**told(known), "cases": [of_line(case) for case in own]}


def seen_cases(store: Store, who: Actor, person_ids: Sequence[str]) -> Mapping[str, list[Case]]:
    """Which cases of these people `who` may read, by person; in two statements however many they are."""
    found: dict[str, list[Case]] = {}
    for case in store.cases.of_people(person_ids) if person_ids else ():
        if sees(who, case):
            found.setdefault(str(case.person_id), []).append(case)
    return found


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
