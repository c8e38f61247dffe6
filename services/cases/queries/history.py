"""What was done in a case, and by whom."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.queries.moments import at
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor


def history(store: Store, who: Actor, clock: Clock, case_id: str, cursor: str | None, limit: int) -> dict[str, Any]:
    """A page of what was done in a case, the newest first. That `who` looked at it is written down first."""
    permissions.require(who, permissions.SEE_CASES, store.cases.get(case_id))
    note_look(store.database, clock, who, case_id, "history")
    lines, following = store.history.listed(case_id, cursor, limit)
    names = store.accounts.names({line.by for line in lines})
    return {
        "items": [
            {
                "line_id": line.line_id,
                "what": line.what,
                "happened_at": at(line.happened_at),
                "by": names.get(line.by),
                "about": dict(line.about),
            }
            for line in lines
        ],
        "next": following,
    }
