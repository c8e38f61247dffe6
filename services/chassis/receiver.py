"""From the broker into the inbox: the first of the two steps of hearing.

One replica receives at a time (single active consumer). It takes what is there, stores it in one transaction
and then acknowledges; a crash between the two brings the messages again, and the inbox knows them by their
id. It hands over by closing its channel, not by cancelling: a cancelled consumer's unacknowledged messages
would be overtaken by the next ones.
"""

from __future__ import annotations

from typing import Any

from services.chassis import bus, failpoints, inbox, logs, metrics
from services.chassis.bells import Bells
from services.chassis.clock import Clock
from services.chassis.database import Database
from services.chassis.envelope import MAX_BYTES, Envelope, Unreadable
from services.chassis.inbox import Heard
from services.chassis.loops import Loop

_BATCH = 500
_IDLE_SECONDS = 0.5
# What is said together is published together, but arrives one by one: a transaction each would cost more than waiting.
_LINGER_SECONDS = 0.002


class Receiver:
    """Stores what one service hears."""

    def __init__(
        self,
        service: str,
        topology: bus.Topology,
        database: Database,
        clock: Clock,
        bells: Bells,
        broker_url: str,
        *,
        backlog_limit: int = 100_000,
    ):
        self._service = service
        self._topology = topology
        self._reads = frozenset(type_ for _, type_ in topology.hears)
        self._database = database
        self._clock = clock
        self._bells = bells
        self._broker_url = broker_url
        self._backlog_limit = backlog_limit
        self._link: bus.Link | None = None
        self._channel: Any = None
        self._taken: list[Any] = []
        self._stored_since_look = backlog_limit  # look at the first occasion
        self._log = logs.get("receiver")
        self.loop = Loop(f"{service}.receiver", self.step, self._hang_up)

    @property
    def listening(self) -> bool:
        """Whether this replica stands at the queue (active or as the next in line)."""
        return self._channel is not None

    def start(self) -> None:
        self.loop.start()

    def stop(self) -> None:
        """Store what was taken, then make room for another replica."""
        self.loop.stop()
        self._hang_up()

    def step(self) -> None:
        """Take what is there, store it, acknowledge it."""
        if self._backlog_is_full():
            self._hang_up()
            self.loop.pause(_IDLE_SECONDS)
            return
        if self._channel is None:
            self._listen()
        assert self._link is not None
        timeout = _IDLE_SECONDS
        while len(self._taken) < _BATCH and self._link.readable(timeout):
            self._link.drain()
            timeout = _LINGER_SECONDS
        if self._taken:
            self._keep()

    def _keep(self) -> None:
        failpoints.reach("receiver.taken")
        heard = [read(message.body, self._reads) for message in self._taken]
        with self._database.transaction() as tx:
            new = inbox.store(tx, heard, self._clock.now())
            tx.after_commit(inbox.BELL, lambda: self._bells.ring(inbox.BELL))
        failpoints.reach("receiver.stored")
        last, self._taken = self._taken[-1], []
        self._channel.basic_ack(last.delivery_info["delivery_tag"], multiple=True)
        self._stored_since_look += len(heard)
        metrics.MESSAGES_RECEIVED.labels(self._service).inc(new)

    def _backlog_is_full(self) -> bool:
        # Counting costs; it is enough to count once for every hundredth of the limit that has come in.
        if self._stored_since_look * 100 < self._backlog_limit:
            return False
        with self._database.reading() as tx:
            waiting = inbox.backlog(tx, self._backlog_limit)
        full = waiting >= self._backlog_limit
        if full:
            self._log.warning("paused", waiting=waiting)
        else:
            self._stored_since_look = 0
        return full

    def _listen(self) -> None:
        self._link = bus.Link(self._broker_url, f"{self._service}.receiver")
        channel = self._link.channel()
        # Declared anew each time: a queue or binding that somebody deleted is mended by the next connection.
        self._topology.declare(channel)
        channel.basic_qos(0, _BATCH, False)
        self._taken = []
        channel.basic_consume(queue=bus.inbound_queue(self._service), callback=self._take)
        self._channel = channel

    def _take(self, message: Any) -> None:
        self._taken.append(message)

    def _hang_up(self) -> None:
        link, self._link, self._channel, self._taken = self._link, None, None, []
        if link:
            link.close()


def read(body: bytes | str, reads: frozenset[str]) -> Heard:
    """What the broker gave us, with its envelope, or with the reason why it has to be parked."""
    raw = body.encode() if isinstance(body, str) else bytes(body)
    if len(raw) > MAX_BYTES:
        return Heard(raw, None, f"the body has {len(raw)} bytes, more than {MAX_BYTES}")
    try:
        message = Envelope.from_json(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return Heard(raw, None, "the body is not UTF-8")
    except Unreadable as error:
        return Heard(raw, None, str(error))
    if message.type not in reads:
        return Heard(raw, message, f"this service does not read {message.type}")
    return Heard(raw, message)
