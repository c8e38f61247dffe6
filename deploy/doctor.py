"""What is missing or wrong in an installation, each finding with what to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from deploy import broker, databases, services
from gateway import assets
from gateway.settings import GatewaySettings
from services.chassis import anchors, bus, digests, environment, migrate
from services.chassis.mailboxes import Mailbox, mailbox_at
from services.chassis.programme import load as load_programme
from services.chassis.vault import SealKeys
from services.intake.settings import IntakeSettings
from services.notifications.settings import NotificationsSettings

# Which service keeps the signed digests of the others' access logs.
_KEEPER = "reporting"

Finding = dict[str, Any]


def examine() -> list[Finding]:
    """Every check, one finding each: state `ok` or `wrong`, and what to do."""
    return [_judge(part, check) for part, check in _checks()]


def _checks() -> Iterator[tuple[str, Callable[[], str]]]:
    yield "front-end", _front_end
    yield "mailbox", _mailbox
    yield "bounces", _bounces
    yield "gateway settings", partial(_settings, GatewaySettings, "gateway")
    for name in services.names():
        service = services.service(name)
        yield f"{name} settings", partial(_settings, service.settings, name)
        yield f"{name} keys", partial(_keys, service)
        yield f"{name} programme", partial(_programme, service)
        yield f"{name} database", partial(_database, service)
        yield f"{name} access log", partial(_access_log, service)
        yield f"{name} broker", partial(_broker, service)


def _judge(part: str, check: Callable[[], str]) -> Finding:
    try:
        return {"part": part, "state": "ok", "finding": check()}
    except Exception as error:  # whatever it is, the operator wants to see it beside the others
        return {"part": part, "state": "wrong", "finding": str(error) or type(error).__name__}


def _front_end() -> str:
    assets.manifest()
    return "built"


def _settings(settings: Any, prefix: str) -> str:
    environment.read(settings, prefix)
    return "complete"


def _mailbox() -> str:
    settings = environment.read(IntakeSettings, "intake")
    box = mailbox_at(settings.mailbox_url, settings.mailbox_password, "INTAKE_MAILBOX_URL")
    if box is None:
        return "none: set INTAKE_MAILBOX_URL if people may write mails"
    if not settings.mailbox_address:
        raise ValueError("LOTSE_MAILBOX_ADDRESS is not set: letters do not say where answers go")
    return _apart(box)


def _bounces() -> str:
    settings = environment.read(NotificationsSettings, "notifications")
    box = mailbox_at(settings.bounces_url, settings.bounces_password, "NOTIFICATIONS_BOUNCES_URL")
    if box is None:
        return "none: what comes back is read in the mailbox people write to, if there is one"
    if not settings.bounces_address:
        raise ValueError("NOTIFICATIONS_BOUNCES_ADDRESS is not set: mails do not come back to this mailbox")
    return _apart(box)


def _apart(box: Mailbox) -> str:
    apart = box.apart()
    return f"answers, {apart} flagged for a person to look at" if apart else "answers"


def _keys(service: Any) -> str:
    for name in (f"{service.name.upper()}_VAULT_RING_FILE", "LOTSE_SEAL_KEYS_FILE"):
        path = Path(os.environ.get(name, ""))
        if path.is_file() and path.stat().st_mode & 0o077:
            raise ValueError(f"{path.name} can be read by others: chmod 600 {path}")
    return "readable by their owner only"


def _programme(service: Any) -> str:
    programme = load_programme(environment.read(service.settings, service.name).programme)
    return f"{programme.id}, data notice {programme.notice_version}"


def _database(service: Any) -> str:
    with databases.of(service.name) as database:
        if not database.reachable():
            raise ValueError(f"cannot be reached: check {service.name.upper()}_DATABASE_URL and that the server runs")
        if migrate.pending(service.name, database):
            raise ValueError("its tables are older than this version: run 'lotse migrate'")
    return f"tables at {migrate.head(service.name)}"


def _access_log(service: Any) -> str:
    settings = environment.read(service.settings, service.name)
    keys = SealKeys(settings.organisation, settings.seal_keys)
    with databases.of(service.name) as database:
        if not database.reachable() or migrate.pending(service.name, database):
            raise ValueError("cannot be read before its database is in order")
        days = digests.verify(service.name, database, keys, _kept_elsewhere(service))
    return f"{days} days signed, nothing altered"


def _kept_elsewhere(service: Any) -> Sequence[str]:
    """The signed digests of a service's access log that the reporting keeps."""
    if service.name == _KEEPER:
        return ()
    with databases.of(_KEEPER) as database:
        if not database.reachable() or migrate.pending(_KEEPER, database):
            raise ValueError(f"cannot be compared with what {_KEEPER} keeps of it before that database is in order")
        return anchors.kept(database, service.name)


def _broker(service: Any) -> str:
    broker.declare(service, "lotse.doctor")
    return f"{bus.inbound_queue(service.name)} as it should be"
