"""What our code relies on of a broker: RabbitMQ has it, and the embedded one passes the same tests."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import amqp
import pytest

from services.chassis import bus
from services.chassis.testing import NOON
from tests.eventually import eventually
from tests.integration.conftest import World

CLOSED = (amqp.exceptions.AMQPError, OSError)


class Wires:
    """Connections of a test, each drained when the test looks."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.links: list[bus.Link] = []

    def open(self) -> bus.Link:
        self.links.append(bus.Link(self.url, "test"))
        return self.links[-1]

    def drain(self) -> None:
        for link in self.links:
            link.drain_all(0)

    def until(self, condition: Callable[[], Any], within: float = 10) -> Any:
        """Drain until the condition holds."""

        def look() -> Any:
            self.drain()
            return condition()

        return eventually(look, within=within, every=0.005, unless=CLOSED)

    def hang_up(self, link: bus.Link) -> None:
        self.links.remove(link)
        link.close()


class Ear:
    """A consumer on a channel of its own."""

    def __init__(self, link: bus.Link, queue: str, prefetch: int = 100, no_ack: bool = False) -> None:
        self.link, self.messages = link, []  # type: ignore[var-annotated]
        self.channel = link.channel()
        self.channel.basic_qos(0, prefetch, False)
        answer = self.channel.basic_consume(queue=queue, no_ack=no_ack, callback=self.messages.append)
        self.tag = getattr(answer, "consumer_tag", answer)

    @property
    def heard(self) -> list[str]:
        return [text_of(message) for message in self.messages]

    def acknowledge(self, message: Any, multiple: bool = False) -> None:
        self.channel.basic_ack(message.delivery_info["delivery_tag"], multiple=multiple)

    def put_back(self, message: Any) -> None:
        self.channel.basic_reject(message.delivery_info["delivery_tag"], requeue=True)


def text_of(message: Any) -> str:
    body = message.body
    return bytes(body).decode() if isinstance(body, bytes | memoryview) else str(body)


@pytest.fixture
def wires(world: World) -> Iterator[Wires]:
    found = Wires(world.broker_url)
    yield found
    for link in found.links:
        link.close()


@pytest.fixture
def channel(wires: Wires) -> Any:
    """A channel with `notifications.in` declared as the service declares it, bound to request.received."""
    topology = bus.Topology(
        "notifications", frozenset({"notifications.events"}), frozenset({("intake.events", "request.received.v1")})
    )
    channel = wires.open().channel()
    topology.declare(channel)
    return channel


def say(
    channel: Any, *texts: str, key: str = "request.received.v1", exchange: str = "intake.events", **options: Any
) -> None:
    for text in texts:
        properties = {"delivery_mode": 2, **options.get("properties", {})}
        message = channel.prepare_message(
            text, content_type="text/plain", content_encoding="utf-8", properties=properties
        )
        channel.basic_publish(message, exchange, key, mandatory=options.get("mandatory", False))


def test_messages_arrive_in_the_order_they_were_published_in_with_their_headers(wires: Wires, channel: Any) -> None:
    ear = Ear(wires.open(), "notifications.in")
    message = channel.prepare_message(
        "ნინო",
        content_type="application/json",
        content_encoding="utf-8",
        headers={"k": "v"},
        properties={"message_id": "m1"},
    )
    channel.basic_publish(message, "intake.events", "request.received.v1")
    say(channel, "two", "three")
    wires.until(lambda: len(ear.heard) == 3)
    first = ear.messages[0]
    assert ear.heard == ["ნინო", "two", "three"]
    assert first.properties["message_id"] == "m1"
    assert first.properties["application_headers"] == {"k": "v"}
    assert first.delivery_info["routing_key"] == "request.received.v1"
    assert not first.delivery_info["redelivered"]


def test_a_publisher_is_told_once_the_queue_has_the_message_safely(wires: Wires, channel: Any) -> None:
    ear, link = Ear(wires.open(), "notifications.in"), wires.open()
    publisher = bus.Publisher(link, timeout=5)
    rows = [
        SimpleNamespace(
            body=f"{number}",
            destination="intake.events",
            type="request.received.v1",
            message_id=f"m{number}",
            correlation_id="c",
            said_at=NOON,
        )
        for number in range(200)
    ]
    wires.links.remove(link)  # drained by its publisher

    def receive() -> None:
        for message in ear.messages[len(acknowledged) :]:
            ear.acknowledge(message)
            acknowledged.append(message)

    acknowledged: list[Any] = []
    stop = threading.Event()

    def keep_receiving() -> None:
        while not stop.is_set():
            ear.link.drain_all(0.01)
            receive()

    thread = threading.Thread(target=keep_receiving)
    thread.start()
    try:
        publisher.publish(rows)
        publisher.publish(rows[:3])  # the tags go on counting
    finally:
        stop.set()
        thread.join(5)
        link.close()


def test_a_publish_that_nobody_has_taken_is_not_confirmed_when_the_broker_lives_in_the_process(
    world: World, wires: Wires
) -> None:
    """RabbitMQ confirms when the queue has written it down; the embedded broker forgets, so it waits for the reader."""
    if world.name == "real":
        return
    channel = wires.open().channel()
    channel.exchange_declare(exchange="intake.events", type="topic")
    channel.queue_declare(queue="q")
    channel.queue_bind(queue="q", exchange="intake.events", routing_key="#")
    confirmed: list[int] = []
    channel.events["basic_ack"].add(lambda tag, _multiple: confirmed.append(tag))
    channel.confirm_select()
    say(channel, "one")
    ear = Ear(wires.open(), "q")
    wires.until(lambda: ear.messages)
    wires.drain()
    assert confirmed == []
    ear.acknowledge(ear.messages[0])
    wires.until(lambda: confirmed == [1])


def test_no_more_than_the_prefetch_is_handed_out_unacknowledged(wires: Wires, channel: Any) -> None:
    ear = Ear(wires.open(), "notifications.in", prefetch=2)
    say(channel, *"abcde")
    wires.until(lambda: len(ear.heard) == 2)
    wires.drain()
    assert ear.heard == ["a", "b"]
    ear.acknowledge(ear.messages[1], multiple=True)
    wires.until(lambda: ear.heard == ["a", "b", "c", "d"])


def test_one_consumer_is_active_and_the_next_takes_over_in_order_when_its_channel_closes(
    wires: Wires, channel: Any
) -> None:
    first, second = Ear(wires.open(), "notifications.in"), Ear(wires.open(), "notifications.in")
    say(channel, *"abcde")
    wires.until(lambda: first.heard == list("abcde"))
    assert second.heard == []
    first.acknowledge(first.messages[1], multiple=True)
    wires.drain()
    first.channel.close()
    say(channel, "f")
    wires.until(lambda: second.heard == list("cdef"))
    assert second.messages[0].delivery_info["redelivered"]


def test_the_next_takes_over_when_the_connection_is_lost(wires: Wires, channel: Any) -> None:
    lost = wires.open()
    first, second = Ear(lost, "notifications.in"), Ear(wires.open(), "notifications.in")
    say(channel, *"abc")
    wires.until(lambda: len(first.heard) == 3)
    wires.hang_up(lost)
    wires.until(lambda: second.heard == list("abc"))


def test_what_is_given_back_comes_again_at_the_head(wires: Wires, channel: Any) -> None:
    channel.queue_declare(queue="intake.calls", durable=True, auto_delete=False)
    say(channel, *"abc", exchange="", key="intake.calls")
    ear = Ear(wires.open(), "intake.calls", prefetch=1)
    wires.until(lambda: ear.heard == ["a"])
    ear.put_back(ear.messages[0])
    wires.until(lambda: ear.heard == ["a", "a"])
    ear.acknowledge(ear.messages[1])
    wires.until(lambda: ear.heard == ["a", "a", "b"])


def test_consumers_of_a_common_queue_take_turns(wires: Wires, channel: Any) -> None:
    channel.queue_declare(queue="intake.calls", durable=True, auto_delete=False)
    ears = [Ear(wires.open(), "intake.calls", prefetch=1) for _ in range(2)]
    say(channel, *"ab", exchange="", key="intake.calls")
    wires.until(lambda: sorted(ear.heard for ear in ears) == [["a"], ["b"]])


def test_what_goes_nowhere_comes_back_if_it_has_to_arrive(wires: Wires, channel: Any) -> None:
    returned: list[str] = []
    channel.events["basic_return"].add(
        lambda _error, _exchange, key, message: returned.append(f"{key} {text_of(message)}")
    )
    say(channel, "anybody?", exchange="", key="nobody.calls", mandatory=True)
    say(channel, "never mind", exchange="", key="nobody.calls")
    wires.until(lambda: returned)
    wires.drain()
    assert returned == ["nobody.calls anybody?"]


def test_what_has_expired_is_not_delivered(wires: Wires, channel: Any) -> None:
    channel.queue_declare(queue="intake.calls", durable=True, auto_delete=False)
    said_at = time.monotonic()
    say(channel, "soon stale", exchange="", key="intake.calls", properties={"expiration": "30"})
    say(channel, "fresh", exchange="", key="intake.calls", properties={"expiration": "60000"})
    wires.until(lambda: time.monotonic() - said_at > 0.1)
    ear = Ear(wires.open(), "intake.calls")
    wires.until(lambda: ear.heard)
    assert ear.heard == ["fresh"]


def exists(wires: Wires, queue: str) -> bool:
    link = wires.open()
    try:
        link.channel().queue_declare(queue=queue, passive=True)
        return True
    except amqp.exceptions.NotFound:
        return False
    finally:
        with suppress(*CLOSED):
            wires.hang_up(link)


def test_an_exclusive_queue_goes_with_its_connection(wires: Wires) -> None:
    link = wires.open()
    link.channel().queue_declare(queue="gateway.replies.1", exclusive=True, auto_delete=True, durable=False)
    wires.hang_up(link)
    eventually(lambda: not exists(wires, "gateway.replies.1"))


def test_an_auto_delete_queue_goes_with_its_last_consumer(wires: Wires, channel: Any) -> None:
    channel.queue_declare(queue="intake.calls", durable=True, auto_delete=True)
    ears = [Ear(wires.open(), "intake.calls") for _ in range(2)]
    ears[0].channel.basic_cancel(ears[0].tag)
    assert exists(wires, "intake.calls")
    ears[1].channel.close()
    eventually(lambda: not exists(wires, "intake.calls"))


def test_a_topic_binding_takes_words_by_their_pattern(wires: Wires, channel: Any) -> None:
    ears = {}
    for pattern in ("request.*.v1", "request.#", "#", "case.opened.v1"):
        channel.queue_declare(queue=pattern, durable=True, auto_delete=False)
        channel.queue_bind(queue=pattern, exchange="intake.events", routing_key=pattern)
        ears[pattern] = Ear(wires.open(), pattern)
    for key in ("request.received.v1", "request.received.v1.extra", "case.closed.v1"):
        say(channel, key, key=key)
    wires.until(lambda: [len(ears[pattern].heard) for pattern in ("#", "request.#", "request.*.v1")] == [3, 2, 1])
    assert ears["request.*.v1"].heard == ["request.received.v1"]
    assert ears["request.#"].heard == ["request.received.v1", "request.received.v1.extra"]
    assert ears["case.opened.v1"].heard == []


def test_a_message_bound_twice_arrives_once(wires: Wires, channel: Any) -> None:
    channel.queue_bind(queue="notifications.in", exchange="intake.events", routing_key="request.#")
    ear = Ear(wires.open(), "notifications.in")
    say(channel, "once", "twice")
    wires.until(lambda: ear.heard == ["once", "twice"])


def test_an_exchange_that_is_not_there_ends_the_channel(wires: Wires, channel: Any) -> None:
    own = wires.open().channel()

    def say_to_nobody() -> None:
        say(own, "to nobody", exchange="cases.events")
        wires.until(lambda: not own.is_open, within=5)

    with pytest.raises(CLOSED):
        say_to_nobody()


def test_other_arguments_than_those_declared_are_refused_with_what_to_do(
    wires: Wires, channel: Any, monkeypatch: Any
) -> None:
    topology = bus.Topology("notifications", frozenset(), frozenset({("intake.events", "request.received.v1")}))
    topology.declare(wires.open().channel())
    monkeypatch.setattr(bus, "INBOUND_ARGUMENTS", bus.INBOUND_ARGUMENTS | {"x-delivery-limit": 20})
    with pytest.raises(bus.BadTopology, match=r"rabbitmqctl delete_queue notifications\.in"):
        topology.declare(wires.open().channel())
