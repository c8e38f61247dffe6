"""What this gateway was started with: its settings, its line to the services, and the region's programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from flask import Flask, current_app

from gateway.settings import GatewaySettings
from services.chassis.identity import Actor
from services.chassis.programme import Programme

_KEY = "lotse"


class Calls(Protocol):
    """The line to the services (`services.chassis.calls`)."""

    def ask(
        self,
        service: str,
        method: str,
        request: dict[str, Any],
        *,
        who: Actor,
        command_id: str | None = None,
        deadline: float | None = None,
    ) -> dict[str, Any]:
        """The service's answer. Raises a LotseError that says why there is none."""
        ...

    def ready(self) -> bool:
        """Whether the line stands."""
        ...


@dataclass(frozen=True)
class Installation:
    """One running gateway."""

    settings: GatewaySettings
    calls: Calls
    programme: Programme

    @property
    def address(self) -> str:
        """The public address, without a slash at its end."""
        return self.settings.public_url.rstrip("/")


def install(app: Flask, installation: Installation) -> None:
    """Let every view of this app find its installation."""
    app.extensions[_KEY] = installation


def here() -> Installation:
    """The installation that serves the present request."""
    found: Installation = current_app.extensions[_KEY]
    return found
