"""Send a message again, by hand."""

from __future__ import annotations

from typing import Any

from services.chassis import warrants
from services.chassis.clock import Clock
from services.chassis.errors import NotAllowed, Refused
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.notifications import permissions
from services.notifications.commands.queueing import tell_anew
from services.notifications.model.again import NO_WAY_OPEN, repetition_of, why_not_again
from services.notifications.store import Store

_WHY_NOT = {
    "message_waits": "This message is still waiting to be sent.",
    "message_arrived": "This message has arrived.",
    "message_overtaken": "A newer message tells of another time, or that there is no appointment any more.",
    "message_repeated": "Another message has followed this one already.",
    "person_forgotten": "We do not know any more how to reach whoever this was for.",
    "appointment_over": "The appointment has begun, or is over.",
    "offer_over": "What was offered can no longer be chosen.",
    "way_closed": "There is no way on which we may write to them.",
}


def send_again(
    store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, warrant: str, message_id: str
) -> dict[str, Any]:
    """Have a message sent once more, on the best way there is now; returns the id of the new one.

    The new id follows from the old one: so two who press the button at once send one. Raises NotFound for a message
    the warrant does not speak of, NotAllowed for one that allows reading only, and Refused with the reason where it
    makes no sense.
    """
    permissions.require(who, permissions.SEND_AGAIN)
    given = warrants.read(seal_keys, who, clock, warrant)
    if not given.works:
        raise NotAllowed("not_allowed", f"The warrant lets {who.label} read, and no more.")
    abouts = (*given.case_ids, *given.request_ids)
    with store.together():
        message = store.messages.one_to(abouts, message_id)
        (standing,) = store.standings.of([message], store.standings.reached(abouts))
        if refusal := why_not_again(message, standing, clock.now()):
            raise Refused(refusal, _WHY_NOT[refusal])
        sent = tell_anew(store, clock, message, repetition_of(message_id))
    if sent is None:
        raise Refused(NO_WAY_OPEN, _WHY_NOT[NO_WAY_OPEN])
    return {"message_id": sent}
