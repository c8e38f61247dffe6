"""A service's working parts inside a nameko container: built at set-up, running while it runs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from nameko.extensions import DependencyProvider, SharedExtension

from services.chassis import environment, health
from services.chassis.assembly import Assembly
from services.chassis.extensions.declaring import declared
from services.chassis.extensions.hearing import reactions, topology


class Parts(SharedExtension):
    """The service's assembly, built when nameko sets the container up and run while it runs."""

    assembly: Assembly

    def setup(self) -> None:
        service = self.container.service_cls
        settings = environment.read(service.settings, service.name)
        self.assembly = Assembly(service.name, settings, topology(service), self.container.clock)
        self._health: health.HealthServer | None = None

    def start(self) -> None:
        assembly = self.assembly
        service = _instance(self.container)
        if assembly.topology.hears:
            assembly.hear({type_: functools.partial(react, service) for type_, react in reactions(service).items()})
        for attribute in declared(type(service)).values():
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


def _instance(container: Any) -> Any:
    """One instance of the service with everything provided, for reactions and acts.

    nameko makes one per worker; ours hold no state, and a reaction runs inside a transaction of the handler.
    """
    service = container.service_cls()
    for provider in container.dependencies:
        setattr(service, provider.attr_name, provider.make())
    return service
