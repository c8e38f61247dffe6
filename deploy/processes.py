"""What runs as one process: a service, the gateway, or (embedded) all of them together.

SIGTERM and SIGINT drain: no new work, running work finishes within its bound, acknowledgements go out, exit 0.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.chassis.clock import Clock

_HANGING_UP_SECONDS = 10.0  # on top of the drain bound: threads to join, connections to close


def run_service(name: str) -> None:
    """One process of one service; replicas share its queues. Returns when it has been told to stop."""
    patch()
    from deploy import services

    run_class(services.service(name))


def run_class(service: Any) -> None:
    """The same for a service class, in a process that has been patched."""
    from services.chassis import environment, extensions, logs, tracing

    name = service.name
    settings = environment.read(service.settings, name)
    logs.configure(settings.log_level)
    tracing.configure(name, settings.otlp_endpoint)
    container = extensions.container_of(service)
    stop = _asked_to_stop()
    container.start()
    log = logs.get("process")
    log.info("started", service=name)
    stop.wait()
    _drain(container, settings.drain_seconds, log)


def _drain(container: Any, seconds: float, log: Any) -> None:
    """Stop within a bound. What has not finished by then goes back to its queue, where another replica takes it."""
    import eventlet

    with eventlet.Timeout(seconds + _HANGING_UP_SECONDS, False):
        container.stop()
        return
    log.error("drain_bound_passed", seconds=seconds)
    container.kill()


def run_gateway(port: int, host: str) -> None:
    """The gateway under gunicorn, with threads and without eventlet. Replaces this process."""
    from gateway.settings import GatewaySettings
    from services.chassis import environment

    settings = environment.read(GatewaySettings, "GATEWAY")
    options = {
        "--bind": f"{host}:{port}",
        "--worker-class": "gthread",
        "--workers": "1",
        "--threads": str(settings.threads),
        "--keep-alive": "30",
        "--graceful-timeout": "20",
        "--log-level": "warning",
    }
    arguments = [part for option in options.items() for part in option]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments, "gateway.app:from_environment()"])


def run_all(port: int, host: str, ready: Callable[[Any], None], clock: Clock | None = None) -> None:
    """Every service and the gateway in this process; `ready(calls)` is called once it answers and may take long.

    The services go by the machine's clock, unless there is another one that `ready` puts forward.
    """
    patch()
    import eventlet.wsgi

    from deploy import services
    from gateway import app as gateway
    from services.chassis import extensions

    listener = eventlet.listen((host, port), reuse_port=False)
    containers = [extensions.container_of(services.service(name), clock) for name in services.names()]
    stop = _asked_to_stop()
    for container in containers:
        container.start()
    app, calls = gateway.assemble()
    server = eventlet.spawn(eventlet.wsgi.server, listener, app, log_output=False, max_size=64)
    getting_ready = eventlet.spawn(ready, calls)
    stop.wait()
    getting_ready.kill()
    server.kill()
    calls.stop()
    for container in containers:
        container.stop()


def patch() -> None:
    """Make this process cooperative (eventlet), before anything opens a socket or starts a thread."""
    import eventlet

    eventlet.monkey_patch()


def port_is_free(host: str, port: int) -> bool:
    """Whether we could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _asked_to_stop() -> threading.Event:
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    return stop
