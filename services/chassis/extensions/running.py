"""A service class as a process's container."""

from __future__ import annotations

import logging

from nameko import config
from nameko.containers import ServiceContainer

from services.chassis import environment
from services.chassis.clock import Clock, SystemClock


class Container(ServiceContainer):
    """A service in this process, and the clock by which all of its parts go."""

    clock: Clock = SystemClock()


def container_of(service: type, clock: Clock | None = None) -> Container:
    """The service, ready to be started in this process (which eventlet has to have patched).

    It goes by the machine's clock unless the caller hands it another one.
    """
    # nameko reports every refused call with a stack trace that quotes its arguments; we log by code instead.
    logging.getLogger("nameko").setLevel(logging.CRITICAL)

    settings = environment.read(service.settings, service.name)  # type: ignore[attr-defined]
    config["max_workers"] = settings.workers
    container = Container(service)
    if clock is not None:
        container.clock = clock
    return container
