"""What we hear: events, read by a schema of our own, reacted to in the transaction that marks them done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError

from services.chassis import bus
from services.chassis.extensions.declaring import declared
from services.chassis.handler import Message, Unlike

Method = Callable[..., Any]
SchemaClass = Callable[..., Schema]


@dataclass(frozen=True)
class Hearing:
    """What a method listens to."""

    exchange: str
    type: str
    schema: SchemaClass


def hears(exchange: str, type_: str, schema: SchemaClass) -> Callable[[Method], Method]:
    """React to an event: `method(self, event)` runs in the transaction that marks the message done."""

    def decorate(method: Method) -> Method:
        method._hears = Hearing(exchange, type_, schema)  # type: ignore[attr-defined]
        return method

    return decorate


def hearings(service: Any) -> dict[str, Hearing]:
    """What a service class listens to: method name → hearing."""
    return {name: method._hears for name, method in declared(service).items() if hasattr(method, "_hears")}


def topology(service: Any) -> bus.Topology:
    """What a service class needs of the broker."""
    says = frozenset(event.exchange for event in getattr(service, "says", ()))
    hears = frozenset((hearing.exchange, hearing.type) for hearing in hearings(service).values())
    return bus.Topology(service.name, says, hears)


def reactions(service: Any) -> Mapping[str, Method]:
    return {hearing.type: _reaction(name, hearing) for name, hearing in hearings(type(service)).items()}


def _reaction(name: str, hearing: Hearing) -> Method:
    schema = hearing.schema(unknown=EXCLUDE)

    def react(service: Any, message: Message) -> None:
        try:
            data = schema.load(message.data)
        except ValidationError as error:
            raise Unlike(", ".join(sorted(map(str, error.messages)))) from error
        getattr(service, name)(Message(message.envelope, data))

    return react
