"""What each service may do on a real RabbitMQ as the user that `lotse broker definitions` makes: its work, no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import amqp
import pytest

from deploy import broker_rights, services
from services.chassis import bus, extensions

TOPOLOGIES = {name: extensions.topology(services.service(name)) for name in services.names()}
PASSWORDS = {name: f"{name}-secret" for name in (*TOPOLOGIES, broker_rights.GATEWAY)}
Open = Callable[[str], Any]


@pytest.fixture(scope="module")
def address(broker: Any) -> Iterator[dict[str, Any]]:
    """Where a broker is that has loaded the definitions."""
    url = broker.new_vhost("rights")
    at = urlsplit(url)
    vhost = at.path[1:]
    broker.load(broker_rights.definitions(TOPOLOGIES.values(), PASSWORDS, vhost))
    yield {"host": at.hostname, "port": at.port, "vhost": vhost}
    broker.drop_vhost(url)


@pytest.fixture
def open_as(address: dict[str, Any]) -> Iterator[Open]:
    """A channel to the broker as the user of a service."""
    made: list[bus.Link] = []

    def channel(name: str) -> Any:
        made.append(bus.Link(broker_rights.url(name, PASSWORDS[name], **address), f"rights of {name}"))
        return made[-1].channel()

    yield channel
    for link in made:
        link.close()


def is_refused(act: Callable[[], Any]) -> bool:
    try:
        act()
    except amqp.exceptions.AccessRefused:
        return True
    return False


@pytest.mark.parametrize("name", TOPOLOGIES)
def test_a_service_can_do_all_its_work(open_as: Open, name: str) -> None:
    topology, channel = TOPOLOGIES[name], open_as(name)
    topology.declare(channel)
    channel.queue_declare(queue=bus.calls_queue(name), durable=True, auto_delete=True)
    bus.attend(channel, bus.calls_queue(name), bus.CALLS)
    for exchange in (*topology.says, bus.REPLIES):
        channel.basic_publish_confirm(amqp.Message("{}"), exchange, "any.thing.v1")
    for queue in (bus.inbound_queue(name), bus.calls_queue(name)):
        channel.basic_consume(queue=queue, callback=lambda message: None)


def test_the_gateway_asks_and_hears_the_answer(open_as: Open) -> None:
    service, gateway = open_as("intake"), open_as(broker_rights.GATEWAY)
    service.queue_declare(queue="intake.calls", durable=True, auto_delete=True)
    bus.attend(service, "intake.calls", bus.CALLS)
    gateway.queue_declare(queue="gateway.replies.1", exclusive=True, auto_delete=True)
    bus.attend(gateway, "gateway.replies.1", bus.REPLIES)
    gateway.basic_publish(amqp.Message("?"), bus.CALLS, "intake.calls")
    asked = next(filter(None, iter(lambda: service.basic_get("intake.calls", no_ack=True), 0)))
    service.basic_publish_confirm(amqp.Message(f"{asked.body}!"), bus.REPLIES, "gateway.replies.1")
    assert gateway.basic_get("gateway.replies.1", no_ack=True).body == "?!"


FORBIDDEN: dict[str, Callable[[Any], Any]] = {
    "put something into a queue": lambda channel: channel.basic_publish_confirm(amqp.Message("{}"), "", "cases.in"),
    "say something in another's name": lambda channel: channel.basic_publish_confirm(
        amqp.Message("{}"), "cases.events", "case.opened.v1"
    ),
    "ask a service": lambda channel: channel.basic_publish_confirm(amqp.Message("{}"), bus.CALLS, "cases.calls"),
    "read what others hear": lambda channel: channel.basic_get("cases.in"),
    "empty another's queue": lambda channel: channel.queue_purge("cases.in"),
    "delete another's queue": lambda channel: channel.queue_delete("cases.in"),
    "delete an exchange": lambda channel: channel.exchange_delete("reporting.events"),
    "make a queue": lambda channel: channel.queue_declare("anything", durable=True, auto_delete=False),
    "make an exchange": lambda channel: channel.exchange_declare("anything.events", "topic"),
    "hear who is reached how": lambda channel: channel.queue_bind("reporting.in", "contacts.events", "#"),
    "hear all that the cases say": lambda channel: channel.queue_bind("reporting.in", "cases.events", "#"),
    "hear what others are asked": lambda channel: channel.queue_bind("reporting.in", bus.CALLS, "cases.calls"),
    "hear what others are answered": lambda channel: channel.queue_bind("reporting.in", bus.REPLIES, "#"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_service_cannot(open_as: Open, what: str) -> None:
    for name in ("cases", "reporting"):
        TOPOLOGIES[name].declare(open_as(name))
    channel = open_as("reporting")
    assert is_refused(lambda: FORBIDDEN[what](channel))


@pytest.mark.parametrize("what", [what for what in FORBIDDEN if what != "ask a service"])
def test_nor_can_the_gateway(open_as: Open, what: str) -> None:
    TOPOLOGIES["cases"].declare(open_as("cases"))
    channel = open_as(broker_rights.GATEWAY)
    assert is_refused(lambda: FORBIDDEN[what](channel))


def test_whoever_lacks_the_rights_is_told_what_to_do(open_as: Open) -> None:
    with pytest.raises(bus.BadTopology, match="lotse broker definitions"):
        TOPOLOGIES["intake"].declare(open_as("reporting"))
