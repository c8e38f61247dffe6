"""What our code uses of py-amqp's channel, by the same names and arguments."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import amqp
from amqp.exceptions import ChannelError, NoConsumers, NotFound, PreconditionFailed
from kombu.transport import base

from services.chassis.embedded.broker import Consumer, Copy, Publish, Queue

if TYPE_CHECKING:
    from services.chassis.embedded.transport import Connection


class Declared(NamedTuple):
    """What a queue declaration answers."""

    queue: str
    message_count: int
    consumer_count: int


class Channel(base.StdChannel):
    """One user's conversation with the broker."""

    def __init__(self, connection: Connection):
        self.connection = connection
        self.broker = connection.broker
        self.events: dict[str, set[Callable[..., None]]] = defaultdict(set)
        self.closed = False
        self._consumers: dict[str, Consumer] = {}
        self._unsettled: dict[int, tuple[Consumer, Copy]] = {}
        self._prefetch = 0
        self._tags = itertools.count(1)
        self._publishes: Iterator[int] | None = None

    @property
    def is_open(self) -> bool:
        return not self.closed

    # declaring

    def exchange_declare(self, exchange: str, type: str = "direct", passive: bool = False, **_: Any) -> None:
        with self.broker.lock:
            if passive and exchange not in self.broker.exchanges:
                raise NotFound(f"no exchange '{exchange}'", reply_code=404)
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
                found = self.broker.queues[queue] = Queue(queue, dict(arguments or {}), auto_delete, owner)
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
            publish = Publish(self, next(self._publishes), len(names)) if self._publishes else None
            if not names:
                self._unrouted(msg, exchange, routing_key, mandatory, publish)
                return
            for name in sorted(names):
                queue = self.broker.queues[name]
                queue.copies.append(Copy(msg, exchange, routing_key, _deadline(msg), publish))
                self.broker.deliver(queue)

    def _unrouted(
        self, msg: amqp.Message, exchange: str, routing_key: str, mandatory: bool, publish: Publish | None
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
            consumer = Consumer(self, tag, found, no_ack, callback, self._prefetch)
            self._consumers[tag] = consumer
            found.consumers.append(consumer)
            self.broker.deliver(found)
            return tag

    def basic_cancel(self, consumer_tag: str, **_: Any) -> None:
        with self.broker.lock:
            consumer = self._consumers.pop(consumer_tag, None)
            if consumer:
                self.broker.drop_consumer(consumer)

    def take(self, consumer: Consumer, copy: Copy) -> None:
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

    def _settle(self, tag: int, multiple: bool) -> list[tuple[Consumer, Copy]]:
        tags = [known for known in self._unsettled if known <= tag] if multiple else [tag]
        settled = [self._unsettled.pop(known) for known in tags if known in self._unsettled]
        for consumer, _ in settled:
            consumer.unsettled -= 1
        return settled

    @staticmethod
    def _back(consumer: Consumer, copy: Copy) -> None:
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


def _deadline(msg: amqp.Message) -> float | None:
    expiration = msg.properties.get("expiration")
    return None if expiration is None else time.monotonic() + int(expiration) / 1000
