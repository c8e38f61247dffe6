"""What one service says, the other has heard: in order, once, whatever was lost or deleted in between."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from services.chassis import bus, inbox, outbox
from services.chassis.bells import Bells
from services.chassis.database import Database
from services.chassis.envelope import Event
from services.chassis.outbox import Outbox
from services.chassis.receiver import Receiver
from services.chassis.relay import Relay
from services.chassis.testing import NOON, StoppedClock, message_of, said
from services.intake.events import ContactErased, RequestErased, RequestWithdrawn
from tests.eventually import eventually
from tests.integration.conftest import World

SAYS = frozenset({"intake.events", "contacts.events"})
HEARS = frozenset(
    {
        ("intake.events", "request.withdrawn.v1"),
        ("intake.events", "request.erased.v1"),
        ("contacts.events", "contact.erased.v1"),
    }
)
INTAKE = bus.Topology("intake", SAYS, frozenset())
NOTIFICATIONS = bus.Topology("notifications", frozenset(), HEARS)


def withdrawn(subject: str) -> RequestWithdrawn:
    return RequestWithdrawn(subject, "K7M-4XQ-6", NOON)


class Line:
    """Intake's mouth and notifications' ear, with a broker between them; loops run when `start` is called."""

    def __init__(self, world: World) -> None:
        self.world, self.clock = world, StoppedClock()
        self.intake, self.notifications = world.new_database("intake"), world.new_database("notifications")
        self.bells = Bells(self.intake)
        self.outbox = Outbox("intake@kim", self.clock, self.bells)
        self.running: list[Any] = []
        self.links: list[bus.Link] = []
        for topology in (INTAKE, NOTIFICATIONS):
            topology.declare(self.channel())

    def channel(self) -> Any:
        self.links.append(bus.Link(self.world.broker_url, "test"))
        return self.links[-1].channel()

    def relay(self, database: Database | None = None, **options: Any) -> Relay:
        settings = {"confirm_timeout": 2.0, **options}
        return Relay("intake", database or self.intake, self.clock, self.bells, self.world.broker_url, **settings)

    def receiver(self, database: Database | None = None, **options: Any) -> Receiver:
        own = database or self.notifications
        return Receiver("notifications", NOTIFICATIONS, own, self.clock, Bells(own), self.world.broker_url, **options)

    def start(self, *parts: Any) -> None:
        for part in parts:
            part.start()
            self.running.append(part)

    def say(self, *events: Event) -> None:
        with self.intake.transaction() as tx:
            self.outbox.say(tx, *events)

    def heard(self) -> list[Any]:
        with self.notifications.reading() as tx:
            return list(tx.execute(select(inbox.inbox).order_by(inbox.inbox.c.position)).all())

    def unsent(self) -> int:
        with self.intake.reading() as tx:
            return len(outbox.unsent(tx, 10_000))

    def has_heard(self, count: int, within: float = 20) -> list[Any]:
        def all_of_it() -> list[Any]:
            rows = self.heard()
            assert len(rows) >= count, f"{len(rows)} of {count}"
            return rows

        return eventually(all_of_it, within=within)

    def stop(self) -> None:
        for part in reversed(self.running):
            part.stop()
        for link in self.links:
            link.close()


@pytest.fixture
def line(world: World) -> Iterator[Line]:
    found = Line(world)
    yield found
    found.stop()


def test_what_is_said_is_heard_once_and_marked_as_sent(line: Line) -> None:
    line.start(line.relay(), line.receiver())
    line.say(*(withdrawn(f"r{number}") for number in range(300)))
    rows = line.has_heard(300)
    eventually(lambda: line.unsent() == 0)
    assert [row.message_id for row in rows] == [envelope.id for envelope in said(line.intake)]
    assert {row.state for row in rows} == {"waiting"}
    assert json.loads(rows[0].body)["type"] == "request.withdrawn.v1"


def test_each_subject_is_heard_in_its_order_also_from_two_exchanges(line: Line) -> None:
    line.start(line.relay(batch=7), line.receiver())
    for number in range(40):
        line.say(withdrawn(f"r{number % 3}"), ContactErased(f"r{number % 3}"))
    order: dict[str, list[int]] = defaultdict(list)
    for row in line.has_heard(80):
        order[row.subject].append(row.sequence)
    assert all(numbers == sorted(numbers) for numbers in order.values())
    assert sum(map(len, order.values())) == 80


def test_what_was_said_before_anybody_listened_is_not_lost(line: Line) -> None:
    line.say(*(withdrawn(f"r{number}") for number in range(20)))
    line.start(line.relay(), line.receiver())
    line.has_heard(20)


def test_a_second_relay_stands_by_and_takes_over_at_once_when_the_first_stops(line: Line) -> None:
    first, second = line.relay(), line.relay(line.world.replica_of(line.intake))
    line.start(line.receiver())
    first.start()
    line.say(withdrawn("r1"))
    line.has_heard(1)
    line.start(second)
    first.stop()
    line.say(withdrawn("r2"))
    line.has_heard(2, within=8)
    assert len({row.message_id for row in line.heard()}) == 2


def test_an_exchange_that_is_away_rests_and_the_others_are_served(line: Line) -> None:
    receiver = line.receiver()
    line.start(receiver)
    eventually(lambda: receiver.listening)
    line.channel().exchange_delete(exchange="contacts.events")
    line.start(line.relay())
    line.say(withdrawn("r1"), ContactErased("r1"), withdrawn("r2"))
    rows = line.has_heard(2)
    assert {row.type for row in rows} == {"request.withdrawn.v1"}
    for topology in (INTAKE, NOTIFICATIONS):
        topology.declare(line.channel())
    assert line.has_heard(3, within=30)[-1].type == "contact.erased.v1"
    eventually(lambda: line.unsent() == 0)


def publish(line: Line, *bodies: str | bytes, key: str = "request.withdrawn.v1") -> None:
    channel = line.channel()
    for body in bodies:
        message = channel.prepare_message(body, content_type="application/cloudevents+json", content_encoding="utf-8")
        channel.basic_publish(message, "intake.events", key)


def test_a_message_that_comes_twice_is_stored_once(line: Line) -> None:
    line.start(line.receiver())
    body = message_of(withdrawn("r1"), "intake@kim").to_json()
    publish(line, body, body, message_of(withdrawn("r2"), "intake@kim").to_json())
    line.has_heard(2)
    publish(line, body, message_of(withdrawn("r3"), "intake@kim").to_json())
    assert [row.subject for row in line.has_heard(3)] == ["r1", "r2", "r3"]


def test_poison_among_good_messages_is_parked_with_its_reason_and_the_good_ones_pass(line: Line) -> None:
    line.start(line.receiver())
    good = message_of(withdrawn("r1"), "intake@kim").to_json()
    unknown = message_of(withdrawn("r2"), "intake@kim", type="request.withdrawn.v9").to_json()
    publish(line, b"\xff\xfe", "{", "[1]", '{"specversion":"1.0"}', unknown, "x" * 1_000_001, good)
    rows = line.has_heard(7)
    assert [row.state for row in rows] == ["parked"] * 6 + ["waiting"]
    assert all(row.reason for row in rows[:6])
    assert max(len(row.body) for row in rows) <= 65_536


def test_what_was_stored_and_not_acknowledged_comes_again_and_is_recognised(line: Line, monkeypatch: Any) -> None:
    first = line.receiver()
    publish(line, *(message_of(withdrawn(f"r{number}"), "intake@kim", number + 1).to_json() for number in range(5)))

    def die(name: str) -> None:
        if name == "receiver.stored":
            raise ConnectionError("the process dies here")

    with monkeypatch.context() as failing:
        failing.setattr("services.chassis.failpoints.reach", die)
        with pytest.raises(ConnectionError):
            eventually(first.step, unless=ConnectionError)
        first._hang_up()
    assert len(line.heard()) in range(1, 6)
    line.start(line.receiver())
    publish(line, message_of(withdrawn("last"), "intake@kim").to_json())
    rows = line.has_heard(6)
    eventually(lambda: [row.subject for row in line.heard()] == ["r0", "r1", "r2", "r3", "r4", "last"])
    assert len(rows) == 6


def test_the_next_receiver_takes_over_and_nothing_is_lost_or_overtaken(line: Line) -> None:
    first, second = line.receiver(), line.receiver(line.world.replica_of(line.notifications))
    first.start()
    line.start(second, line.relay(batch=5))
    eventually(lambda: first.listening and second.listening)
    for number in range(30):
        line.say(withdrawn("r1"))
        if number == 15:
            first.stop()
    rows = line.has_heard(30)
    assert [row.sequence for row in rows] == list(range(1, 31))


def test_a_queue_that_somebody_deleted_is_declared_again_and_the_outbox_says_it_again(line: Line) -> None:
    line.start(line.relay(), line.receiver())
    line.say(withdrawn("r1"))
    line.has_heard(1)
    line.channel().queue_delete(queue="notifications.in")
    line.running[1].stop()
    line.start(line.receiver())
    eventually(lambda: line.running[-1].listening)
    line.say(withdrawn("r2"))
    line.has_heard(2)
    with line.intake.transaction() as tx:
        outbox.offer_again(tx, NOON)
    line.bells.ring(outbox.BELL)
    eventually(lambda: line.unsent() == 0)
    assert [row.subject for row in line.heard()] == ["r1", "r2"], "said twice, heard once"


def test_a_receiver_whose_backlog_is_full_leaves_the_rest_with_the_broker(line: Line) -> None:
    receiver = line.receiver(backlog_limit=10)
    line.start(receiver)
    eventually(lambda: receiver.listening)
    publish(line, *(message_of(withdrawn(f"r{number}"), "intake@kim").to_json() for number in range(10)))
    line.has_heard(10)
    eventually(lambda: not receiver.listening, within=20)
    publish(line, message_of(withdrawn("later"), "intake@kim").to_json())
    with line.notifications.transaction() as tx:
        tx.execute(inbox.inbox.update().where(inbox.inbox.c.position < 6).values(state="done"))
    line.has_heard(11)


def test_erasure_is_marked_as_overtaking_when_it_is_stored(line: Line) -> None:
    line.start(line.relay(), line.receiver())
    line.say(withdrawn("r1"), RequestErased("r1", NOON))
    assert [row.overtakes for row in line.has_heard(2)] == [False, True]


def test_while_the_database_is_away_nothing_is_received_and_afterwards_everything(line: Line, postgres: Any) -> None:
    if line.world.name == "embedded":
        return  # a file is not away
    line.start(line.relay(), line.receiver())
    line.say(withdrawn("r1"))
    line.has_heard(1)
    for database in (line.intake, line.notifications):
        postgres.terminate_connections(database.engine.url.database)

    def say_again() -> bool:
        line.say(withdrawn("r2"))
        return True

    eventually(say_again)
    eventually(lambda: any(row.subject == "r2" for row in line.heard()), within=20)
