"""One id from the HTTP request to the last message: the W3C trace id is our correlation id.

The gateway begins a trace or continues the caller's (`traceparent`, W3C Trace Context); calls and messages
carry it on; logs, outbox, inbox and sent mails are written down with it. Spans go to an OpenTelemetry
collector when `LOTSE_OTLP_ENDPOINT` names one; without one nothing is recorded, only the ids are passed on.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from opentelemetry import trace
from opentelemetry.trace import NonRecordingSpan, SpanContext, SpanKind, TraceFlags
from opentelemetry.trace.propagation import set_span_in_context

_TRACEPARENT_PARTS = 4
_SAMPLED = "01"


@dataclass(frozen=True)
class Thread:
    """What ties together everything that one cause brought about.

    `causation_id` is the id of the message being handled (none while serving an HTTP request), `actor` is
    role and pseudonym, never a name.
    """

    trace_id: str
    span_id: str
    causation_id: str | None = None
    actor: str = "system"

    @property
    def traceparent(self) -> str:
        """The W3C header for whoever comes next."""
        return f"00-{self.trace_id}-{self.span_id}-{_SAMPLED}"


_current: ContextVar[Thread | None] = ContextVar("lotse_thread", default=None)
_tracer: Any = None


def configure(service: str, endpoint: str | None) -> None:
    """Record spans and send them to the OpenTelemetry collector at `endpoint`; with none, record nothing."""
    global _tracer  # noqa: PLW0603 (one tracer per process is OpenTelemetry's own model)
    if not endpoint:
        _tracer = None
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{endpoint}/v1/traces")))
    _tracer = provider.get_tracer("lotse")


def current() -> Thread | None:
    """The thread this code is running on behalf of, if any."""
    return _current.get()


def current_trace_id() -> str | None:
    """The correlation id in force (32 hex digits), or none outside of any request or message."""
    thread = _current.get()
    return thread.trace_id if thread else None


def act_as(actor: str) -> None:
    """What follows on this thread is done for this actor (role and pseudonym): who it is came out only now."""
    thread = _current.get()
    if thread:
        _current.set(replace(thread, actor=actor))


@contextmanager
def span(
    name: str,
    traceparent: str | None = None,
    *,
    causation_id: str | None = None,
    actor: str | None = None,
    kind: SpanKind = SpanKind.SERVER,
) -> Iterator[Thread]:
    """Everything inside belongs to the caller's trace, or to a new one where `traceparent` is absent or broken."""
    outer = _current.get()
    parent = _parse(traceparent) or (outer and (outer.trace_id, outer.span_id))
    causation_id = causation_id or (outer.causation_id if outer else None)
    actor = actor or (outer.actor if outer else "system")
    if _tracer is None:
        thread = Thread(parent[0] if parent else secrets.token_hex(16), secrets.token_hex(8), causation_id, actor)
        mark = _current.set(thread)
        try:
            yield thread
        finally:
            _current.reset(mark)
        return
    context = set_span_in_context(_remote(*parent)) if parent else None
    with _tracer.start_as_current_span(name, context=context, kind=kind) as recorded:
        ids = recorded.get_span_context()
        thread = Thread(f"{ids.trace_id:032x}", f"{ids.span_id:016x}", causation_id, actor)
        mark = _current.set(thread)
        try:
            yield thread
        finally:
            _current.reset(mark)


def _remote(trace_id: str, span_id: str) -> trace.Span:
    return NonRecordingSpan(SpanContext(int(trace_id, 16), int(span_id, 16), True, TraceFlags(TraceFlags.SAMPLED)))


def _parse(traceparent: str | None) -> tuple[str, str] | None:
    parts = (traceparent or "").split("-")
    if len(parts) != _TRACEPARENT_PARTS or len(parts[1]) != 32 or len(parts[2]) != 16:
        return None
    try:
        known = int(parts[1], 16) and int(parts[2], 16)
    except ValueError:
        return None
    return (parts[1].lower(), parts[2].lower()) if known else None
