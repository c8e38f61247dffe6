"""Who has looked at whom: at one case, and in a whole organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.cases import permissions
from services.cases.queries.circles import told_glass
from services.cases.queries.moments import at
from services.cases.store import Store
from services.chassis.access import Look, looks_at, looks_in, note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor

Told = dict[str, Any]

_GLASSES_SHOWN = 20


def access_log_of_case(store: Store, who: Actor, clock: Clock, case_id: str, cursor: str | None, limit: int) -> Told:
    """A page of who has looked at a case, the last look first."""
    permissions.require(who, permissions.SEE_LOOKS, store.cases.get(case_id))
    found, following = looks_at(store.database, case_id, who.organisation, cursor, limit)
    return {"items": _told(store, found), "next": following}


def access_log(store: Store, who: Actor, clock: Clock, account_id: str | None, cursor: str | None, limit: int) -> Told:
    """A page of all looks in the own organisation's log (of one account), the last first; and the last times a glass
    was broken, but of a case that is locked for `who`. That the log was read is written down in it."""
    permissions.require(who, permissions.SEE_ACCESS_LOG)
    note_look(store.database, clock, who, "access_log", "access_log")
    found, following = looks_in(store.database, who.organisation, account_id, cursor, limit)
    broken = store.circles.newest_glasses(who.organisation, _GLASSES_SHOWN)
    known = {case.case_id: case for case in store.cases.some({glass.case_id for glass in broken})}
    hidden = {case.case_id for case in known.values() if not permissions.knows_of(who, case)}
    glasses = [glass for glass in broken if glass.case_id not in hidden]
    names = store.accounts.names({glass.account_id for glass in glasses})
    return {
        "items": _told(store, found),
        "next": following,
        "glasses": [
            told_glass(glass, names) | {"reference": known[glass.case_id].reference if glass.case_id in known else None}
            for glass in glasses
        ],
    }


def _told(store: Store, found: Sequence[Look]) -> list[Told]:
    names = store.accounts.names({look.who for look in found})
    return [
        {
            "look_id": look.look_id,
            "subject": look.subject,
            "what": look.what,
            "who": names.get(look.who, look.who),
            "roles": look.roles.split(),
            "looked_at": at(look.looked_at),
        }
        for look in found
    ]
