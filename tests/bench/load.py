"""A closed loop of HTTP requests that costs little enough to share two cores with what it measures.

One thread, epoll and keep-alive sockets; no HTTP library. Against a server that only answers a constant (one process,
epoll as well, on the same two cores) it reaches about 45,000 requests/s over 10 connections and 7,500 over one; the
services measured here answer some hundred to a few thousand.
"""

import http.client
import json
import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

ANSWER_WITHIN = 10.0
"""Seconds after which a request without an answer counts as an error."""


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; `body` is sent as JSON."""

    method: str
    path: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What a closed loop saw: `requests` were answered with 2xx, `errors` with anything else or not at all."""

    requests: int
    errors: int
    per_second: float
    p50_ms: float
    p99_ms: float
    first_error: str = ""


def closed_loop(url: str, connections: int, seconds: float, make_request: Callable[[], Request]) -> Result:
    """Keep `connections` requests in flight at `url` for `seconds`, each a new one from `make_request`.

    A connection sends its next request when the last one is answered, so a slow server is asked less often.
    ConnectionError if nobody listens at `url`.
    """
    loop = _Loop(url, make_request)
    for _ in range(connections):
        loop.connect()
    return loop.run(seconds)


def send(url: str, request: Request) -> Any:
    """Send one request and give back its JSON answer; RuntimeError with what came back if that is not 2xx."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "localhost", place.port, timeout=300)
    try:
        headers = {"Content-Type": "application/json", **dict(request.headers)}
        connection.request(request.method, request.path, request.body or None, headers)
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.status // 100 != 2:
        raise RuntimeError(f"{request.method} {request.path} answered {answer.status}: {body[:500]!r}")
    return json.loads(body)


def percentiles(values: list[float]) -> tuple[float, float]:
    """The 50th and 99th percentile of `values`; of a single value that value, of none twice NaN."""
    if len(values) < 2:
        return (values[0], values[0]) if values else (float("nan"), float("nan"))
    hundredths = quantiles(values, n=100, method="inclusive")
    return hundredths[49], hundredths[98]


class _Loop:
    def __init__(self, url: str, make_request: Callable[[], Request]) -> None:
        place = urlsplit(url)
        self.address = (place.hostname or "localhost", place.port or 80)
        self.make_request = make_request
        self.epoll = select.epoll()
        self.open: dict[int, _Connection] = {}
        self.latencies: list[float] = []
        self.errors = 0
        self.first_error = ""

    def connect(self) -> "_Connection":
        connection = _Connection(self.address)
        self.open[connection.number] = connection
        self.epoll.register(connection.number, select.EPOLLIN)
        return connection

    def hang_up(self, connection: "_Connection") -> None:
        del self.open[connection.number]
        connection.socket.close()

    def run(self, seconds: float) -> Result:
        started = answered = time.perf_counter()
        end = started + seconds
        for connection in self.open.values():
            connection.ask(self.make_request())
        while self.open and time.perf_counter() < end + ANSWER_WITHIN:
            for number, _ in self.epoll.poll(0.1):
                connection = self.open[number]
                if not connection.read():
                    continue
                answered = time.perf_counter()
                self.count(connection, answered)
                if connection.ended or answered >= end:
                    self.hang_up(connection)
                if answered < end:
                    connection = self.connect() if connection.ended else connection
                    connection.ask(self.make_request())
        for connection in list(self.open.values()):
            self.fail("no answer in time")
            self.hang_up(connection)
        self.epoll.close()
        p50, p99 = percentiles(self.latencies)
        requests = len(self.latencies)
        return Result(requests, self.errors, requests / (answered - started), p50 * 1e3, p99 * 1e3, self.first_error)

    def count(self, connection: "_Connection", answered: float) -> None:
        if connection.status // 100 == 2:
            self.latencies.append(answered - connection.asked_at)
        else:
            self.fail(connection.buffer[:500].decode(errors="replace") or "hung up without an answer")

    def fail(self, what: str) -> None:
        self.errors += 1
        self.first_error = self.first_error or what


class _Connection:
    """A keep-alive connection with at most one request in flight."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.host = f"{address[0]}:{address[1]}"
        self.socket = socket.create_connection(address, timeout=ANSWER_WITHIN)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.number = self.socket.fileno()
        self.ended = False

    def ask(self, request: Request) -> None:
        head = [f"{request.method} {request.path} HTTP/1.1", f"Host: {self.host}"]
        if request.body:
            head += ["Content-Type: application/json", f"Content-Length: {len(request.body)}"]
        head += [f"{name}: {value}" for name, value in request.headers]
        self.buffer = b""
        self.status = 0
        self.asked_at = time.perf_counter()
        self.socket.sendall("\r\n".join([*head, "", ""]).encode() + request.body)

    def read(self) -> bool:
        """Take what has arrived; True when the answer is complete or none will come."""
        try:
            arrived = self.socket.recv(65536)
        except ConnectionError:
            arrived = b""
        self.buffer += arrived
        self.ended = not arrived
        head, blank, body = self.buffer.partition(b"\r\n\r\n")
        if not blank:
            return self.ended
        fields = head.lower()
        complete = self.ended or _is_complete(fields, body)
        if complete:
            self.status = int(head[9:12])
            self.ended = self.ended or b"\r\nconnection: close" in fields
        return complete


def _is_complete(fields: bytes, body: bytes) -> bool:
    _, named, length = fields.partition(b"\r\ncontent-length:")
    if named:
        return len(body) >= int(length.partition(b"\r\n")[0])
    return b"\r\ntransfer-encoding: chunked" in fields and body.endswith(b"0\r\n\r\n")
