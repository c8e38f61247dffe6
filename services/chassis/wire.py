"""One connection to the broker, many threads that use it: a single thread owns it, the others leave work with it.

Neither py-amqp nor TLS sockets may be used by several threads at once. Whoever wants something published or
acknowledged leaves a callable; the owner runs it between two reads. When the connection is lost the owner
builds it up again, and what was left for the old channel is dropped by those who left it.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from services.chassis import bus
from services.chassis.loops import Loop

_IDLE_SECONDS = 0.5


class Wire:
    """`opened(channel)` prepares each new channel; `lost()` tells that the last one is gone."""

    def __init__(self, url: str, name: str, opened: Callable[[Any], None], lost: Callable[[], None]):
        self._url = url
        self._name = name
        self._opened = opened
        self._lost = lost
        self._link: bus.Link | None = None
        self._channel: Any = None
        self._work: deque[Callable[[Any], None]] = deque()
        self._lock = threading.Lock()
        self._rung = False
        self._ear, self._ringer = socket.socketpair()
        self._ear.setblocking(False)
        self._ringer.setblocking(False)
        self.loop = Loop(name, self._step, self._hang_up)

    @property
    def connected(self) -> bool:
        return self._channel is not None

    def start(self) -> None:
        self.loop.start()

    def stop(self) -> None:
        """Do what was left to do, then hang up."""
        self.loop.ask_to_stop()
        self._ring()
        if self.loop.stop(5):
            with contextlib.suppress(*bus.LOST):
                self._run_work()
            self._hang_up()

    def do(self, work: Callable[[Any], None]) -> None:
        """Have the owner call `work(channel)` with the channel of that moment."""
        self._work.append(work)
        self._ring()

    def _ring(self) -> None:
        with self._lock:
            if not self._rung:
                self._rung = True
                self._ringer.send(b"!")

    def _step(self) -> None:
        if self._link is None:
            self._link = bus.Link(self._url, self._name)
            channel = self._link.channel()
            self._opened(channel)
            self._channel = channel
        self._run_work()
        if self._link.readable(_IDLE_SECONDS, self._ear):
            self._link.drain()

    def _run_work(self) -> None:
        with self._lock:
            if self._rung:
                self._ear.recv(1)
                self._rung = False
        while self._work and self._channel is not None:
            self._work.popleft()(self._channel)

    def _hang_up(self) -> None:
        link, self._link, self._channel = self._link, None, None
        if link is not None:
            self._lost()
            link.close()
