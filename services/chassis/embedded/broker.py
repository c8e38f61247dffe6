"""Exchanges, queues, bindings, and which consumer gets the next message."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import amqp
from amqp.exceptions import NotFound

if TYPE_CHECKING:
    from services.chassis.embedded.channel import Channel
    from services.chassis.embedded.transport import Connection


@dataclass(eq=False)
class Publish:
    """One publish under confirm: acknowledged to its channel when no copy is left to be settled."""

    channel: Channel
    tag: int
    copies: int = 0

    def settled(self) -> None:
        self.copies -= 1
        if self.copies == 0:
            self.channel.happened("basic_ack", self.tag, False)


@dataclass(eq=False)
class Copy:
    """A message in one queue."""

    message: amqp.Message
    exchange: str
    routing_key: str
    expires_at: float | None
    publish: Publish | None
    redelivered: bool = False

    @property
    def dead(self) -> bool:
        """Nobody wants it any more: it has expired, or its publisher has gone and will offer it again."""
        expired = self.expires_at is not None and time.monotonic() > self.expires_at
        orphaned = self.publish is not None and self.publish.channel.closed
        return expired or orphaned


@dataclass(eq=False)
class Consumer:
    channel: Channel
    tag: str
    queue: Queue
    no_ack: bool
    callback: Callable[[amqp.Message], None]
    prefetch: int
    unsettled: int = 0

    @property
    def ready(self) -> bool:
        return self.no_ack or not self.prefetch or self.unsettled < self.prefetch


@dataclass(eq=False)
class Queue:
    name: str
    arguments: dict[str, Any]
    auto_delete: bool
    owner: Connection | None
    copies: deque[Copy] = field(default_factory=deque)
    consumers: list[Consumer] = field(default_factory=list)

    def next_consumer(self) -> Consumer | None:
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
        self.queues: dict[str, Queue] = {}
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

    def deliver(self, queue: Queue) -> None:
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
    def settle(copy: Copy) -> None:
        if copy.publish:
            copy.publish.settled()

    def drop_consumer(self, consumer: Consumer) -> None:
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
