"""A thread that does one thing again and again, survives what goes wrong, and stops when told to.

Every long-running part of a service (relay, receiver, handlers, clockwork) is a Loop. In a process patched by
eventlet the thread is a green one; the code is the same.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

from services.chassis import logs

_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 5.0


class Loop:
    """Calls `step` until stopped. A step that raises is logged, and tried again after a growing pause.

    `step` may block for about a second at most, so that a stop is prompt. `on_error` puts things right before
    the next try (a connection is dropped, say).
    """

    def __init__(self, name: str, step: Callable[[], None], on_error: Callable[[], None] | None = None):
        self.name = name
        self._step = step
        self._on_error = on_error
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._log = logs.get(name)
        self.failing_since: float | None = None

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def pause(self, seconds: float) -> None:
        """Wait inside a step; a stop ends the wait."""
        self._stopping.wait(seconds)

    def ask_to_stop(self) -> None:
        """Let the step under way finish, and begin no other."""
        self._stopping.set()

    def stop(self, within: float = 10.0) -> bool:
        """Stop and wait for the end, at most `within` seconds. Tells whether it has ended."""
        self.ask_to_stop()
        if self._thread is None:
            return True
        self._thread.join(within)
        return not self._thread.is_alive()

    def _run(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                self._step()
                pause, self.failing_since = _FIRST_PAUSE, None
            except Exception as error:
                self.failing_since = self.failing_since or time.monotonic()
                self._log.warning("step_failed", error=logs.reason_of(error), pause=round(pause, 2))
                self._log.debug("step_failed", exc_info=True)
                self._recover()
                self._stopping.wait(pause * random.uniform(0.5, 1.0))
                pause = min(pause * 2, _LONGEST_PAUSE)

    def _recover(self) -> None:
        if self._on_error is None:
            return
        try:
            self._on_error()
        except Exception as error:
            self._log.warning("recovery_failed", error=type(error).__name__)
