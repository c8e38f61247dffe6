"""The broker, brought to what a service needs of it."""

from __future__ import annotations

from typing import Any

from services.chassis import bus, environment, extensions


def declare(service: Any, name: str) -> None:
    """Declare a service's exchanges, queue and bindings over a connection of this name; safe to repeat.

    Raises ValueError where the broker cannot be reached, and bus.BadTopology where it has something else under a
    name of ours; both say what to do.
    """
    settings = environment.read(service.settings, service.name)
    try:
        link = bus.Link(settings.broker_url, name)
    except bus.LOST as error:
        raise ValueError("The broker cannot be reached: check LOTSE_BROKER_URL and that RabbitMQ runs.") from error
    try:
        extensions.topology(service).declare(link.channel())
    finally:
        link.close()
