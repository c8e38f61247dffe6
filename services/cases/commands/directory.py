"""What can be done with an organisation's directory of services outside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from services.cases import permissions
from services.cases.model import require_seen
from services.cases.model.directory import OutsideService
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import FieldError, Invalid
from services.chassis.identity import Actor

Answer = dict[str, Any]
_LISTS = ("topics", "languages", "municipalities")


def begin_directories(
    store: Store, who: Actor, clock: Clock, organisations: Collection[str], services: Mapping[str, Mapping[str, Any]]
) -> None:
    """Let every organisation here begin with the programme's services (code → facts); what it has, stays. By clock."""
    permissions.require(who, permissions.KEEP_DIRECTORY)
    now = clock.now()
    store.directory.begin(
        OutsideService(
            service_id=new_id(), organisation=organisation, code=code, changed_at=now, **_with_tuples(dict(facts))
        )
        for organisation in sorted(organisations)
        for code, facts in services.items()
    )


def add_service(store: Store, who: Actor, clock: Clock, asked: dict[str, Any]) -> Answer:
    """Add a service to the own organisation's directory, as the schema has read it."""
    now = clock.now()
    told = _with_tuples(_dated(asked, store.standings.today()))
    service = OutsideService(service_id=new_id(), organisation=who.organisation, changed_at=now, **told)
    permissions.require(who, permissions.KEEP_DIRECTORY, service)
    return _told(store.directory.add(service))


def change_service(store: Store, who: Actor, clock: Clock, service_id: str, version: int, **changes: Any) -> Answer:
    """Correct what is known of a service; what is not named stays. Raises Conflict unless `version` is the newest."""
    service = store.directory.get(service_id)
    permissions.require(who, permissions.KEEP_DIRECTORY, service)
    require_seen(service.noun, service.version, version)
    told = _with_tuples(_dated(changes, store.standings.today()))
    return _told(store.directory.save(replace(service, **told, changed_at=clock.now())))


def _dated(asked: dict[str, Any], today: date) -> dict[str, Any]:
    """How long one waits is worth something only with the day it was heard on: today, if nothing is said."""
    if "waiting_days" not in asked:
        return {name: value for name, value in asked.items() if name != "heard_on"}
    heard_on: date | None = None
    if asked["waiting_days"] is not None:
        heard_on = asked.get("heard_on") or today
        if heard_on > today:
            wrong = FieldError.of("heard_on", "date_future")
            raise Invalid("invalid", "What was heard was heard on a day that has come.", errors=(wrong,))
    return asked | {"heard_on": heard_on}


def _with_tuples(told: dict[str, Any]) -> dict[str, Any]:
    return told | {name: tuple(told[name] or ()) for name in _LISTS if name in told}


def _told(service: OutsideService) -> Answer:
    return {"service_id": service.service_id, "version": service.version}
