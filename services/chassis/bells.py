"""Waking whoever waits for new rows, without polling: here at once, in the other replicas by NOTIFY where needed.

A bell is rung after a commit. Rings are only a hint: everyone who waits also looks by itself now and then, so
a lost ring costs time, never a message.
"""

from __future__ import annotations

import os
import select
import threading
from typing import Any

from sqlalchemy import text

from services.chassis.database import Database
from services.chassis.loops import Loop

_CHANNEL = "lotse_bells"
_BETWEEN_TELLING = 0.05  # seconds: NOTIFY takes a lock that every other commit with a NOTIFY waits for
_NOTIFY = text("SELECT pg_notify(:channel, :payload)")


class Bell:
    """What one waiting loop listens to."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def ring(self) -> None:
        self._rung.set()

    def wait(self, timeout: float) -> bool:
        """Wait until rung, at most `timeout` seconds; tells whether it was."""
        rung = self._rung.wait(timeout)
        self._rung.clear()
        return rung


class Bells:
    """The bells of one service, over all its replicas."""

    def __init__(self, database: Database):
        self._database = database
        self._bells: dict[str, list[Bell]] = {}
        self._to_tell: set[str] = set()
        self._tell = Bell()
        self._me = f"{os.getpid()}.{id(self)}"
        self._listening: Any = None
        self._loops: list[Loop] = []
        if not database.is_sqlite:  # SQLite serves one process: there is nobody else to tell
            self._loops = [
                Loop("bells.tell", self._tell_others),
                Loop("bells.listen", self._listen, self._hang_up),
            ]

    def bell(self, name: str) -> Bell:
        """A bell that is rung whenever `name` is."""
        bell = Bell()
        self._bells.setdefault(name, []).append(bell)
        return bell

    def ring(self, name: str) -> None:
        """Wake all who wait for `name` in this process."""
        for bell in self._bells.get(name, ()):
            bell.ring()

    def tell(self, name: str) -> None:
        """Wake all who wait for `name` in the other replicas: when it is for one of them to do, or too much for us."""
        if self._loops:
            self._to_tell.add(name)
            self._tell.ring()

    def start(self) -> None:
        for loop in self._loops:
            loop.start()

    def stop(self) -> None:
        for loop in self._loops:
            loop.ask_to_stop()
        self._tell.ring()
        for loop in self._loops:
            loop.stop(2)
        self._hang_up()

    def _tell_others(self) -> None:
        # The first is told at once; those that follow it closely are told together.
        if not self._tell.wait(1.0) or not self._to_tell:
            return
        names, self._to_tell = self._to_tell, set()
        with self._database.transaction() as tx:
            for name in sorted(names):
                tx.execute(_NOTIFY, {"channel": _CHANNEL, "payload": f"{self._me} {name}"})
        self._loops[0].pause(_BETWEEN_TELLING)

    def _listen(self) -> None:
        if self._listening is None:
            connection = self._database.engine.raw_connection()
            driver: Any = connection.driver_connection
            connection.detach()  # it is ours alone from now on, not the pool's
            driver.autocommit = True
            driver.cursor().execute(f"LISTEN {_CHANNEL}")
            self._listening = driver
        if not select.select([self._listening], [], [], 1.0)[0]:
            return
        self._listening.poll()
        while self._listening.notifies:
            sender, _, name = self._listening.notifies.pop(0).payload.partition(" ")
            if sender != self._me:
                self.ring(name)

    def _hang_up(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()
