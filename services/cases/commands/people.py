"""What can be done about people: correct what is written about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.cases import permissions
from services.cases.events.people import PersonCorrected
from services.cases.model import require_seen
from services.cases.model.cases import CORRECT, OPEN, Case
from services.cases.model.people import KnownPerson
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.envelope import Event
from services.chassis.errors import FieldError, Invalid
from services.chassis.identity import Actor
from services.chassis.names import latin

Answer = dict[str, Any]

_OF_CASE = ("language", "language_mode", "municipality")
_CONTACT = frozenset({"email", "phone", "language"})
_TOKENS_AT_ONCE = 500


def correct_person(store: Store, who: Actor, clock: Clock, person_id: str, version: int, **facts: Any) -> Answer:
    """Write these facts instead of what was written before, in all cases of the person; what is not named stays.

    A new name is written in Latin letters anew unless others are given as well. Where nothing differs nothing is done.
    Language and municipality are those of the cases that `who` may correct; the person is the same in all of theirs.
    Raises Conflict unless `version` is the one there is.
    """
    known = store.people.get(person_id)
    around = store.households.cases_around([person_id])[person_id]
    cases = permissions.held(who, permissions.CORRECT_PEOPLE, around, known.noun)
    require_seen(known.noun, known.version, version)
    now = clock.now()
    require_born(facts.get("birth_year"), now)
    # Also a case that somebody else has of the same person is told of: the copies made for it follow as well.
    own = [case for case in around if case.person_id == person_id and case.may(CORRECT)]
    within_reach = {case.case_id for case in cases}
    of_case = {name: facts.pop(name) for name in _OF_CASE if name in facts}
    about = _changes(vars(known.person), _with_latin(known, facts))
    moved = [(case, _changes(vars(case), of_case if case.case_id in within_reach else {})) for case in own]
    if not about and not any(changes for _, changes in moved):
        return {"person_id": person_id, "version": known.version}
    with store.together():
        said: list[Event] = []
        for case, changes in moved:
            said += _saved(store, case, known.correct(about), about, changes, now)
        saved = store.people.save(known.correct(about), *said)
    return {"person_id": person_id, "version": saved.version}


def make_tokens_again(store: Store, who: Actor) -> None:
    """Make anew what people are found by, where it was made in an earlier way. Run by the clock, some at a time."""
    permissions.require(who, permissions.RECEIVE)
    store.people.make_tokens_again(_TOKENS_AT_ONCE)


def require_born(birth_year: int | None, at: datetime) -> None:
    """Raises Invalid for a year of birth that is still to come."""
    if birth_year is not None and birth_year > at.year:
        where = FieldError.of("birth_year", "in_the_future")
        raise Invalid("invalid", "Nobody is born in a year that is still to come.", errors=(where,))


def _with_latin(known: KnownPerson, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they are kept: languages in order, and a name that is never without its Latin letters."""
    kept = dict(facts)
    if "languages" in kept:
        kept["languages"] = tuple(kept["languages"] or ())
    name = kept.get("name", known.person.name)
    in_latin = kept.get("name_latin", known.person.name_latin)
    # A form sends back what stood in it: who corrects the name alone has not written the other one.
    if in_latin is None or (name != known.person.name and in_latin == known.person.name_latin):
        kept["name_latin"] = latin(name)
    return kept


def _changes(before: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if before[name] != value}


def _saved(
    store: Store, case: Case, known: KnownPerson, about: Mapping[str, Any], changes: Mapping[str, Any], now: datetime
) -> list[Event]:
    """Write what concerns the case; what is to be said of it, so that every copy of the person follows."""
    if changes:
        here = {name: changes.get(name, getattr(case, name)) for name in _OF_CASE}
        case = store.cases.save(case.correct(now, **here))
    fields = (*about, *changes)
    if not fields:
        return []
    corrected = PersonCorrected(
        case_id=case.case_id,
        organisation=case.organisation,
        fields=fields,
        municipality=case.municipality,
        language=case.language,
        language_mode=case.language_mode,
        corrected_at=now,
    )
    if case.status == OPEN and _CONTACT & set(fields):
        return [store.seals.changed_contact(case.case_id, known.person, case.language), corrected]
    return [corrected]
