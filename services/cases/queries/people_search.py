"""Looking for people: by name in any spelling and year of birth, or by the reference of a case.

What is found is told as far as the own circle reaches; of others only that the organisation knows somebody like that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.cases import permissions
from services.cases.model.cases import Case
from services.cases.model.people import KnownPerson
from services.cases.queries.people import line, of_line, sees
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.chassis.names import likeness_to

Told = dict[str, Any]

# Of so many whose names sound alike the names themselves are compared; of so many is told.
_COMPARED, _TOLD = 100, 20
# From so much on, of 100, it may be the same name: a first name alone, too, of which no more is said.
_LIKE = 70
# Under this a search stands in the access log: it is about nobody in particular.
_SUBJECT = "people"


@dataclass(frozen=True)
class _Match:
    known: KnownPerson
    score: int


def find_people(
    store: Store, who: Actor, clock: Clock, name: str | None, birth_year: int | None, reference: str | None
) -> Told:
    """Whom this may be: at most 20 people, the likest first, each with what `who` may know of their cases.

    Counsellors are told of people in cases they may read, and `elsewhere` whether there are others; coordinators of
    others which cases those are, without a name. `more` says that not all are told. It is written down that `who`
    looked.
    """
    permissions.require(who, permissions.FIND_PEOPLE)
    note_look(store.database, clock, who, _SUBJECT, "search")
    matches, are_all = _matches(store, who.organisation, name, birth_year, reference)
    around = store.households.cases_around([match.known.person_id for match in matches])
    reads_lines = permissions.ORGANISATION in permissions.reach(who, permissions.FIND_PEOPLE)
    items: list[Told] = []
    elsewhere = False
    for match in matches:
        cases = [case for case in around[match.known.person_id] if permissions.knows_of(who, case)]
        readable = [case for case in cases if sees(who, case)]
        if readable:
            items.append(_named(match, readable))
        elif cases and reads_lines:
            items.append(_unnamed(match, cases))
        else:
            elsewhere = elsewhere or bool(cases)
    shown = items[:_TOLD]
    names = store.accounts.names({case["counsellor_id"] for item in shown for case in item["cases"]})
    for item in shown:
        for case in item["cases"]:
            case["counsellor"] = names.get(case["counsellor_id"])
    return {"items": shown, "elsewhere": elsewhere, "more": len(items) > _TOLD or not are_all}


def _matches(
    store: Store, organisation: str, name: str | None, birth_year: int | None, reference: str | None
) -> tuple[list[_Match], bool]:
    """Who fits, the likest first; and whether all whose names sound alike were compared."""
    found: dict[str, _Match] = {}
    are_all = True
    if reference and (person_id := store.cases.person_of(organisation, reference)):
        found[person_id] = _Match(store.people.get(person_id), 100)
    if name:
        alike = store.people.alike(organisation, name, birth_year, _COMPARED)
        are_all = len(alike) < _COMPARED
        how_like = likeness_to(name)
        for known in alike:
            score = _score(how_like, known, birth_year)
            if score >= _LIKE:
                found.setdefault(known.person_id, _Match(known, score))
    return sorted(found.values(), key=lambda match: -match.score), are_all


def _score(how_like: Callable[[str], int], known: KnownPerson, birth_year: int | None) -> int:
    """How like the name is, 0 to 100; somebody born in another year is not who is looked for."""
    person = known.person
    if birth_year is not None and person.birth_year not in (None, birth_year):
        return 0
    return max(how_like(spelling) for spelling in {person.name, person.name_latin or person.name})


def _named(match: _Match, cases: Sequence[Case]) -> Told:
    return {**line(match.known), "score": match.score, "cases": [_case(case) for case in cases]}


def _unnamed(match: _Match, cases: Sequence[Case]) -> Told:
    nobody = dict.fromkeys(line(match.known))
    return {**nobody, "score": match.score, "cases": [_case(case) for case in cases]}


def _case(case: Case) -> Told:
    return {**of_line(case), "counsellor_id": case.counsellor_id}
