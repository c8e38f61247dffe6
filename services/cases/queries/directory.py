"""What is told about services outside."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.model.directory import OutsideService
from services.cases.queries.moments import on
from services.cases.store import Store
from services.chassis.identity import Actor

Told = dict[str, Any]


def directory(
    store: Store,
    who: Actor,
    kind: str | None,
    topic: str | None,
    municipality: str | None,
    language: str | None,
    closed: bool,
    cursor: str | None,
    limit: int,
) -> Told:
    """The services that the own organisation knows, by name; `closed`: also those that are not there any more."""
    permissions.require(who, permissions.SEE_DIRECTORY)
    wanted = {"kind": kind, "topic": topic, "municipality": municipality, "language": language}
    found, following = store.directory.listed(who.organisation, wanted, closed, cursor, limit)
    return {"items": [_told(service) for service in found], "next": following}


def service(store: Store, who: Actor, service_id: str) -> Told:
    """One service of the own organisation's directory. Raises NotFound."""
    found = store.directory.get(service_id)
    permissions.require(who, permissions.SEE_DIRECTORY, found)
    return _told(found)


def _told(service: OutsideService) -> Told:
    return {
        "service_id": service.service_id,
        "name": service.name,
        "kind": service.kind,
        "topics": list(service.topics),
        "languages": list(service.languages),
        "municipalities": list(service.municipalities),
        "address": service.address,
        "phone": service.phone,
        "email": service.email,
        "about": service.about,
        "waiting_days": service.waiting_days,
        "heard_on": on(service.heard_on),
        "active": service.active,
        "version": service.version,
    }
