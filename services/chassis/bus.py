"""Exchanges, queues and their arguments, in one place; and what a thread does with a connection to the broker.

| name | what | arguments |
|---|---|---|
| `<service>.events` | topic exchange, durable: what the service says | |
| `<service>.in` | what the service hears, one queue so that order is kept | quorum, single active consumer |
| `calls` | topic exchange: questions, under the name of the queue they are for | |
| `<service>.calls` | what the gateway asks; goes away with the last replica: a caller learns at once | classic |
| `replies` | topic exchange: answers, under the name of the queue of whoever asked | |
| `gateway.replies.<id>` | what one gateway process is answered; its alone | exclusive |

Nothing goes through the default exchange: whoever may write to that can put anything into any queue, and so no user of
the broker needs more than its own rights (deploy/broker_rights.py).

Queue names and arguments are frozen by a test: a queue declared with others is refused by RabbitMQ, and the refusal is
explained by `lotse doctor`.
"""

from __future__ import annotations

import contextlib
import select
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import amqp
from kombu import Connection
from kombu.exceptions import OperationalError

from services.chassis import embedded
from services.chassis.envelope import CONTENT_TYPE

HEARTBEAT_SECONDS = 10
CONNECT_SECONDS = 5
_READ_SECONDS = 0.005  # for the rest of a frame that has begun to arrive
_PERSISTENT = 2

# Written out, because "unset" and -1 mean different things in RabbitMQ 3.10 and 4.x.
INBOUND_ARGUMENTS = {
    "x-queue-type": "quorum",
    "x-single-active-consumer": True,
    "x-delivery-limit": 1_000_000,
}

EXCHANGE = {"type": "topic", "durable": True, "auto_delete": False}

# What a lost or refusing broker looks like; anything else is a mistake of ours.
LOST = (amqp.exceptions.AMQPError, OperationalError, OSError)


# Where questions and answers go, each under the name of the queue that it is for.
CALLS, REPLIES = "calls", "replies"


def inbound_queue(service: str) -> str:
    """Where a service hears."""
    return f"{service}.in"


def calls_queue(service: str) -> str:
    """Where a service is asked."""
    return f"{service}.calls"


def require_exchange(channel: Any, name: str) -> None:
    """Have this exchange be there: made where it is not. One that is there is only looked at, which takes no rights."""
    look = channel.connection.channel()
    try:
        look.exchange_declare(exchange=name, passive=True, **EXCHANGE)
    except amqp.exceptions.NotFound:  # which closes the channel
        channel.exchange_declare(exchange=name, **EXCHANGE)
    else:
        look.close()


def attend(channel: Any, queue: str, exchange: str) -> None:
    """Have what is sent to `exchange` under the name of this queue come to it."""
    require_exchange(channel, exchange)
    channel.queue_bind(queue=queue, exchange=exchange, routing_key=queue)


class Link:
    """One connection to the broker, for the use of one thread."""

    def __init__(self, url: str, name: str):
        properties = {"client_properties": {"connection_name": name}}
        is_embedded = url.startswith(embedded.SCHEME)
        self._connection = Connection(
            url,
            heartbeat=HEARTBEAT_SECONDS,
            connect_timeout=CONNECT_SECONDS,
            transport_options={} if is_embedded else properties,
        )
        self._beaten_at = 0.0
        self._connection.ensure_connection(max_retries=1, timeout=CONNECT_SECONDS, reraise_as_library_errors=False)

    def channel(self) -> Any:
        """A new channel, with py-amqp's methods."""
        return self._connection.channel()

    def readable(self, timeout: float, *others: Any) -> bool:
        """Whether there is something to drain within `timeout` seconds; also ends when one of `others` can be read."""
        self._beat()
        sock = self._sock
        if getattr(sock, "pending", None) and sock.pending():
            return True
        return sock in select.select([sock, *others], [], [], timeout)[0]

    def drain(self) -> None:
        """Handle one event that has arrived (see `readable`); what was readable may also have been a heartbeat."""
        with contextlib.suppress(TimeoutError):
            self._connection.drain_events(timeout=_READ_SECONDS)

    def drain_all(self, timeout: float) -> None:
        """Wait for something, then handle all there is."""
        while self.readable(timeout):
            self.drain()
            timeout = 0

    def close(self) -> None:
        """Hang up; whatever was not acknowledged goes back to its queue."""
        try:
            self._connection.close()
        except LOST:
            self._connection.collect()

    @property
    def _sock(self) -> Any:
        return self._connection.connection.sock

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._beaten_at > 1:
            self._beaten_at = now
            self._connection.heartbeat_check()


class PublishFailed(Exception):
    """Not everything was confirmed; `confirmed` says which positions were. The channel is unusable now."""

    def __init__(self, confirmed: Collection[int], reason: str):
        super().__init__(reason)
        self.confirmed = confirmed


class Publisher:
    """Publishes many messages at once and waits for the broker to confirm each: pipelined confirms.

    A confirm means that every queue the message was routed to has it safely.
    """

    def __init__(self, link: Link, timeout: float):
        self._link = link
        self._timeout = timeout
        self._channel = link.channel()
        self._channel.confirm_select()
        self._channel.events["basic_ack"].add(self._acknowledged)
        self._channel.events["basic_nack"].add(self._refused)
        self._published = 0  # py-amqp does not count; the broker numbers from 1 on each channel
        self._open: dict[int, int] = {}  # delivery tag → index in the batch
        self._refusals = 0

    def publish(self, rows: Sequence[Any]) -> None:
        """Publish outbox rows in order. Raises PublishFailed with what is confirmed nevertheless."""
        self._open, self._refusals, index = {}, 0, -1
        try:
            for index, row in enumerate(rows):
                self._channel.basic_publish(self._message(row), row.destination, row.type)
                self._published += 1
                self._open[self._published] = index
            end = time.monotonic() + self._timeout
            while self._open and time.monotonic() < end:
                self._link.drain_all(min(1.0, self._timeout))
        except LOST as error:
            raise PublishFailed(self._confirmed(index), type(error).__name__) from error
        if self._open:
            raise PublishFailed(self._confirmed(index + 1), "refused" if self._refusals else "no confirmation in time")

    def _confirmed(self, published: int) -> list[int]:
        unconfirmed = set(self._open.values())
        return [index for index in range(published) if index not in unconfirmed]

    def _message(self, row: Any) -> Any:
        properties = {
            "delivery_mode": _PERSISTENT,
            "message_id": row.message_id,
            "type": row.type,
            "timestamp": int(row.said_at.timestamp()),
        }
        return self._channel.prepare_message(
            row.body,
            content_type=CONTENT_TYPE,
            content_encoding="utf-8",
            headers={"correlationid": row.correlation_id},
            properties=properties,
        )

    def _acknowledged(self, tag: int, multiple: bool) -> None:
        for known in self._up_to(tag, multiple):
            self._open.pop(known, None)

    def _refused(self, tag: int, multiple: bool) -> None:
        # A refused message stays open, so it counts as unconfirmed.
        self._refusals += len(list(self._up_to(tag, multiple)))

    def _up_to(self, tag: int, multiple: bool) -> Iterable[int]:
        return [known for known in self._open if known <= tag] if multiple else [tag]


class BadTopology(Exception):
    """The broker has a queue of ours with other arguments, or does not let us have it; the message says what to do."""


@dataclass(frozen=True)
class Topology:
    """What one service needs of the broker: exchanges it says on, and what it hears as (exchange, type)."""

    service: str
    says: frozenset[str]
    hears: frozenset[tuple[str, str]]

    def declare(self, channel: Any) -> None:
        """Declare it all; repeating it changes nothing.

        Exchanges of others are made too where they are missing, so that services can be set up in any order. Raises
        BadTopology where the broker has our queue with other arguments, or this user has not the rights.
        """
        queue = inbound_queue(self.service)
        try:
            for exchange in sorted(self.says | {exchange for exchange, _ in self.hears}):
                require_exchange(channel, exchange)
            channel.queue_declare(queue=queue, durable=True, auto_delete=False, arguments=INBOUND_ARGUMENTS)
            for exchange, type_ in sorted(self.hears):
                channel.queue_bind(queue=queue, exchange=exchange, routing_key=type_)
        except amqp.exceptions.PreconditionFailed as error:
            raise BadTopology(
                f"The broker has {queue} or an exchange of {self.service} with other arguments than this version of "
                f"Lotse declares ({error.reply_text}). Stop {self.service}, let the queue run empty, delete it "
                f"(rabbitmqctl delete_queue {queue}), run 'lotse migrate', and then "
                f"'lotse outbox replay --to {self.service}'."
            ) from error
        except amqp.exceptions.AccessRefused as error:
            raise BadTopology(
                f"The broker does not let {self.service} have {queue} or an exchange it needs ({error.reply_text}). "
                f"Load what 'lotse broker definitions' prints into RabbitMQ, and give {self.service} the URL it made."
            ) from error
