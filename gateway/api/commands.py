"""How staff change something over the API: the body says what, the address says of which, If-Match says of which state.

What the address and the header say goes last, so no body can smuggle another id in; everything else in it is the
service's to judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import request

from gateway import idempotency, versions, who
from gateway.api.bodies import read_object

Answer = tuple[dict[str, Any], int, dict[str, str]]


def create(service: str, command: str, **ids: UUID) -> dict[str, Any]:
    """Add something, to what these ids name: the service's answer. The same `Idempotency-Key` adds it once."""
    return _ask(service, command, read_object(), ids)


def change(service: str, command: str, **ids: UUID | str) -> dict[str, Any]:
    """Change what these ids name, if it still has the version that was seen: the service's answer."""
    version = versions.seen()
    return _ask(service, command, read_object(may_be_missing=True) | {"version": version}, ids)


def decide(service: str, command: str, **ids: UUID | int) -> dict[str, Any]:
    """Decide about what these ids name, which has no versions: it is there to be decided about, or it is not."""
    return _ask(service, command, read_object(may_be_missing=True), ids)


def changed(answer: dict[str, Any]) -> Answer:
    """200, with the new version."""
    return answer, 200, versions.header(answer)


def created(answer: dict[str, Any], location: str = "") -> Answer:
    """201, with the version, and where it is if it has an address of its own."""
    return answer, 201, versions.header(answer) | ({"Location": location} if location else {})


def _ask(service: str, command: str, body: dict[str, Any], ids: Mapping[str, UUID | int | str]) -> dict[str, Any]:
    asked = body | {name: str(value) if isinstance(value, UUID) else value for name, value in ids.items()}
    return who.ask(service, command, asked, command_id=idempotency.from_header(f"{request.method} {request.path}"))
