"""The services that are there: a folder of `services/` with a `settings.py` is one."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

_SERVICES = Path(__file__).parent.parent / "services"


def names() -> list[str]:
    """All services of this checkout, or of this image, which may hold only one."""
    return sorted(path.parent.name for path in _SERVICES.glob("*/settings.py"))


def service(name: str) -> Any:
    """The service's class. Raises KeyError for a service that is not there."""
    if name not in names():
        raise KeyError(name)
    module = importlib.import_module(f"services.{name}.service")
    return next(
        found
        for found in vars(module).values()
        if isinstance(found, type) and found.__module__ == module.__name__ and getattr(found, "name", None) == name
    )
