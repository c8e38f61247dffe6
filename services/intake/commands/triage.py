"""The desk's own work on a request: find out what is needed, or answer it at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.intake import events, model, permissions
from services.intake.store import Store


def triage_request(
    store: Store,
    who: Actor,
    clock: Clock,
    request_id: str,
    version: int,
    track: str,
    criteria: Sequence[str],
    urgency: str,
    topics: Sequence[str] | None = None,
    municipality: str | None = None,
    language: str | None = None,
) -> dict[str, Any]:
    """Note which track a request takes, for which criteria, how urgent it is, and maybe its right topics,
    municipality and language.

    Can be done again until it is offered. Raises Refused after that, Invalid while topics or municipality are unknown.
    """
    permissions.require_of_request(who, permissions.TRIAGE, store.organisation)
    request = store.get(request_id, version)
    triage = model.Triage(track, tuple(criteria), urgency, clock.now())
    triaged = request.triage_as(triage, tuple(topics or request.topics), municipality)
    if language:
        triaged = triaged.talk_in(language)
    said = events.RequestTriaged(
        request_id=request_id,
        track=triage.track,
        criteria=triage.criteria,
        urgency=triage.urgency,
        topics=triaged.topics,
        municipality=triaged.municipality,
        language=triaged.language,
        triaged_at=triage.triaged_at,
    )
    saved = store.save(triaged, said)
    return {"request_id": saved.request_id, "version": saved.version}


def answer_request(
    store: Store, who: Actor, clock: Clock, request_id: str, version: int, summary: str
) -> dict[str, Any]:
    """Note that the desk could help by itself, and how. Raises Refused while the request is offered, or has ended."""
    permissions.require_of_request(who, permissions.ANSWER, store.organisation)
    answered = store.get(request_id, version).answer(summary, clock.now())
    saved = store.save(answered, events.RequestAnswered(request_id, answered.reference, answered.changed_at))
    return {"request_id": saved.request_id, "version": saved.version}
