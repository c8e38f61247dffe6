"""A service class as a process's container."""

from __future__ import annotations

import logging

from nameko import config
from nameko.containers import ServiceContainer

from services.chassis import environment


def container_of(service: type) -> ServiceContainer:
    """The service, ready to be started in this process (which eventlet has to have patched)."""
    # nameko reports every refused call with a stack trace that quotes its arguments; we log by code instead.
    logging.getLogger("nameko").setLevel(logging.CRITICAL)

    settings = environment.read(service.settings, service.name)  # type: ignore[attr-defined]
    config["max_workers"] = settings.workers
    return ServiceContainer(service)
