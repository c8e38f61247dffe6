"""Asking the services as the gateway does, with the patience of somebody who fills a whole programme."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from services.chassis.errors import Conflict
from services.chassis.identity import Actor

_NAMESPACE = uuid.UUID("6f0c4a0e-4c55-4d2b-9f3e-5b6e3f6f2a10")
# The first answers of a process that has only just begun may take their time.
_DEADLINE_SECONDS = 30.0
_ARRIVES_WITHIN_SECONDS = 60.0

T = TypeVar("T")


class Asking:
    """The line to the services."""

    def __init__(self, calls: Any):
        self._calls = calls

    def ask(self, who: Actor, service: str, method: str, **request: Any) -> dict[str, Any]:
        """The answer to a question, or to a command that makes something new."""
        return self._ask(who, service, method, request)

    def once(self, who: Actor, service: str, method: str, key: str, **request: Any) -> dict[str, Any]:
        """Have a command done; under the same `key` it is done once, however often it is asked."""
        return self._ask(who, service, method, request, str(uuid.uuid5(_NAMESPACE, key)))

    def change(self, who: Actor, service: str, look: str, method: str, **request: Any) -> dict[str, Any]:
        """Have a command done to the newest version of a thing: `look` is the question that shows it."""
        which = {name: value for name, value in request.items() if name == f"{look}_id"}
        while True:
            version = self.ask(who, service, look, **which)["version"]
            try:
                return self._ask(who, service, method, {**request, "version": version})
            except Conflict:  # a message (a receipt was sent) came in between
                continue

    def arrived(self, look: Callable[[], T | None]) -> T:
        """What `look` finds, as soon as the services have told one another. Raises TimeoutError after a minute."""
        end = time.monotonic() + _ARRIVES_WITHIN_SECONDS
        while time.monotonic() < end:
            found = look()
            if found:
                return found
            time.sleep(0.05)
        raise TimeoutError("the services have not told one another within a minute; see `lotse parked list`")

    def _ask(
        self, who: Actor, service: str, method: str, request: dict[str, Any], command_id: str | None = None
    ) -> dict[str, Any]:
        answer: dict[str, Any] = self._calls.ask(
            service, method, request, who=who, command_id=command_id, deadline=_DEADLINE_SECONDS
        )
        return answer
