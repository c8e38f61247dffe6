"""Forgetting somebody who has asked and has no case: proposed by one, confirmed by another, done everywhere."""

from __future__ import annotations

from typing import Any

from services.chassis.clock import Clock
from services.chassis.errors import Refused
from services.chassis.identity import Actor
from services.intake import events, model, permissions
from services.intake.commands.requests import called_back
from services.intake.model.erasures import PROPOSED, Erasure, require_erasable
from services.intake.store import Store

Answer = dict[str, Any]


def propose_request_erasure(store: Store, who: Actor, clock: Clock, request_id: str, reason: str) -> Answer:
    """Propose that the person behind a request is forgotten; `reason` is one of REASONS. Somebody else confirms it.

    Refused where there is a case: with that, its request goes.
    """
    permissions.require_of_request(who, permissions.FORGET_PEOPLE, store.organisation)
    require_erasable(store.get(request_id))
    before = store.erasures.of(request_id)
    if before is not None and before.status == PROPOSED:
        raise Refused("erasure_proposed", "It is proposed already that this person is forgotten.")
    version = before.version if before else 0
    proposed = Erasure(request_id, reason, PROPOSED, who.ref, clock.now(), version=version)
    return _told(store.erasures.save(proposed))


def confirm_request_erasure(store: Store, who: Actor, clock: Clock, request_id: str, version: int) -> Answer:
    """Say yes as the second person. A request that still waits is ended first; then the person behind it is forgotten,
    which cannot be undone."""
    permissions.require_of_request(who, permissions.FORGET_PEOPLE, store.organisation)
    request, now = store.get(request_id), clock.now()
    confirmed = store.erasures.seen(request_id, version).confirm(who.ref, now)
    require_erasable(request)
    with store.together():
        saved = store.erasures.save(confirmed)
        if request.may(model.WITHDRAW):
            # Nobody has withdrawn it: it does not count as such, and no confirmation goes to whoever is forgotten.
            offers, said = called_back(store, request, now)
            request = store.save(request.withdraw(now), *said, changed=offers)
        erased = events.RequestErased(request_id, now)
        store.save(request.erase(now), events.ContactErased(request_id), erased)
        store.erasures.await_confirmations(request_id)
    return _told(saved)


def reject_request_erasure(store: Store, who: Actor, clock: Clock, request_id: str, version: int) -> Answer:
    """Nothing is erased: whoever may confirm it may reject it, and whoever proposed it may take it back."""
    permissions.require_of_request(who, permissions.FORGET_PEOPLE, store.organisation)
    return _told(store.erasures.save(store.erasures.seen(request_id, version).reject(who.ref, clock.now())))


def _told(erasure: Erasure) -> Answer:
    return {"request_id": erasure.request_id, "status": erasure.status, "version": erasure.version}
