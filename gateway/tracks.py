"""What is written down about each request: its trace and one line in the log, never an address or a name."""

from __future__ import annotations

import time
import traceback

from flask import Flask, Response, g, request

from services.chassis import logs, tracing
from services.chassis.identity import Actor

_log = logs.get("gateway")


def install(app: Flask) -> None:
    """Begin or continue a trace with each request, answer with its id, log the request when it is over."""
    app.before_request(_begin)
    app.after_request(_log_request)
    app.teardown_request(_end)


def route() -> str:
    """The rule of the present route (`…/status/<reference>/<token>`): unlike the address, it holds no secret."""
    return request.url_rule.rule if request.url_rule else "unknown"


def trace_id() -> str:
    """The correlation id of this request, as people quote it to the operators."""
    return tracing.current_trace_id() or ""


def say_who(actor: Actor) -> None:
    """From here on, what this request brings about is the doing of this actor: role and pseudonym."""
    tracing.act_as(actor.label)


def log_failure(error: Exception) -> None:
    """Write down where the program broke. Its message is left out: it may quote what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
    _log.error("failed", error=type(error).__name__, where=where, route=route())


def _begin() -> None:
    g.began = time.perf_counter()
    name = f"{request.method} {route()}"
    g.span = tracing.span(name, request.headers.get("traceparent"), actor=Actor.public().label)
    g.span.__enter__()


def _log_request(response: Response) -> Response:
    response.headers["X-Trace-Id"] = trace_id()
    milliseconds = round((time.perf_counter() - g.began) * 1000, 1)
    _log.info("request", method=request.method, route=route(), status=response.status_code, ms=milliseconds)
    return response


def _end(_error: BaseException | None) -> None:
    if span := g.pop("span", None):
        span.__exit__(None, None, None)
