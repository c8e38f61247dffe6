"""What can be done about who stands close to a case: lock its person for somebody, and look in through the glass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from services.cases import permissions
from services.cases.events.circles import CaseLocked, CaseUnlocked, GlassBroken
from services.cases.model import require_seen
from services.cases.model.cases import OPEN, Case
from services.cases.model.standings import Glass, Lock
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock, new_id
from services.chassis.errors import FieldError, Invalid, NotFound, Refused
from services.chassis.identity import Actor

Answer = dict[str, Any]


def lock_case(store: Store, who: Actor, clock: Clock, case_id: str, version: int, account_id: str) -> Answer:
    """Have the person of a case not exist for somebody of the staff who is too close to them: in no case that they have
    or will have, in no list, search or household.

    Refused for a counsellor who has one of these cases under way (it is assigned first), for oneself, and as long as
    nobody has come to the case. Raises Invalid for somebody who has no account in the organisation.
    """
    case = _seen(store, who, case_id, version)
    theirs = _cases_of_person(store, case)
    if account_id in {case.counsellor_id, *(each.counsellor_id for each in theirs if each.status == OPEN)}:
        raise Refused(
            "locked_for_counsellor", "A case is given to another counsellor before it is locked for this one."
        )
    if account_id == who.ref:
        raise Refused("locked_for_oneself", "Whoever locks a case has to be able to unlock it again.")
    try:
        permissions.require(who, permissions.SEE_TEAMS, store.accounts.get(account_id))
    except NotFound:
        errors = (FieldError.of("account_id", "unknown_colleague"),)
        raise Invalid("invalid", "A case is locked for a colleague of the organisation.", errors=errors) from None
    now = clock.now()
    lock = Lock(str(case.person_id), case.organisation, account_id, who.ref, now)
    said = [CaseLocked(each.case_id, each.organisation, account_id, each.counsellor_id, now) for each in theirs]
    with store.together():
        if not store.circles.lock(lock, *said):
            raise Refused("locked_already", "The case is locked for this colleague already.")
        saved = store.cases.save(case)
    return {"case_id": case_id, "version": saved.version}


def unlock_case(store: Store, who: Actor, clock: Clock, case_id: str, version: int, account_id: str) -> Answer:
    """Have the person of a case exist again for somebody they were locked for. Refused if they were not."""
    case = _seen(store, who, case_id, version)
    now = clock.now()
    said = [CaseUnlocked(each.case_id, each.organisation, account_id, now) for each in _cases_of_person(store, case)]
    with store.together():
        if not store.circles.unlock(str(case.person_id), account_id, *said):
            raise Refused("not_locked", "The case is not locked for this colleague.")
        saved = store.cases.save(case)
    return {"case_id": case_id, "version": saved.version}


def break_glass(store: Store, who: Actor, clock: Clock, case_id: str, reason: str, hours: int) -> Answer:
    """Look into a case that is somebody else's, for a reason and for so many hours; it ends by itself.

    Whose case it is and the data protection officer see that, and why. It lets read, not write. Refused for somebody
    who reads the case anyway.
    """
    case = store.cases.get(case_id)
    permissions.require(who, permissions.BREAK_GLASS, case)
    if permissions.may(who, permissions.SEE_CASES, case):
        raise Refused("reads_it_already", "Whoever reads a case anyway has no need to break its glass.")
    now = clock.now()
    glass = Glass(
        glass_id=new_id(),
        case_id=case_id,
        organisation=case.organisation,
        account_id=who.ref,
        reason=reason,
        broken_at=now,
        ends_at=now + timedelta(hours=hours),
    )
    said = GlassBroken(case_id, glass.glass_id, glass.organisation, glass.ends_at, now)
    with store.together():
        store.circles.break_glass(glass, said)
        note_look(store.database, clock, who, case_id, "glass")
    return {"glass_id": glass.glass_id, "case_id": case_id, "ends_at": glass.ends_at.isoformat()}


def _cases_of_person(store: Store, case: Case) -> Sequence[Case]:
    """All cases of the person of this one. Refused as long as nobody has come to it."""
    if case.person_id is None:
        raise Refused("nobody_yet", "Nobody has come to this case yet: there is nobody to lock it for.")
    return store.cases.of_people([case.person_id])


def _seen(store: Store, who: Actor, case_id: str, version: int) -> Case:
    case = store.cases.get(case_id)
    permissions.require(who, permissions.LOCK_CASES, case)
    require_seen(case.noun, case.version, version)
    return case
