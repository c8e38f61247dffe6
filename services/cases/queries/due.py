"""What is due or overdue in the cases that somebody stands for, their own and those of whom they deputise for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from services.cases import permissions
from services.cases.model.cases import Case
from services.cases.model.due import Due
from services.cases.model.people import Person
from services.cases.queries import letters_in, plans, questions, referrals, releases, residence
from services.cases.queries.moments import on
from services.cases.store import Store
from services.chassis.identity import Actor

Told = dict[str, Any]
Part = Callable[[Store, frozenset[str], date], list[Due]]

# Each part names what is due up to a day in cases of these counsellors, by one statement of its own.
_PARTS: tuple[Part, ...] = (plans.due, referrals.due, releases.due, residence.due, questions.due, letters_in.due)
_AHEAD = timedelta(days=14)


def due(store: Store, who: Actor, until: date | None) -> Told:
    """All that is due up to this day, the longest overdue first; without a day, within the next two weeks.

    It is as long as what somebody has promised for their own cases, so it has no pages.
    """
    permissions.require(who, permissions.SEE_DUE)
    today = store.standings.today()
    stands_for = store.standings.stands_for(who.ref, today)
    found = [thing for part in _PARTS for thing in part(store, stands_for, until or today + _AHEAD)]
    cases = store.cases.named({thing.case_id for thing in found})
    known = {case_id: told for case_id, told in cases.items() if _is_known(who, told[0])}
    found.sort(key=lambda thing: (thing.on, thing.kind, thing.case_id))
    return {"items": [_line(thing, *known[thing.case_id], today) for thing in found if thing.case_id in known]}


def _is_known(who: Actor, case: Case) -> bool:
    # Whoever deputises may be locked out of one of those cases.
    return permissions.knows_of(who, case) and permissions.may(who, permissions.SEE_DUE, case)


def _line(thing: Due, case: Case, person: Person | None, today: date) -> Mapping[str, Any]:
    return {
        "kind": thing.kind,
        "case_id": case.case_id,
        "reference": case.reference,
        "name": person.name if person else None,
        "counsellor_id": case.counsellor_id,
        "due_on": on(thing.on),
        "overdue": thing.on < today,
        "about": dict(thing.about),
    }
