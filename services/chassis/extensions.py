"""The nameko adapter: @answers, @hears, @every, @works_off, Provided. The only module that knows nameko.

nameko contributes the container (life cycle, injection, a bounded pool of workers). The wires are ours, because
nameko acknowledges a message whose handler raised, opens a connection per reply and hands work that is still
running back to the queue when it stops; the chassis promises otherwise (messages.md).

A service class says what it is:

    class IntakeService:
        name = "intake"
        settings = IntakeSettings
        says = events.ALL
        store = Provided(lambda parts: Store(parts.database, parts.outbox, parts.vault))

        @answers(schemas.ReceiveRequest, command=True)
        def receive_request(self, who, request): ...

        @hears("notifications.events", "message.sent.v1", schemas.MessageSent)
        def on_message_sent(self, event): ...
"""

from __future__ import annotations

import functools
import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError
from nameko.containers import ServiceContainer
from nameko.extensions import DependencyProvider, Entrypoint, SharedExtension

from services.chassis import answers as remembered
from services.chassis import bus, environment, failpoints, fields, health, logs, metrics, tracing
from services.chassis.assembly import Assembly
from services.chassis.calls import CONTENT_TYPE
from services.chassis.clock import new_id
from services.chassis.errors import Failed, LotseError, NotFound
from services.chassis.handler import Message, Unlike
from services.chassis.identity import Actor
from services.chassis.wire import Wire

Method = Callable[..., Any]
SchemaClass = Callable[..., Schema]


@dataclass(frozen=True)
class Hearing:
    """What a method listens to."""

    exchange: str
    type: str
    schema: SchemaClass


class Parts(SharedExtension):
    """The service's assembly, built when nameko sets the container up and run while it runs."""

    assembly: Assembly

    def setup(self) -> None:
        service = self.container.service_cls
        settings = environment.read(service.settings, service.name)
        self.assembly = Assembly(service.name, settings, topology(service))
        self._health: health.HealthServer | None = None

    def start(self) -> None:
        assembly = self.assembly
        service = _instance(self.container)
        if assembly.topology.hears:
            assembly.hear({type_: functools.partial(react, service) for type_, react in _reactions(service).items()})
        for attribute in vars(type(service)).values():
            for arrange in getattr(attribute, "_arranged", ()):
                arrange(assembly, functools.partial(attribute, service))
        assembly.start()
        if assembly.settings.health_port:
            app = health.application(assembly.checks(), assembly.measure)
            self._health = health.HealthServer(assembly.settings.health_host, assembly.settings.health_port, app)
            self._health.start()

    def stop(self) -> None:
        self.assembly.stop()
        if self._health:
            self._health.stop()


class Provided(DependencyProvider):
    """Something a service's methods use, made once per process from its parts."""

    parts = Parts()

    def __init__(self, make: Callable[[Assembly], Any]):
        self._make = make
        self._made: Any = None

    def make(self) -> Any:
        if self._made is None:
            self._made = self._make(self.parts.assembly)
        return self._made

    def get_dependency(self, worker_ctx: Any) -> Any:
        return self.make()


# What we are asked


@dataclass
class Call:
    """One call as it came in; `answer` is run by the worker."""

    parts: Assembly
    actor_token: str | None
    command_id: str
    request: Any
    traceparent: str | None

    def answer(self, method: Method, schema: SchemaClass, command: bool, complete: Method | None) -> dict[str, Any]:
        """Who asks, what exactly, then the method; a command's answer is remembered with its effect."""
        who = self.parts.verifier.read(self.actor_token)
        request = fields.load(_schema(schema, self.parts), self.request)
        with tracing.span("answer", self.traceparent, actor=who.label):
            if command:
                command_id = self.command_id or new_id()
                known = json.dumps([method.__name__, self.request], sort_keys=True, ensure_ascii=False)
                fingerprint = self.parts.vault.index("command", known)
                answer = remembered.once(
                    self.parts.database,
                    self.parts.clock,
                    command_id,
                    fingerprint,
                    lambda: self._run(method, who, request),
                )
                failpoints.reach("answer.committed")
            else:
                answer = method(who, request)
        return complete(answer) if complete else answer

    @staticmethod
    def _run(method: Method, who: Actor, request: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = method(who, request)
        failpoints.reach("answer.inside")
        return answer


def _schema(schema: SchemaClass, parts: Assembly) -> Schema:
    # A schema that checks codes is built from the programme, once per process.
    made = _schemas.get((schema, parts.service))
    if made is None:
        made = schema(parts.programme) if getattr(schema, "knows_programme", False) else schema()
        _schemas[(schema, parts.service)] = made
    return made


_schemas: dict[tuple[SchemaClass, str], Schema] = {}


class Answers(Entrypoint):
    """A method that can be asked for by its name, at `<service>.calls`."""

    desk: Any = None  # set below: the class needs Desk, and Desk needs this one's name

    def setup(self) -> None:
        self.desk.register(self)


class Desk(SharedExtension):
    """Takes calls from the queue, has them answered by workers, replies, then acknowledges.

    A call that was taken and not answered when the process dies is taken by another replica; commands are safe
    to repeat because their answer is remembered.
    """

    parts = Parts()

    def __init__(self) -> None:
        self._methods: dict[str, Answers] = {}
        self._open = 0
        self._idle = threading.Condition()
        self._wire: Wire | None = None
        self._consumer = ""

    def register(self, entrypoint: Answers) -> None:
        self._methods[entrypoint.method_name] = entrypoint

    def start(self) -> None:
        service = self.container.service_name
        self._queue = bus.calls_queue(service)
        self._log = logs.get("desk")
        self._wire = Wire(self.parts.assembly.settings.broker_url, f"{service}.desk", self._opened, lambda: None)
        self._wire.start()

    def stop(self) -> None:
        """Take no more calls, answer those taken within the drain bound, acknowledge, hang up."""
        assert self._wire is not None
        closed = threading.Event()

        def cancel(channel: Any) -> None:
            channel.basic_cancel(self._consumer)
            closed.set()

        self._wire.do(cancel)
        closed.wait(2)
        with self._idle:
            self._idle.wait_for(lambda: self._open == 0, self.parts.assembly.settings.drain_seconds)
        self._wire.stop()

    def _opened(self, channel: Any) -> None:
        # It goes away with its last consumer, so that callers learn at once that nobody is there.
        channel.queue_declare(queue=self._queue, durable=True, auto_delete=True)
        channel.basic_qos(0, self.parts.assembly.settings.workers, False)
        self._consumer = channel.basic_consume(queue=self._queue, callback=functools.partial(self._take, channel)) or ""
        self._consumer = getattr(self._consumer, "consumer_tag", self._consumer)

    def _take(self, channel: Any, message: Any) -> None:
        headers = message.properties.get("application_headers") or {}
        tag = message.delivery_info["delivery_tag"]
        if int(headers.get("deadline", "0")) < time.time() * 1000:
            channel.basic_ack(tag)  # nobody waits for it any more
            return
        with self._idle:
            self._open += 1
        begun = time.monotonic()
        method = str(headers.get("method", ""))
        reply = functools.partial(self._reply, channel, message, method, begun)
        entrypoint = self._methods.get(method)
        if entrypoint is None:
            reply(None, NotFound("unknown_method", f"There is no {method} here."))
            return
        try:
            request = json.loads(message.body)
        except ValueError:
            reply(None, Failed("unreadable_call", "The call is not JSON."))
            return
        call = Call(
            self.parts.assembly,
            headers.get("actor"),
            str(headers.get("command_id", "")),
            request,
            headers.get("traceparent"),
        )

        def handle_result(_worker: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
            reply(result, exc_info[1] if exc_info else None)
            return None, None

        self.container.spawn_worker(entrypoint, (call,), {}, handle_result=handle_result)

    def _reply(
        self, channel: Any, message: Any, method: str, begun: float, answer: Any, error: Exception | None
    ) -> None:
        outcome = "ok" if error is None else getattr(error, "kind", "failed")
        metrics.CALLS.labels(self.container.service_name, method, outcome).observe(time.monotonic() - begun)
        if error is None:
            body = {"answer": answer}
        elif isinstance(error, LotseError):
            body = {"error": error.to_wire()}
        else:
            self._log.error("call_failed", method=method, error=type(error).__name__)
            body = {"error": Failed("failed", "The service could not answer; nothing was changed.").to_wire()}
        text = json.dumps(body, ensure_ascii=False)

        def send(current: Any) -> None:
            if current is channel:  # otherwise the call has gone back to the queue with the channel it came on
                self._send(channel, message, text)

        assert self._wire is not None
        self._wire.do(send)
        with self._idle:
            self._open -= 1
            self._idle.notify_all()

    @staticmethod
    def _send(channel: Any, message: Any, text: str) -> None:
        properties = {"correlation_id": message.properties.get("correlation_id"), "delivery_mode": 1}
        reply = channel.prepare_message(
            text, content_type=CONTENT_TYPE, content_encoding="utf-8", properties=properties
        )
        channel.basic_publish(reply, "", message.properties.get("reply_to", ""))
        channel.basic_ack(message.delivery_info["delivery_tag"])


Answers.desk = Desk()


def answers(
    schema: SchemaClass, *, command: bool = False, complete: Method | None = None
) -> Callable[[Method], Method]:
    """Answer calls by this method's name: `method(self, who, request)` with the request as the schema read it.

    `command=True` remembers the answer in the transaction of the effect. `complete(self, answer)` adds to each
    answer what must not be remembered (a secret that can be made again).
    """

    def decorate(method: Method) -> Method:
        @functools.wraps(method)
        def worker(self: Any, call: Call) -> dict[str, Any]:
            bound = functools.update_wrapper(functools.partial(method, self), method)
            return call.answer(bound, schema, command, functools.partial(complete, self) if complete else None)

        worker._answers = schema  # type: ignore[attr-defined]
        return Answers.decorator(worker)  # type: ignore[no-any-return]

    return decorate


# What we hear


def hears(exchange: str, type_: str, schema: SchemaClass) -> Callable[[Method], Method]:
    """React to an event: `method(self, event)` runs in the transaction that marks the message done."""

    def decorate(method: Method) -> Method:
        method._hears = Hearing(exchange, type_, schema)  # type: ignore[attr-defined]
        return method

    return decorate


def hearings(service: type) -> dict[str, Hearing]:
    """What a service class listens to: method name → hearing."""
    return {name: method._hears for name, method in vars(service).items() if hasattr(method, "_hears")}


def topology(service: type) -> bus.Topology:
    """What a service class needs of the broker."""
    says = frozenset(event.exchange for event in getattr(service, "says", ()))
    hears = frozenset((hearing.exchange, hearing.type) for hearing in hearings(service).values())
    return bus.Topology(service.name, says, hears)  # type: ignore[attr-defined]


def _reactions(service: Any) -> Mapping[str, Method]:
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


def _instance(container: Any) -> Any:
    """One instance of the service with everything provided, for reactions and acts.

    nameko makes one per worker; ours hold no state, and a reaction runs inside a transaction of the handler.
    """
    service = container.service_cls()
    for provider in container.dependencies:
        setattr(service, provider.attr_name, provider.make())
    return service


# What we do by the clock, or work off


def every(seconds: float) -> Callable[[Method], Method]:
    """Do this every `seconds` seconds: once, whichever replica is awake; the effect commits with the claim."""

    def decorate(method: Method) -> Method:
        method._arranged = (lambda parts, work: parts.act(method.__name__, seconds, work),)  # type: ignore[attr-defined]
        return method

    return decorate


def works_off(bell: str) -> Callable[[Method], Method]:
    """Do this whenever `bell` rings, and again while it answers True (there is more)."""

    def decorate(method: Method) -> Method:
        method._arranged = (lambda parts, work: parts.work_off(bell, work),)  # type: ignore[attr-defined]
        return method

    return decorate


# Running


def container_of(service: type) -> ServiceContainer:
    """The service, ready to be started in this process (which eventlet has to have patched)."""
    # nameko reports every refused call with a stack trace that quotes its arguments; we log by code instead.
    logging.getLogger("nameko").setLevel(logging.CRITICAL)
    from nameko import config

    settings = environment.read(service.settings, service.name)  # type: ignore[attr-defined]
    config["max_workers"] = settings.workers
    return ServiceContainer(service)
