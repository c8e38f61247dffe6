"""Clients that ask the sayer to say things, each again with its key until it is answered, as clients shall."""

from __future__ import annotations

import itertools
import threading
import time
from types import TracebackType
from typing import Any

from services.chassis.calls import Calls
from services.chassis.errors import Failed, LotseError, TooLate, Unavailable
from services.chassis.identity import Actor
from tests.eventually import eventually
from tests.faults.neighbours import new_key
from tests.faults.town import Town

# After these a client cannot know whether it was done, and asks again.
AGAIN = (Unavailable, TooLate, Failed)
_ANSWER_WITHIN = 90.0


class Load:
    """A steady load while the block runs; `say` asks for one thing beside it.

    Each client keeps to `pace` seconds between two commands, and speaks of all `things` in turn.
    """

    def __init__(self, town: Town, things: int = 8, clients: int = 3, pace: float = 0.03):
        self.answers: dict[str, dict[str, Any]] = {}
        self.errors: list[BaseException] = []
        self.again = 0
        self._calls: Calls = town.calls()
        self._things = [f"thing-{number}" for number in range(things)]
        self._pace = pace
        self._over = threading.Event()
        self._clients = [threading.Thread(target=self._work, args=(number,), daemon=True) for number in range(clients)]

    def __enter__(self) -> Load:
        self._calls.start()
        for client in self._clients:
            client.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for client in self._clients:
            client.join(_ANSWER_WITHIN)
        self._calls.stop()
        if error is None and self.errors:
            raise self.errors[0]

    def say(self, thing: str, deed: str = "", how: str = "say", key: str | None = None) -> dict[str, Any]:
        """Have something said; the answer is {thing, number}."""
        key = key or new_key()
        request = {"key": key, "thing": thing, "deed": deed, "how": how}
        end = time.monotonic() + _ANSWER_WITHIN
        while True:
            try:
                answer = self._calls.ask("sayer", "say", request, who=Actor.public(), command_id=key)
                self.answers[key] = answer
                return answer
            except AGAIN as error:
                self.again += 1
                if time.monotonic() > end:
                    raise LotseError("no_answer", f"no answer within {_ANSWER_WITHIN} s") from error
                time.sleep(0.1)

    def more(self, count: int = 20, within: float = 60) -> None:
        """Return when so many more commands have been answered."""
        enough = len(self.answers) + count
        eventually(lambda: self.errors or len(self.answers) >= enough, within=within)

    def _work(self, number: int) -> None:
        try:
            for thing in itertools.islice(itertools.cycle(self._things), number, None):
                if self._over.wait(self._pace):
                    return
                self.say(thing)
        except BaseException as error:  # told to the test at the end of the block
            self.errors.append(error)
