"""What stands on the broker is frozen: a queue declared with other arguments is refused by RabbitMQ and holds mail."""

from __future__ import annotations

from typing import Any

import amqp
import pytest

from services.cases.service import CasesService
from services.chassis import bus, extensions
from services.intake.service import IntakeService
from services.notifications.model.staff_messages import ENDED_BY
from services.notifications.service import NotificationsService
from services.reporting.service import ReportingService
from services.scheduling.service import SchedulingService

CLASSES: tuple[Any, ...] = (
    IntakeService,
    CasesService,
    SchedulingService,
    NotificationsService,
    ReportingService,
)

# Change nothing here without a way for installations that run: see BadTopology in bus.py.
ARGUMENTS = {"x-queue-type": "quorum", "x-single-active-consumer": True, "x-delivery-limit": 1_000_000}
QUEUES: dict[str, dict[str, Any]] = {
    "intake": {
        "hears at": "intake.in",
        "is asked at": "intake.calls",
        "says on": {"intake.events", "contacts.events", "logs.events"},
        "hears": {
            ("cases.events", "offer.accepted.v1"),
            ("cases.events", "offer.declined.v1"),
            ("cases.events", "handover.received.v1"),
            ("cases.events", "counsellor.listed.v1"),
            ("cases.events", "question.asked.v1"),
            ("cases.events", "question.answered.v1"),
            ("cases.events", "question.declined.v1"),
            ("cases.events", "case.erased.v1"),
            ("notifications.events", "request.forgotten.v1"),
            ("reporting.events", "request.forgotten.v1"),
            ("scheduling.events", "appointment.booked.v1"),
            ("scheduling.events", "appointment.moved.v1"),
            ("scheduling.events", "appointment.cancelled.v1"),
            ("scheduling.events", "appointment.kept.v1"),
            ("scheduling.events", "appointment.missed.v1"),
            ("notifications.events", "message.sent.v1"),
            ("notifications.events", "message.delivered.v1"),
            ("notifications.events", "message.bounced.v1"),
            ("notifications.events", "message.failed.v1"),
            ("notifications.events", "text.received.v1"),
        },
    },
    "cases": {
        "hears at": "cases.in",
        "is asked at": "cases.calls",
        "says on": {"cases.events", "contacts.events", "logs.events"},
        "hears": {
            ("intake.events", "request.offered.v1"),
            ("intake.events", "request.offer_confirmed.v1"),
            ("intake.events", "request.offer_withdrawn.v1"),
            ("intake.events", "request.offer_lapsed.v1"),
            ("intake.events", "request.handed_over.v1"),
            ("intake.events", "letter.received.v1"),
            ("intake.events", "attachment.passed_on.v1"),
            ("intake.events", "case.forgotten.v1"),
            ("scheduling.events", "case.forgotten.v1"),
            ("notifications.events", "case.forgotten.v1"),
            ("reporting.events", "case.forgotten.v1"),
            ("notifications.events", "message.sent.v1"),
            ("notifications.events", "message.delivered.v1"),
            ("notifications.events", "message.bounced.v1"),
            ("notifications.events", "message.failed.v1"),
        },
    },
    "notifications": {
        "hears at": "notifications.in",
        "is asked at": "notifications.calls",
        "says on": {"notifications.events", "logs.events"},
        "hears": {
            ("contacts.events", "contact.given.v1"),
            ("contacts.events", "contact.changed.v1"),
            ("contacts.events", "contact.erased.v1"),
            ("contacts.events", "way.stopped.v1"),
            ("intake.events", "request.received.v1"),
            ("intake.events", "request.withdrawn.v1"),
            ("intake.events", "request.erased.v1"),
            ("cases.events", "case.opened.v1"),
            ("cases.events", "case.erased.v1"),
            ("scheduling.events", "appointment.booked.v1"),
            ("scheduling.events", "appointment.moved.v1"),
            ("scheduling.events", "appointment.cancelled.v1"),
            ("scheduling.events", "appointment.missed.v1"),
            ("scheduling.events", "choice.offered.v1"),
            ("scheduling.events", "client.acted.v1"),
            ("scheduling.events", "interpreter.asked.v1"),
            ("scheduling.events", "interpreter.released.v1"),
            ("scheduling.events", "interpreter.declined.v1"),
            ("intake.events", "request.offered.v1"),
            ("intake.events", "request.overdue.v1"),
            ("cases.events", "case.assigned.v1"),
            ("cases.events", "letter.arrived.v1"),
            ("cases.events", "document.expiring.v1"),
            ("intake.events", "mail.returned.v1"),
            ("cases.events", "offer.accepted.v1"),
            ("cases.events", "offer.declined.v1"),
            ("intake.events", "request.offer_confirmed.v1"),
            ("intake.events", "request.offer_withdrawn.v1"),
            ("intake.events", "request.offer_lapsed.v1"),
            ("intake.events", "request.triaged.v1"),
            ("intake.events", "request.answered.v1"),
            ("cases.events", "case.closed.v1"),
            ("cases.events", "letter.read.v1"),
        },
    },
    "reporting": {
        "hears at": "reporting.in",
        "is asked at": "reporting.calls",
        "says on": {"reporting.events"},
        "hears": {
            ("intake.events", "request.received.v1"),
            ("intake.events", "request.triaged.v1"),
            ("intake.events", "request.answered.v1"),
            ("intake.events", "request.withdrawn.v1"),
            ("intake.events", "request.linked.v1"),
            ("intake.events", "request.split.v1"),
            ("intake.events", "request.handed_over.v1"),
            ("intake.events", "request.erased.v1"),
            ("cases.events", "case.opened.v1"),
            ("cases.events", "case.phase_entered.v1"),
            ("cases.events", "case.closed.v1"),
            ("cases.events", "case.reopened.v1"),
            ("cases.events", "case.erased.v1"),
            ("cases.events", "barrier.met.v1"),
            ("cases.events", "barrier.cleared.v1"),
            ("cases.events", "person.corrected.v1"),
            ("cases.events", "advice.given.v1"),
            ("cases.events", "advice.withdrawn.v1"),
            ("scheduling.events", "appointment.booked.v1"),
            ("scheduling.events", "appointment.kept.v1"),
            ("scheduling.events", "appointment.missed.v1"),
            ("scheduling.events", "appointment.cancelled.v1"),
            ("logs.events", "log.signed.v1"),
        },
    },
    "scheduling": {
        "hears at": "scheduling.in",
        "is asked at": "scheduling.calls",
        "says on": {"scheduling.events", "contacts.events", "logs.events"},
        "hears": {
            ("cases.events", "case.opened.v1"),
            ("cases.events", "case.closed.v1"),
            ("cases.events", "case.reopened.v1"),
            ("cases.events", "case.assigned.v1"),
            ("cases.events", "person.corrected.v1"),
            ("cases.events", "counsellor.engaged.v1"),
            ("cases.events", "case.locked.v1"),
            ("cases.events", "case.unlocked.v1"),
            ("cases.events", "case.erased.v1"),
        },
    },
}


@pytest.mark.parametrize("service", CLASSES, ids=lambda service: service.name)
def test_every_service_answers_to_its_operators(service: Any) -> None:
    assert issubclass(service, extensions.Operated)
    theirs = {name for name in vars(extensions.Operated) if not name.startswith("__")}
    assert theirs >= {"condition", "parked", "replay_parked", "archive_parked"}
    same = all(getattr(service, name) is vars(extensions.Operated)[name] for name in theirs)
    assert same, "what it answers to operators is the same everywhere"


class WrittenDown:
    """A channel that writes down what is declared on it, to a broker where nothing is yet."""

    def __init__(self) -> None:
        self.connection = self
        self.exchanges: dict[str, dict[str, Any]] = {}
        self.queues: dict[str, dict[str, Any]] = {}
        self.bindings: set[tuple[str, str, str]] = set()

    def channel(self) -> WrittenDown:
        return self

    def exchange_declare(self, exchange: str, passive: bool = False, **how: Any) -> None:
        if passive:
            raise amqp.exceptions.NotFound
        self.exchanges[exchange] = how

    def queue_declare(self, queue: str, **how: Any) -> None:
        self.queues[queue] = how

    def queue_bind(self, queue: str, exchange: str, routing_key: str) -> None:
        self.bindings.add((queue, exchange, routing_key))


def test_every_service_is_in_the_table() -> None:
    assert {service.name for service in CLASSES} == set(QUEUES)


@pytest.mark.parametrize("service", CLASSES, ids=lambda service: service.name)
def test_queue_names_and_arguments_are_those_of_the_table(service: Any) -> None:
    expected, channel = QUEUES[service.name], WrittenDown()
    extensions.topology(service).declare(channel)

    assert bus.inbound_queue(service.name) == expected["hears at"]
    assert bus.calls_queue(service.name) == expected["is asked at"]
    assert channel.queues == {expected["hears at"]: {"durable": True, "auto_delete": False, "arguments": ARGUMENTS}}
    assert channel.bindings == {(expected["hears at"], exchange, type_) for exchange, type_ in expected["hears"]}
    assert {event.exchange for event in service.says} == expected["says on"]


@pytest.mark.parametrize("service", CLASSES, ids=lambda service: service.name)
def test_every_exchange_is_a_durable_topic(service: Any) -> None:
    channel = WrittenDown()
    extensions.topology(service).declare(channel)
    assert channel.exchanges
    for how in channel.exchanges.values():
        assert how == {"type": "topic", "durable": True, "auto_delete": False}


def test_only_notifications_hears_how_people_are_reached() -> None:
    listeners = [
        name for name, queue in QUEUES.items() if any(exchange == "contacts.events" for exchange, _ in queue["hears"])
    ]
    assert listeners == ["notifications"]


def test_notifications_hears_whatever_ends_what_staff_are_told_of() -> None:
    heard = {type_ for _, type_ in QUEUES["notifications"]["hears"]}
    assert {event for events in ENDED_BY.values() for event in events} <= heard
