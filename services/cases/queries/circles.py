"""What is told about who stands close to a case: its circle, for the case itself and for those who may not read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.cases import permissions
from services.cases.model.cases import ASSIGN, RECORD, Case
from services.cases.model.standings import Glass
from services.cases.queries.moments import at
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.identity import Actor

Told = dict[str, Any]

# Whose roles may let them know of a case at all.
_CLOSE_BY = frozenset({"counsellor", "coordinator", "privacy_officer"})

ASKABLE = {
    "lock": (RECORD, permissions.LOCK_CASES),
    "unlock": (RECORD, permissions.LOCK_CASES),
}


def of_case(store: Store, who: Actor, clock: Clock, case: Case) -> Told:
    """Who stands close to the case; and until when `who` sees it through the glass, if they do so.

    For whom it is locked, and who broke its glass and why, is told to those who may see its circle.
    """
    told = _circle(store, clock, case)
    if not permissions.may(who, permissions.SEE_CIRCLE, case):
        told |= {"locks": [], "glasses": []}
    return {"circle": told, "through_glass_until": _until(store, who, clock, case)}


def circle(store: Store, who: Actor, clock: Clock, case_id: str, cursor: str | None, limit: int) -> Told:
    """One case by its reference, without the person, and who stands close to it; what may be done about that.

    For whom it can be locked comes in pages.
    """
    case = store.cases.get(case_id)
    permissions.require(who, permissions.SEE_CIRCLE, case)
    rights = {
        "assign": case.may(ASSIGN) and permissions.may(who, permissions.ASSIGN_CASES, case),
        "lock": permissions.may(who, permissions.LOCK_CASES, case),
        "see": permissions.may(who, permissions.SEE_CASES, case),
        "access_log": permissions.may(who, permissions.SEE_LOOKS, case),
    }
    rights["break_glass"] = not rights["see"] and permissions.may(who, permissions.BREAK_GLASS, case)
    colleagues, following = _colleagues(store, case, cursor, limit) if rights["lock"] else ([], None)
    return {
        "case_id": case.case_id,
        "reference": case.reference,
        "status": case.status,
        "phase": case.phase,
        "language": case.language,
        "municipality": case.municipality,
        "topics": list(case.topics),
        "urgency": case.urgency,
        "counsellor_id": case.counsellor_id,
        "opened_at": at(case.opened_at),
        "version": case.version,
        "may": [name for name, is_so in rights.items() if is_so],
        "through_glass_until": _until(store, who, clock, case),
        "colleagues": colleagues,
        "next": following,
        **_circle(store, clock, case),
    }


def told_glass(glass: Glass, names: Mapping[str, str]) -> Told:
    """Who broke a glass, why, and for how long."""
    return {
        "glass_id": glass.glass_id,
        "case_id": glass.case_id,
        "by": names.get(glass.account_id),
        "reason": glass.reason,
        "broken_at": at(glass.broken_at),
        "ends_at": at(glass.ends_at),
    }


def _circle(store: Store, clock: Clock, case: Case) -> Told:
    locks, glasses = store.circles.locks_of(case.person_id), store.circles.glasses_of(case.case_id)
    close = {case.counsellor_id, *case.circle.deputies, *case.circle.team}
    names = store.accounts.names(close | {lock.account_id for lock in locks} | {glass.account_id for glass in glasses})
    now = clock.now()

    def named(account_ids: frozenset[str]) -> list[Told]:
        found = [{"account_id": account_id, "name": names.get(account_id)} for account_id in account_ids]
        return sorted(found, key=lambda one: (one["name"] or "", one["account_id"]))

    return {
        "counsellor": names.get(case.counsellor_id),
        "deputies": named(case.circle.deputies),
        "team": named(case.circle.team - {case.counsellor_id}),
        "with_everybody": case.circle.with_everybody,
        "locks": [
            {"account_id": lock.account_id, "name": names.get(lock.account_id), "locked_at": at(lock.locked_at)}
            for lock in locks
        ],
        "glasses": [told_glass(glass, names) | {"is_open": glass.ends_at > now} for glass in glasses],
    }


def _colleagues(store: Store, case: Case, cursor: str | None, limit: int) -> tuple[list[Told], str | None]:
    """A page of those for whom the case can be locked: who works here, but for its counsellor."""
    found, following = store.accounts.at_work(case.organisation, _CLOSE_BY, cursor, limit)
    shut_out = case.circle.locked_out | {case.counsellor_id}
    left = [account for account in found if account.account_id not in shut_out]
    return [{"account_id": account.account_id, "name": account.name} for account in left], following


def _until(store: Store, who: Actor, clock: Clock, case: Case) -> str | None:
    if who.ref not in case.circle.let_in:
        return None
    mine = [
        glass.ends_at for glass in store.circles.glasses_of(case.case_id, clock.now()) if glass.account_id == who.ref
    ]
    return at(max(mine, default=None))
