"""What can be done about households: say who lives with whom, and that they do so no longer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.cases import permissions
from services.cases.commands.people import require_born
from services.cases.commands.writing import writable_case
from services.cases.events.households import HouseholdJoined, HouseholdLeft
from services.cases.model import require_seen
from services.cases.model.cases import Case
from services.cases.model.people import KnownPerson, Person
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import Refused, unknown
from services.chassis.identity import Actor
from services.chassis.names import latin

Answer = dict[str, Any]


def join_household(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    relation: str,
    person_id: str | None,
    name: str | None,
    name_latin: str | None,
    birth_year: int | None,
) -> Answer:
    """Write down who lives with the person of a case: somebody known, or somebody new by name. Nothing is copied.

    Refused for the person of the case themselves, for who is in the household already, and for who lives in another.
    """
    case = writable_case(store, who, case_id, permissions.CORRECT_PEOPLE)
    now = clock.now()
    require_born(birth_year, now)
    with store.together():
        if person_id is None:
            assert name is not None  # the schema wants one of the two
            other = _met(store, case, Person(name, name_latin or latin(name), birth_year), now)
        else:
            other = store.people.get(person_id)
            around = store.households.cases_around([person_id])[person_id]
            permissions.held(who, permissions.CORRECT_PEOPLE, around, other.noun)
            _require_free(store, case, other)
        said = HouseholdJoined(case_id, case.organisation, relation, now)
        store.households.join(case.organisation, str(case.person_id), other.person_id, relation, now, said)
    return {"case_id": case_id, "person_id": other.person_id, "version": other.version}


def leave_household(store: Store, who: Actor, clock: Clock, case_id: str, person_id: str, version: int) -> Answer:
    """Write down that somebody does not live with the person of a case any more.

    Who has no case of their own is forgotten with it: there is nothing left for which their name would be kept.
    Raises NotFound for who is not in this household or is locked for `who`, and Conflict unless `version` is the one
    there is.
    """
    case = writable_case(store, who, case_id, permissions.CORRECT_PEOPLE)
    found = {member.known.person_id: member.known for member in store.households.of(str(case.person_id))}
    theirs = store.cases.of_people([person_id])
    if person_id not in found or not all(permissions.knows_of(who, each) for each in theirs):
        raise unknown(KnownPerson.noun)
    require_seen(KnownPerson.noun, found[person_id].version, version)
    with store.together():
        store.households.leave(person_id, HouseholdLeft(case_id, case.organisation, clock.now()))
        if not theirs:
            store.people.forget(person_id)
    return {"case_id": case_id, "person_id": person_id, "version": version}


def _met(store: Store, case: Case, person: Person, at: datetime) -> KnownPerson:
    known = KnownPerson(new_id(), case.organisation, person, at)
    store.people.add(known)
    return store.people.get(known.person_id)


def _require_free(store: Store, case: Case, other: KnownPerson) -> None:
    if other.person_id == case.person_id:
        raise Refused("same_person", "Nobody is a member of their own household beside themselves.")
    here = {member.known.person_id: member for member in store.households.of(str(case.person_id))}
    member = here.get(other.person_id)
    if member is not None and member.relation is not None:
        raise Refused("already_in_household", "This person is in the household already.")
    lives_elsewhere = store.households.household_of(other.person_id) is not None
    if member is None and here and lives_elsewhere:
        raise Refused("in_another_household", "This person is in another household: take them out there first.")
