"""What a service class declares: its own, and that of the parts it is put together from."""

from __future__ import annotations

from typing import Any


def declared(service: Any) -> dict[str, Any]:
    """All attributes of a service class by name, in the order written, those of its parts after its own."""
    return {name: getattr(service, name) for kind in service.__mro__ for name in vars(kind)}
