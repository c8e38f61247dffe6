"""Connections to the broker in the process, and the transport by which kombu finds it."""

from __future__ import annotations

import select
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import amqp
from amqp.exceptions import ChannelError
from kombu.transport import base

from services.chassis.embedded.broker import Broker
from services.chassis.embedded.channel import Channel


class Connection:
    """One user of an embedded broker. `sock` becomes readable when there is something to drain."""

    def __init__(self, broker: Broker):
        self.broker = broker
        self.channels: set[Channel] = set()
        self.connected = True
        self.client: Any = None
        self._work: deque[Callable[[], Any]] = deque()
        self.sock, self._ringer = socket.socketpair()
        self.sock.setblocking(False)
        self._ringer.setblocking(False)
        self._rung = False

    def put(self, work: Callable[[], Any]) -> None:
        """Leave something to do for whoever drains this connection."""
        with self.broker.lock:
            self._work.append(work)
            if not self._rung and self.connected:
                self._rung = True
                self._ringer.send(b"!")

    def channel(self) -> Channel:
        channel = Channel(self)
        self.channels.add(channel)
        return channel

    def drain_events(self, timeout: float | None = None) -> None:
        """Handle one event; raises TimeoutError when none comes in time."""
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            with self.broker.lock:
                work = self._work.popleft() if self._work else None
                if self._rung and not self._work:
                    self.sock.recv(1)
                    self._rung = False
            if work is not None:
                work()
                return
            left = None if end is None else max(0.0, end - time.monotonic())
            if not select.select([self.sock], [], [], left)[0]:
                raise TimeoutError

    def close(self) -> None:
        with self.broker.lock:
            if not self.connected:
                return
            for channel in list(self.channels):
                channel.close()
            for queue in [queue for queue in self.broker.queues.values() if queue.owner is self]:
                self.broker.delete_queue(queue.name)
            self.connected = False
            self.sock.close()
            self._ringer.close()


class Transport(base.Transport):
    """`embedded://` or `embedded://name`, for kombu.Connection."""

    driver_type = driver_name = "embedded"
    connection_errors = (amqp.exceptions.ConnectionError, OSError)  # type: ignore[assignment]
    channel_errors = (ChannelError,)
    recoverable_connection_errors = connection_errors
    recoverable_channel_errors = channel_errors

    def __init__(self, client: Any, **_: Any):
        self.client = client

    def driver_version(self) -> str:
        return "embedded"

    def establish_connection(self) -> Connection:
        return Connection(Broker.named(self.client.hostname or ""))  # type: ignore[union-attr]

    def create_channel(self, connection: Connection) -> Channel:
        return connection.channel()

    def drain_events(self, connection: Connection, timeout: float | None = None, **_: Any) -> None:
        connection.drain_events(timeout)

    def verify_connection(self, connection: Connection) -> bool:
        return connection.connected

    def close_connection(self, connection: Connection) -> None:
        connection.close()

    def heartbeat_check(self, connection: Connection, rate: int = 2) -> None:
        """Nobody can be lost inside one process."""
