"""What we are asked: calls taken from the queue, answered by workers, replied to, then acknowledged."""

from __future__ import annotations

import functools
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema
from nameko.extensions import Entrypoint, SharedExtension

from services.chassis import answers as remembered
from services.chassis import bus, failpoints, fields, logs, metrics, tracing
from services.chassis.assembly import Assembly
from services.chassis.calls import CONTENT_TYPE
from services.chassis.clock import new_id
from services.chassis.errors import Failed, LotseError, NotFound, Refused
from services.chassis.extensions.parts import Parts
from services.chassis.identity import Actor
from services.chassis.wire import Wire

Method = Callable[..., Any]
SchemaClass = Callable[..., Schema]
_CONSUMER = "desk"  # the tag by which consuming is cancelled; known to its channel only


@dataclass
class Call:
    """One call as it came in; `answer` is run by the worker."""

    parts: Assembly
    actor_token: str | None
    command_id: str
    request: Any
    traceparent: str | None

    def answer(
        self, method: Method, schema: SchemaClass, command: bool, complete: Method | None, refused: Method | None
    ) -> dict[str, Any]:
        """Who asks, what exactly, then the method; a command's answer is remembered with its effect."""
        who = self.parts.verifier.read(self.actor_token)
        request = fields.load(_schema(schema, self.parts), self.request)
        with tracing.span("answer", self.traceparent, actor=who.label):
            try:
                answer = self._once(method, schema, who, request) if command else method(who, request)
            except Refused as refusal:
                if refused:
                    refusal.params.update(refused(who, request, refusal))
                raise
        return complete(answer) if complete else answer

    def _once(self, method: Method, schema: SchemaClass, who: Actor, request: dict[str, Any]) -> dict[str, Any]:
        answer = remembered.once(
            self.parts.database,
            self.parts.clock,
            self.command_id or new_id(),
            self._fingerprint(who, method, schema),
            lambda: self._run(method, who, request),
        )
        failpoints.reach("answer.committed")
        return answer

    def _fingerprint(self, who: Actor, method: Method, schema: SchemaClass) -> bytes:
        """What a repetition is known by. Who asks is part of it: an answer is repeated only to whom it was given.

        What the schema calls secret is not: even a keyed fingerprint would be quicker to guess against than the hash
        of a password.
        """
        secret: frozenset[str] = getattr(schema, "secret", frozenset())
        told = {name: value for name, value in self.request.items() if name not in secret}
        known = json.dumps([method.__name__, who.organisation, who.ref, told], sort_keys=True, ensure_ascii=False)
        return self.parts.vault.index("command", known)

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


class Desk(SharedExtension):
    """Takes calls from the queue, has them answered by workers, replies, then acknowledges.

    A call that was taken and not answered when the process dies is taken by another replica; commands are safe
    to repeat because their answer is remembered.
    """

    parts = Parts()

    def __init__(self) -> None:
        self._methods: dict[str, Entrypoint] = {}
        self._open = 0
        self._idle = threading.Condition()
        self._wire: Wire | None = None
        self._closing = threading.Event()
        self._closed = threading.Event()

    def register(self, entrypoint: Entrypoint) -> None:
        self._methods[entrypoint.method_name] = entrypoint

    def start(self) -> None:
        service = self.container.service_name
        self._queue = bus.calls_queue(service)
        self._log = logs.get("desk")
        self._wire = Wire(self.parts.assembly.settings.broker_url, f"{service}.desk", self._opened, lambda: None)
        self._wire.start()

    def close(self) -> None:
        """Take no more calls; those taken are still answered."""
        assert self._wire is not None
        if not self._closing.is_set():
            self._closing.set()
            self._wire.do(self._cancel)
        self._closed.wait(2)

    def _cancel(self, channel: Any) -> None:
        channel.basic_cancel(_CONSUMER)
        self._closed.set()

    def stop(self) -> None:
        """Answer the calls that were taken within the drain bound, acknowledge, hang up."""
        assert self._wire is not None
        self.close()
        with self._idle:
            self._idle.wait_for(lambda: self._open == 0, self.parts.assembly.settings.drain_seconds)
        self._wire.stop()

    def _opened(self, channel: Any) -> None:
        if self._closing.is_set():
            return
        # It goes away with its last consumer, so that callers learn at once that nobody is there.
        bus.require_exchange(channel, bus.REPLIES)
        channel.queue_declare(queue=self._queue, durable=True, auto_delete=True)
        bus.attend(channel, self._queue, bus.CALLS)
        channel.basic_qos(0, self.parts.assembly.settings.workers, False)
        take = functools.partial(self._take, channel)
        channel.basic_consume(queue=self._queue, consumer_tag=_CONSUMER, callback=take)

    def _take(self, channel: Any, message: Any) -> None:
        headers = message.properties.get("application_headers") or {}
        tag = message.delivery_info["delivery_tag"]
        if _deadline(headers) < time.time() * 1000:
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
        channel.basic_publish(reply, bus.REPLIES, message.properties.get("reply_to", ""))
        channel.basic_ack(message.delivery_info["delivery_tag"])


def _deadline(headers: dict[str, Any]) -> int:
    """Until when somebody waits, in milliseconds since 1970; one that makes no sense is over."""
    try:
        return int(headers.get("deadline", 0))
    except (TypeError, ValueError):
        return 0


class Answers(Entrypoint):
    """A method that can be asked for by its name, at `<service>.calls`."""

    desk = Desk()

    def setup(self) -> None:
        self.desk.register(self)

    def stop(self) -> None:
        # Now, and not when the container stops the desk: before that it waits for its workers, and calls that were
        # still taken would keep it waiting.
        self.desk.close()


def answers(
    schema: SchemaClass, *, command: bool = False, complete: Method | None = None, refused: Method | None = None
) -> Callable[[Method], Method]:
    """Answer calls by this method's name: `method(self, who, request)` with the request as the schema read it.

    `command=True` remembers the answer in the transaction of the effect. `complete(self, answer)` adds to each
    answer what must not be remembered (a secret that can be made again). `refused(self, who, request, refusal)` is
    asked once the transaction of a refused command is over: what it answers tells whoever asked what they can do.
    """

    def decorate(method: Method) -> Method:
        @functools.wraps(method)
        def worker(self: Any, call: Call) -> dict[str, Any]:
            bound = functools.update_wrapper(functools.partial(method, self), method)
            return call.answer(
                bound,
                schema,
                command,
                functools.partial(complete, self) if complete else None,
                functools.partial(refused, self) if refused else None,
            )

        worker._answers = schema  # type: ignore[attr-defined]
        return Answers.decorator(worker)  # type: ignore[no-any-return]

    return decorate
