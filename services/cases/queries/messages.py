"""Who may be told what was written to the person in a case: the notifications know that, and we know who may."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.model.cases import RECORD
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.chassis.warrants import Warrant


def messages_warrant(store: Store, who: Actor, clock: Clock, case_id: str) -> dict[str, Any]:
    """A `warrant` by which the notifications tell `who` of the messages about a case and the request it came of, and
    send them again for whoever works in it. That they look is written down there."""
    found = store.cases.get(case_id)
    permissions.require(who, permissions.SEE_CASES, found)
    works = found.may(RECORD) and permissions.may(who, permissions.KEEP_RECORDS, found)
    request_ids = (found.request_id,) if found.request_id else ()
    return {"warrant": store.seals.warrant(who, clock, Warrant((case_id,), request_ids, works))}
