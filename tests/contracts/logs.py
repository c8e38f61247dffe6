"""What is said when a day of an access log is signed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from services.chassis.access import note_look
from services.chassis.digests import sign_days
from services.chassis.identity import Actor

if TYPE_CHECKING:
    from tests.contracts.history import Town

MIRA = Actor(frozenset({"counsellor"}), "kim", "01a20846-fe00-7000-8000-0000000000a7")


def logs_told(town: Town) -> None:
    """Somebody looks at a request and a case, and copies what was written to them; a day later the logs are signed."""
    for service, what in ((town.intake, "request"), (town.cases, "case"), (town.notifications, "export")):
        note_look(service.database, town.clock, MIRA, "01a20846-fe00-7000-8000-00000000000a", what)
    town.clock.advance(timedelta(days=1))
    for service in town.services:
        sign_days(service.name, service.database, town.clock, service.parts.seal_keys, service.parts.outbox.say)
    town.deliver()
