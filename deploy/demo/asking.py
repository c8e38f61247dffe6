"""Asking the services as the gateway does, each thing once, however often the filling is begun."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from deploy.demo.journal import Journal
from services.chassis.clock import Clock
from services.chassis.errors import Conflict
from services.chassis.identity import Actor

_NAMESPACE = uuid.UUID("6f0c4a0e-4c55-4d2b-9f3e-5b6e3f6f2a10")
# The first answers of a process that has only just begun may take their time.
_DEADLINE_SECONDS = 30.0

Answer = dict[str, Any]


class Asking:
    """One story's line to the services. Its questions are numbered: told again, the story asks the same in order."""

    def __init__(self, calls: Any, clock: Clock, journal: Journal, story: str):
        self._calls = calls
        self._clock = clock
        self._journal = journal
        self._story = story
        self._asked = 0

    def ask(self, who: Actor, service: str, method: str, /, **request: Any) -> Any:
        """The answer to a question or a command. Raises the service's LotseError."""
        return self.learn(lambda answer: answer, who, service, method, **request)

    def learn(self, what: Callable[[Answer], Any], who: Actor, service: str, method: str, /, **request: Any) -> Any:
        """What is worth remembering of an answer: there may be much more in it."""
        self._asked += 1
        key = f"{self._story} {self._asked}"
        command_id = str(uuid.uuid5(_NAMESPACE, f"{self._journal.until} {key}"))

        def ask() -> Any:
            return what(
                self._calls.ask(service, method, request, who=who, command_id=command_id, deadline=_DEADLINE_SECONDS)
            )

        return self._journal.once(key, self._clock, ask)

    def change(
        self, who: Actor, service: str, look: str, method: str, seen: int | None = None, **request: Any
    ) -> Answer:
        """Have a command done to the version that was `seen`, or to the newest, which the question `look` shows."""
        which = {name: value for name, value in request.items() if name == f"{look}_id"}
        while True:
            if seen is None:
                seen = self.learn(lambda shown: shown["version"], who, service, look, **which)
            try:
                return self.ask(who, service, method, version=seen, **request)  # type: ignore[no-any-return]
            except Conflict:  # a message (a receipt was sent) came in between
                seen = None
