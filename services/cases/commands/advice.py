"""What can be done with short advice: note it in seconds, and take back a slip of the finger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.cases import permissions
from services.cases.events.advice import AdviceGiven, AdviceWithdrawn
from services.cases.model import require_seen
from services.cases.model.advice import Advice
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import FieldError, Invalid
from services.chassis.identity import Actor


def give_advice(
    store: Store,
    who: Actor,
    clock: Clock,
    topic: str,
    language: str,
    municipality: str,
    minutes: int,
    barrier: dict[str, str] | None,
    given_at: datetime | None,
) -> dict[str, Any]:
    """Note that somebody was advised for so many minutes; `given_at` is now if nothing is said.

    `barrier` {kind, institution}: where help failed. Raises Invalid for advice that is still to be given.
    """
    permissions.require(who, permissions.GIVE_ADVICE)
    now = clock.now()
    if given_at is not None and given_at > now:
        where = FieldError.of("given_at", "in_the_future")
        raise Invalid("invalid", "Advice is noted when it has been given.", errors=(where,))
    given = Advice(
        advice_id=new_id(),
        organisation=who.organisation,
        counsellor_id=who.ref,
        topic=topic,
        language=language,
        municipality=municipality,
        minutes=minutes,
        barrier_kind=barrier["kind"] if barrier else None,
        barrier_institution=barrier["institution"] if barrier else None,
        given_at=given_at or now,
        noted_at=now,
    )
    said = AdviceGiven(
        advice_id=given.advice_id,
        organisation=given.organisation,
        topic=given.topic,
        language=given.language,
        municipality=given.municipality,
        minutes=given.minutes,
        barrier_kind=given.barrier_kind,
        barrier_institution=given.barrier_institution,
        given_at=given.given_at,
    )
    return _of(store.advice.add(given, said))


def withdraw_advice(store: Store, who: Actor, clock: Clock, advice_id: str, version: int) -> dict[str, Any]:
    """Take back what one has noted by mistake. Refused("advice_counted") later than a minute after it was noted."""
    given = store.advice.get(advice_id)
    permissions.require(who, permissions.WITHDRAW_ADVICE, given)
    require_seen(given.noun, given.version, version)
    now = clock.now()
    said = AdviceWithdrawn(advice_id, given.organisation, now)
    return _of(store.advice.save(given.withdraw(now), said))


def _of(given: Advice) -> dict[str, Any]:
    return {"advice_id": given.advice_id, "version": given.version}
