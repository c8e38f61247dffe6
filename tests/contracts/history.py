"""One fixed history, told with a stopped clock, foretold ids and fixed keys: from it, the golden messages.

`python -m tests.contracts.history` writes the golden messages that are not there yet. One that is there is never
written over: what has changed on purpose is deleted first, and what was released is not changed at all.
"""

from __future__ import annotations

import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from services.chassis import tracing
from services.chassis.testing import NOON, TRACE, StoppedClock, foretold, said
from services.notifications.carriers import Undeliverable
from tests.builders import Intake, Notifications

SERVICES = Path(__file__).parents[2] / "services"
REFERENCE = "K7M-4XQ-6"
CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


def told(folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """What each service says in this history: service → type → the first message of that type, as JSON."""
    clock = StoppedClock(NOON)
    with foretold(NOON), patch("services.intake.model.new_reference", lambda: REFERENCE):
        intake, notifications = Intake(folder, clock), Notifications(folder, clock)
        with tracing.span("POST /requests", CALLER, actor="public:public"):
            nino = intake.ask(phone="+4924199000011")
        _deliver(intake, notifications)
        notifications.send()
        clock.advance(timedelta(hours=2))
        with tracing.span("POST /requests/withdraw", CALLER, actor="public:public"):
            intake.withdraw(nino)
        notifications.carrier.fails_with = Undeliverable("smtp_550")
        _deliver(intake, notifications)
        notifications.send()
        clock.advance(timedelta(days=31))
        with tracing.span("erase", CALLER):
            intake.erase()
    return {service.name: _first_of_each(service) for service in (intake, notifications)}


def _deliver(intake: Intake, notifications: Notifications) -> None:
    known = getattr(notifications, "delivered", 0)
    for envelope in said(intake.database)[known:]:
        with tracing.span("hear", envelope.traceparent, causation_id=envelope.id, actor=envelope.actor):
            notifications.hear(envelope)
    notifications.delivered = len(said(intake.database))  # type: ignore[attr-defined]


def _first_of_each(service: Any) -> dict[str, dict[str, Any]]:
    messages: dict[str, dict[str, Any]] = {}
    for envelope in said(service.database):
        messages.setdefault(envelope.type, json.loads(envelope.to_json()))
    return messages


def golden_file(service: str, type_: str) -> Path:
    return SERVICES / service / "contract" / f"{type_}.json"


def written(message: dict[str, Any]) -> str:
    """A golden message as it stands in its file."""
    return json.dumps(message, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for service, messages in told(Path(folder)).items():
            for type_, message in messages.items():
                path = golden_file(service, type_)
                if not path.exists():
                    path.parent.mkdir(exist_ok=True)
                    path.write_text(written(message), encoding="utf-8")
                    print(path.relative_to(SERVICES.parent))


if __name__ == "__main__":
    main()
