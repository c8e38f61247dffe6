"""Whether two requests are of the same person: decided by somebody who can ask, and remembered for both."""

from __future__ import annotations

from typing import Any

from services.chassis.clock import Clock
from services.chassis.errors import Refused
from services.chassis.identity import Actor
from services.intake import events, permissions
from services.intake.model.contradictions import contradicted, involved
from services.intake.model.likenesses import SAME, SPLIT
from services.intake.store import Store

_SAID: dict[str, type[events.RequestLinked] | type[events.RequestSplit]] = {
    SAME: events.RequestLinked,
    SPLIT: events.RequestSplit,
}


def decide_likeness(
    store: Store,
    who: Actor,
    clock: Clock,
    request_id: str,
    version: int,
    other_id: str,
    verdict: str,
    despite: bool = False,
) -> dict[str, Any]:
    """Note that two requests are of the same person, or not, or not any more (`split`); neither is changed otherwise.

    Raises NotFound if either is unknown, Refused for what the present verdict does not allow: a split stays a split.
    Refused("contradicts_verdicts") if it does not go together with what was decided of others they are linked with,
    unless it is meant `despite` that; its `params` name the two that would be both linked and apart, and who said what.
    """
    permissions.require_of_request(who, permissions.COMPARE, store.organisation)
    request = store.get(request_id, version)
    store.get(other_id)
    before = store.likenesses.verdict(request_id, other_id)
    decided = before.decide(verdict, who.ref, clock.now())
    if not despite and (found := contradicted(store.likenesses.among(request_id, other_id), decided)):
        sentence = "It contradicts what was decided of other requests; send it again with `despite` if it is right."
        references = store.likenesses.references(involved(found))
        raise Refused("contradicts_verdicts", sentence, contradictions=[each.told(references) for each in found])
    said = [_SAID[verdict](decided.one_id, decided.other_id, clock.now())] if verdict in _SAID else []
    saved = store.decide(request, decided, before, *said)
    return {"request_id": request_id, "version": saved.version, "verdict": decided.status}
