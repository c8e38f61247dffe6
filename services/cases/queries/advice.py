"""What can be told about short advice: to each what they have noted themselves."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.model.advice import Advice
from services.cases.queries.moments import at
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.identity import Actor


def advice(store: Store, who: Actor, clock: Clock, cursor: str | None, limit: int) -> dict[str, Any]:
    """What `who` has noted and not taken back, the newest first; `may` says what can be done with each now."""
    permissions.require(who, permissions.GIVE_ADVICE)
    found, following = store.advice.of(who.organisation, who.ref, cursor, limit)
    now = clock.now()
    return {"items": [_told(given, given.may_be_withdrawn(now)) for given in found], "next": following}


def _told(given: Advice, may_be_withdrawn: bool) -> dict[str, Any]:
    barrier = {"kind": given.barrier_kind, "institution": given.barrier_institution} if given.barrier_kind else None
    return {
        "advice_id": given.advice_id,
        "topic": given.topic,
        "language": given.language,
        "municipality": given.municipality,
        "minutes": given.minutes,
        "barrier": barrier,
        "given_at": at(given.given_at),
        "may": ["withdraw"] if may_be_withdrawn else [],
        "version": given.version,
    }
