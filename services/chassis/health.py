"""Alive, ready, measured: what an orchestrator and an operator ask a process on its internal port.

`/health/live`: the process answers. `/health/ready`: it can do its work now; otherwise 503 with what is
missing. `/metrics`: Prometheus. The port is for the machine's own network, never for the public.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

Check = Callable[[], bool]


def application(checks: Mapping[str, Check], before_metrics: Callable[[], None] = lambda: None) -> Any:
    """A WSGI application over these checks (name → does it hold?)."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/metrics":
            before_metrics()
            return _respond(start_response, "200 OK", CONTENT_TYPE_LATEST, generate_latest())
        if path == "/health/live":
            return _respond(start_response, "200 OK", "application/json", b'{"status":"live"}')
        if path == "/health/ready":
            missing = [name for name, holds in checks.items() if not holds()]
            status = "503 Service Unavailable" if missing else "200 OK"
            body = json.dumps({"status": "not ready" if missing else "ready", "missing": missing})
            return _respond(start_response, status, "application/json", body.encode())
        return _respond(start_response, "404 Not Found", "text/plain", b"not found")

    return answer


def _respond(start_response: Any, status: str, content_type: str, body: bytes) -> Iterable[bytes]:
    start_response(status, [("Content-Type", content_type), ("Content-Length", str(len(body)))])
    return [body]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Health checks come every few seconds and are not worth a line."""


class HealthServer:
    """Serves an application on an internal port; port 0 takes a free one."""

    def __init__(self, host: str, port: int, app: Any):
        self._server = make_server(host, port, app, server_class=_Server, handler_class=_Quiet)
        self.port: int = self._server.server_port

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, name="health", daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
