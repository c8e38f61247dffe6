"""From the outbox to the broker: in order, confirmed, by one replica at a time.

Woken by the commit; a slow look finds what a crash left behind. One relay per database works, under a fenced
lease; the others stand by. It publishes a batch with pipelined confirms and marks it in one statement that
checks the lease. A destination that refuses or is away rests by itself while the others are served.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from typing import Any

from services.chassis import bus, failpoints, logs, metrics, outbox
from services.chassis.bells import Bells
from services.chassis.clock import Clock
from services.chassis.database import Database
from services.chassis.leases import Lease, LeaseLost
from services.chassis.loops import Loop

_IDLE_LOOK_SECONDS = 1.0
_FIRST_REST, _LONGEST_REST = 0.5, 30.0


class Relay:
    """Sends what one service has written into its outbox."""

    def __init__(
        self,
        service: str,
        database: Database,
        clock: Clock,
        bells: Bells,
        broker_url: str,
        *,
        batch: int = 500,
        confirm_timeout: float = 10.0,
        lease_seconds: float = 10.0,
    ):
        self._service = service
        self._database = database
        self._clock = clock
        self._broker_url = broker_url
        self._batch = batch
        self._confirm_timeout = confirm_timeout
        self._lease = Lease(database, "relay", lease_seconds)
        self._bells = bells
        self._bell = bells.bell(outbox.BELL)
        self._link: bus.Link | None = None
        self._publisher: bus.Publisher | None = None
        self._rests: dict[str, tuple[float, float]] = {}  # destination → (until, how long)
        self._log = logs.get("relay")
        self.loop = Loop(f"{service}.relay", self.step, self._drop_link)

    def start(self) -> None:
        self.loop.start()

    def stop(self) -> None:
        """Finish the batch under way and let another replica take over at once."""
        self.loop.ask_to_stop()
        self._bell.ring()
        if self.loop.stop(self._confirm_timeout + 2):
            self._lease.give_back()
            self._drop_link()

    def step(self) -> None:
        """Send one batch, or wait for the bell if there is nothing to send."""
        if not self._lease.held():
            if self._bell.wait(self._lease.seconds / 4):
                self._bells.tell(outbox.BELL)  # it was committed here, and is for another replica to send
            return
        with self._database.reading() as tx:
            rows = outbox.unsent(tx, self._batch, self._resting())
        if rows:
            self._send(rows)
        elif self._link:  # heartbeats, while there is nothing to say
            self._link.drain_all(0)
        if len(rows) < self._batch:  # nothing more was there; whatever comes now rings
            self._bell.wait(_IDLE_LOOK_SECONDS)

    def _send(self, rows: Sequence[Any]) -> None:
        failpoints.reach("relay.claimed")
        try:
            self._open_publisher().publish(rows)
        except bus.PublishFailed as failure:
            self._log.warning("publish_failed", reason=str(failure), confirmed=len(failure.confirmed), of=len(rows))
            self._drop_link()
            confirmed = _in_order(rows, failure.confirmed)
            self._mark(confirmed)
            known = {row.position for row in confirmed}
            self._send_by_destination([row for row in rows if row.position not in known])
            return
        failpoints.reach("relay.confirmed")
        self._mark(rows)
        for destination in {row.destination for row in rows}:
            self._rests.pop(destination, None)  # it is back, and the next time it fails is a first time again

    def _send_by_destination(self, rows: Sequence[Any]) -> None:
        """After a failure: each destination by itself, so that the one to blame rests and the others are served."""
        for destination in dict.fromkeys(row.destination for row in rows):
            own = [row for row in rows if row.destination == destination]
            try:
                self._open_publisher().publish(own)
            except (bus.PublishFailed, *bus.LOST) as failure:
                self._drop_link()
                self._mark(_in_order(own, getattr(failure, "confirmed", ())))
                self._rest(destination)
            else:
                self._mark(own)
                self._rests.pop(destination, None)

    def _mark(self, rows: Sequence[Any]) -> None:
        if not rows:
            return
        with self._database.transaction() as tx:
            marked = outbox.mark_sent(tx, [row.position for row in rows], self._clock.now(), self._lease.proof)
        if not marked:
            self._lease.forget()
            raise LeaseLost("another relay has taken over; what was sent twice is recognised by its id")
        metrics.MESSAGES_SENT.labels(self._service).inc(len(rows))

    def _resting(self) -> list[str]:
        now = time.monotonic()
        return [destination for destination, (until, _) in self._rests.items() if until > now]

    def _rest(self, destination: str) -> None:
        _, last = self._rests.get(destination, (0.0, _FIRST_REST / 2))
        length = min(last * 2, _LONGEST_REST)
        self._rests[destination] = (time.monotonic() + length, length)
        self._log.warning("destination_rests", destination=destination, seconds=length)

    def _open_publisher(self) -> bus.Publisher:
        if self._publisher is None:
            self._link = bus.Link(self._broker_url, f"{self._service}.relay")
            self._publisher = bus.Publisher(self._link, self._confirm_timeout)
        return self._publisher

    def _drop_link(self) -> None:
        link, self._link, self._publisher = self._link, None, None
        if link:
            link.close()


def _in_order(rows: Sequence[Any], confirmed: Collection[int]) -> list[Any]:
    """Of the confirmed rows those with no unconfirmed one of their subject before them: the rest is sent again
    behind it, so that order per subject holds."""
    known = set(confirmed)
    held_up: set[str] = set()
    kept = []
    for index, row in enumerate(rows):
        if index not in known or row.subject in held_up:
            held_up.add(row.subject)
        else:
            kept.append(row)
    return kept
