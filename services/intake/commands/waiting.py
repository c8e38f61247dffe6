"""What is done about requests that nobody looks at: it is said, once for each limit."""

from __future__ import annotations

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.intake import events, permissions
from services.intake.model import Patience
from services.intake.store import Store


def escalate_overdue_requests(
    store: Store, who: Actor, clock: Clock, patience: Patience, limit: int = 100
) -> list[str]:
    """Say which requests have waited unseen for longer than agreed, each once per limit; returns their ids.

    Run by the clock; at most `limit` at once, the oldest first.
    """
    permissions.require(who, permissions.ESCALATE)
    now = clock.now()
    overdue = store.waiting.not_yet_said(patience.cutoffs(now), limit)
    for each in overdue:
        said = events.RequestOverdue(each.request_id, each.reference, each.limit, each.unseen_since, now)
        store.waiting.note(each, now, said)
    return [each.request_id for each in overdue]
