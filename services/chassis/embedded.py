"""A broker inside the process, so that the whole stack runs with none (`embedded://`): a demo, a test, a small node.

A kombu transport with what our own code relies on of AMQP 0-9-1 and RabbitMQ: direct and topic exchanges,
prefetch per consumer, single active consumer, mandatory, expiry, exclusive and auto-delete queues, and
publisher confirms. A publish counts as confirmed only when every queue it went to has seen it acknowledged:
what the process forgets when it dies was then never confirmed, and the outbox offers it again.

Why not kombu's own memory transport: it shares one prefetch per channel, puts a returned message into every
queue, has neither confirms nor mandatory, and polls. Messages are handed over without a copy of their body.
"""

from __future__ import annotations

import itertools
import select
import socket
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import amqp
from amqp.exceptions import ChannelError, NoConsumers, NotFound, PreconditionFailed
from kombu.transport import TRANSPORT_ALIASES, base

SCHEME = "embedded"
TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"


class Declared(NamedTuple):
    """What a queue declaration answers."""

    queue: str
    message_count: int
    consumer_count: int


@dataclass(eq=False)
class _Publish:
    """One publish under confirm: acknowledged to its channel when no copy is left to be settled."""

    channel: Channel
    tag: int
    copies: int = 0

    def settled(self) -> None:
        self.copies -= 1
        if self.copies == 0:
            self.channel.happened("basic_ack", self.tag, False)


@dataclass(eq=False)
class _Copy:
    """A message in one queue."""

    message: amqp.Message
    exchange: str
    routing_key: str
    expires_at: float | None
    publish: _Publish | None
    redelivered: bool = False

    @property
    def dead(self) -> bool:
        """Nobody wants it any more: it has expired, or its publisher has gone and will offer it again."""
        expired = self.expires_at is not None and time.monotonic() > self.expires_at
        orphaned = self.publish is not None and self.publish.channel.closed
        return expired or orphaned


@dataclass(eq=False)
class _Consumer:
    channel: Channel
    tag: str
    queue: _Queue
    no_ack: bool
    callback: Callable[[amqp.Message], None]
    prefetch: int
    unsettled: int = 0

    @property
    def ready(self) -> bool:
        return self.no_ack or not self.prefetch or self.unsettled < self.prefetch


@dataclass(eq=False)
class _Queue:
    name: str
    arguments: dict[str, Any]
    auto_delete: bool
    owner: Connection | None
    copies: deque[_Copy] = field(default_factory=deque)
    consumers: list[_Consumer] = field(default_factory=list)

    def next_consumer(self) -> _Consumer | None:
        if self.arguments.get("x-single-active-consumer"):
            first = self.consumers[0] if self.consumers else None
            return first if first and first.ready else None
        for consumer in self.consumers:
            if consumer.ready:
                # the next message goes to the next consumer
                self.consumers.remove(consumer)
                self.consumers.append(consumer)
                return consumer
        return None


class Broker:
    """Exchanges, queues and bindings of one name; all its methods hold its lock."""

    _all: dict[str, Broker] = {}

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.exchanges: dict[str, str] = {}
        self.queues: dict[str, _Queue] = {}
        self.bindings: dict[str, set[tuple[str, str]]] = defaultdict(set)

    @classmethod
    def named(cls, name: str) -> Broker:
        """The broker of this name, in this process."""
        return cls._all.setdefault(name, cls())

    @classmethod
    def forget(cls, name: str) -> None:
        """Start anew under this name, as a machine that was switched off does."""
        cls._all.pop(name, None)

    def route(self, exchange: str, routing_key: str) -> set[str]:
        """The names of the queues a message goes to."""
        if exchange == "":
            return {routing_key} & self.queues.keys()
        if exchange not in self.exchanges:
            raise NotFound(f"no exchange '{exchange}'", reply_code=404)
        is_topic = self.exchanges[exchange] == "topic"
        return {
            queue
            for key, queue in self.bindings[exchange]
            if key == routing_key or (is_topic and _fits(key.split("."), routing_key.split(".")))
        }

    def deliver(self, queue: _Queue) -> None:
        """Hand out what can be handed out."""
        while queue.copies:
            if queue.copies[0].dead:
                self.settle(queue.copies.popleft())
                continue
            consumer = queue.next_consumer()
            if consumer is None:
                return
            consumer.channel.take(consumer, queue.copies.popleft())

    @staticmethod
    def settle(copy: _Copy) -> None:
        if copy.publish:
            copy.publish.settled()

    def drop_consumer(self, consumer: _Consumer) -> None:
        queue = consumer.queue
        queue.consumers.remove(consumer)
        if queue.auto_delete and not queue.consumers:
            self.delete_queue(queue.name)
        else:
            self.deliver(queue)  # single active consumer: the next one takes over

    def delete_queue(self, name: str) -> int:
        queue = self.queues.pop(name, None)
        if queue is None:
            return 0
        for keys in self.bindings.values():
            keys.difference_update([binding for binding in keys if binding[1] == name])
        for copy in queue.copies:
            self.settle(copy)
        return len(queue.copies)


def _fits(pattern: list[str], words: list[str]) -> bool:
    """Whether a topic pattern (`*` one word, `#` any number of words) fits a routing key."""
    if not pattern:
        return not words
    if pattern[0] == "#":
        return any(_fits(pattern[1:], words[skip:]) for skip in range(len(words) + 1))
    return bool(words) and pattern[0] in ("*", words[0]) and _fits(pattern[1:], words[1:])


class Channel(base.StdChannel):
    """What our code uses of py-amqp's channel, by the same names and arguments."""

    def __init__(self, connection: Connection):
        self.connection = connection
        self.broker = connection.broker
        self.events: dict[str, set[Callable[..., None]]] = defaultdict(set)
        self.closed = False
        self._consumers: dict[str, _Consumer] = {}
        self._unsettled: dict[int, tuple[_Consumer, _Copy]] = {}
        self._prefetch = 0
        self._tags = itertools.count(1)
        self._publishes: Iterator[int] | None = None

    @property
    def is_open(self) -> bool:
        return not self.closed

    # declaring

    def exchange_declare(self, exchange: str, type: str = "direct", **_: Any) -> None:
        with self.broker.lock:
            if self.broker.exchanges.setdefault(exchange, type) != type:
                raise PreconditionFailed(f"exchange '{exchange}' has another type", reply_code=406)

    def exchange_delete(self, exchange: str, **_: Any) -> None:
        with self.broker.lock:
            self.broker.exchanges.pop(exchange, None)
            self.broker.bindings.pop(exchange, None)

    def queue_declare(
        self,
        queue: str = "",
        passive: bool = False,
        exclusive: bool = False,
        auto_delete: bool = False,
        arguments: dict[str, Any] | None = None,
        **_: Any,
    ) -> Declared:
        with self.broker.lock:
            found = self.broker.queues.get(queue)
            if found is None:
                if passive:
                    raise NotFound(f"no queue '{queue}'", reply_code=404)
                owner = self.connection if exclusive else None
                found = self.broker.queues[queue] = _Queue(queue, dict(arguments or {}), auto_delete, owner)
            elif not passive and found.arguments != (arguments or {}):
                raise PreconditionFailed(f"queue '{queue}' was declared with other arguments", reply_code=406)
            return Declared(queue, len(found.copies), len(found.consumers))

    def queue_bind(self, queue: str, exchange: str, routing_key: str = "", **_: Any) -> None:
        with self.broker.lock:
            for kind, name, known in (
                ("queue", queue, self.broker.queues),
                ("exchange", exchange, self.broker.exchanges),
            ):
                if name not in known:
                    raise NotFound(f"no {kind} '{name}'", reply_code=404)
            self.broker.bindings[exchange].add((routing_key, queue))

    def queue_unbind(self, queue: str, exchange: str, routing_key: str = "", **_: Any) -> None:
        with self.broker.lock:
            self.broker.bindings[exchange].discard((routing_key, queue))

    def queue_delete(self, queue: str, **_: Any) -> int:
        with self.broker.lock:
            return self.broker.delete_queue(queue)

    # publishing

    def prepare_message(
        self,
        body: str | bytes,
        priority: int | None = None,
        content_type: str | None = None,
        content_encoding: str | None = None,
        headers: dict[str, Any] | None = None,
        properties: dict[str, Any] | None = None,
    ) -> amqp.Message:
        return amqp.Message(
            body,
            priority=priority,
            content_type=content_type,
            content_encoding=content_encoding,
            application_headers=headers,
            **properties or {},
        )

    def confirm_select(self, **_: Any) -> None:
        self._publishes = itertools.count(1)

    def basic_publish(
        self, msg: amqp.Message, exchange: str = "", routing_key: str = "", mandatory: bool = False, **_: Any
    ) -> None:
        with self.broker.lock:
            self._check_open()
            names = self.broker.route(exchange, routing_key)
            publish = _Publish(self, next(self._publishes), len(names)) if self._publishes else None
            if not names:
                self._unrouted(msg, exchange, routing_key, mandatory, publish)
                return
            for name in sorted(names):
                queue = self.broker.queues[name]
                queue.copies.append(_Copy(msg, exchange, routing_key, _deadline(msg), publish))
                self.broker.deliver(queue)

    def _unrouted(
        self, msg: amqp.Message, exchange: str, routing_key: str, mandatory: bool, publish: _Publish | None
    ) -> None:
        if mandatory:
            self.happened("basic_return", NoConsumers("NO_ROUTE", reply_code=312), exchange, routing_key, msg)
        if publish:
            self.happened("basic_ack", publish.tag, False)

    def happened(self, event: str, *details: Any) -> None:
        """Tell the callbacks of `events[event]`, in the thread that drains this connection."""
        if not self.closed:
            self.connection.put(lambda: [callback(*details) for callback in list(self.events[event])])

    # consuming

    def basic_qos(self, prefetch_size: int, prefetch_count: int, a_global: bool) -> None:
        self._prefetch = prefetch_count

    def basic_consume(
        self,
        queue: str = "",
        consumer_tag: str = "",
        no_ack: bool = False,
        callback: Callable[[amqp.Message], None] | None = None,
        **_: Any,
    ) -> str:
        with self.broker.lock:
            if queue not in self.broker.queues:
                raise NotFound(f"no queue '{queue}'", reply_code=404)
            assert callback is not None
            found = self.broker.queues[queue]
            tag = consumer_tag or f"{id(self)}.{next(self._tags)}"
            consumer = _Consumer(self, tag, found, no_ack, callback, self._prefetch)
            self._consumers[tag] = consumer
            found.consumers.append(consumer)
            self.broker.deliver(found)
            return tag

    def basic_cancel(self, consumer_tag: str, **_: Any) -> None:
        with self.broker.lock:
            consumer = self._consumers.pop(consumer_tag, None)
            if consumer:
                self.broker.drop_consumer(consumer)

    def take(self, consumer: _Consumer, copy: _Copy) -> None:
        """Receive one message (called by the broker, under its lock)."""
        tag = next(self._tags)
        message = amqp.Message(copy.message.body, channel=self, **copy.message.properties)
        message.delivery_info = {
            "consumer_tag": consumer.tag,
            "delivery_tag": tag,
            "redelivered": copy.redelivered,
            "exchange": copy.exchange,
            "routing_key": copy.routing_key,
        }
        if consumer.no_ack:
            self.broker.settle(copy)
        else:
            consumer.unsettled += 1
            self._unsettled[tag] = (consumer, copy)
        self.connection.put(lambda: None if self.closed else consumer.callback(message))

    def basic_ack(self, delivery_tag: int, multiple: bool = False) -> None:
        with self.broker.lock:
            for consumer, copy in self._settle(delivery_tag, multiple):
                self.broker.settle(copy)
                self.broker.deliver(consumer.queue)

    def basic_reject(self, delivery_tag: int, requeue: bool) -> None:
        with self.broker.lock:
            for consumer, copy in self._settle(delivery_tag, False):
                self._back(consumer, copy) if requeue else self.broker.settle(copy)
                self.broker.deliver(consumer.queue)

    def _settle(self, tag: int, multiple: bool) -> list[tuple[_Consumer, _Copy]]:
        tags = [known for known in self._unsettled if known <= tag] if multiple else [tag]
        settled = [self._unsettled.pop(known) for known in tags if known in self._unsettled]
        for consumer, _ in settled:
            consumer.unsettled -= 1
        return settled

    @staticmethod
    def _back(consumer: _Consumer, copy: _Copy) -> None:
        copy.redelivered = True
        consumer.queue.copies.appendleft(copy)

    def close(self) -> None:
        """Give back what is unsettled, to the head of its queue and in its order, then go."""
        with self.broker.lock:
            if self.closed:
                return
            self.closed = True
            for consumer, copy in reversed(list(self._unsettled.values())):
                self._back(consumer, copy)
            self._unsettled.clear()
            for tag in list(self._consumers):
                self.broker.drop_consumer(self._consumers.pop(tag))
            self.connection.channels.discard(self)

    def _check_open(self) -> None:
        if self.closed:
            raise ChannelError("the channel is closed")


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

    driver_type = driver_name = SCHEME
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


def _deadline(msg: amqp.Message) -> float | None:
    expiration = msg.properties.get("expiration")
    return None if expiration is None else time.monotonic() + int(expiration) / 1000
