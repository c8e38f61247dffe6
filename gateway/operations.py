"""What operators see of every service: how it is, and the messages that wait there for a person's decision.

Whoever looks here looks because something is wrong, so a service that does not answer is told as absent and spoils
nobody else's answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from gateway import who
from services.chassis.errors import Failed, FieldError, Invalid, NotFound, TooLate, Unavailable

# In the order in which what a client asks for goes through them.
SERVICES = ("intake", "cases", "scheduling", "notifications", "reporting")
# One that is well answers within milliseconds.
_PATIENCE_SECONDS = 2.0
_PARKED_ID = re.compile(rf"({'|'.join(SERVICES)})-([1-9][0-9]{{0,14}})")


def conditions() -> list[dict[str, Any]]:
    """How every service is: {service, present, unsent, oldest_unsent_at, waiting, parked}.

    Of one that is absent there are `service` and `present` only.
    """
    answers = _at_once(SERVICES, "condition", {}).items()
    return [{"service": service, "present": answer is not None} | (answer or {}) for service, answer in answers]


def parked(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The parked messages of one service (`service`) page by page, or the oldest of every one.

    Answers {items, absent, more, next}: `absent` names the services that did not answer, `more` those that have more
    than is told here, `next` is the cursor of one service's list. Raises Invalid for a service that there is not, and
    for a cursor without its service.
    """
    of_one = asked.get("service")
    if of_one is not None and of_one not in SERVICES:
        raise _invalid("service", "unknown_service")
    if of_one is None and "cursor" in asked:
        raise _invalid("service", "required")
    body = {name: value for name, value in asked.items() if name != "service"}
    services = (of_one,) if of_one else SERVICES
    answers = _at_once(services, "parked", body)
    present = {service: answer for service, answer in answers.items() if answer is not None}
    return {
        "items": [_named(service, item) for service, answer in present.items() for item in answer["items"]],
        "absent": [service for service in services if service not in present],
        "more": [service for service, answer in present.items() if answer["next"]],
        "next": present[of_one]["next"] if of_one in present else None,
    }


def locate(parked_id: str) -> tuple[str, int]:
    """The service and the position that a parked_id (`intake-17`) names. Raises NotFound where it names none."""
    found = _PARKED_ID.fullmatch(parked_id)
    if found is None:
        raise NotFound("message_not_parked", "This names no parked message.")
    return found[1], int(found[2])


def parked_id(service: str, position: int) -> str:
    """The name of a parked message among those of all services."""
    return f"{service}-{position}"


def _at_once(services: Sequence[str], method: str, body: dict[str, Any]) -> dict[str, dict[str, Any] | None]:
    """What each service answers, in their order. Asked at the same time, so that all that are absent cost one wait."""
    with ThreadPoolExecutor(len(services)) as several:
        # Each thread asks in a copy of this request's context: who asks, and under which trace.
        asked = [several.submit(copy_context().run, _asked, service, method, body) for service in services]
        return dict(zip(services, (answer.result() for answer in asked), strict=True))


def _asked(service: str, method: str, body: dict[str, Any]) -> dict[str, Any] | None:
    try:
        return who.ask(service, method, body, deadline=_PATIENCE_SECONDS)
    except (Unavailable, TooLate, Failed):
        return None
    except NotFound as error:
        if error.code != "unknown_method":
            raise
        return None  # of a version that has not learnt to answer operators


def _named(service: str, item: dict[str, Any]) -> dict[str, Any]:
    return {"parked_id": parked_id(service, item["position"]), "service": service} | item


def _invalid(field: str, code: str) -> Invalid:
    return Invalid("invalid", "Some of what was sent cannot be accepted.", errors=(FieldError.of(field, code),))
