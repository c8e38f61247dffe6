"""The reporting, told by the messages of others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from marshmallow import EXCLUDE

from services.chassis import fields
from services.chassis.database import Database
from services.chassis.envelope import Envelope
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock
from services.reporting import commands as reporting_commands
from services.reporting import queries as reporting_queries
from services.reporting import reactions as reporting_reactions
from services.reporting import schemas as reporting_schemas
from services.reporting.model import Region
from services.reporting.store import Store as ReportingStore
from tests.builders.people import PROGRAMME
from tests.builders.service import Service

# Who may see figures.
STEERING = Actor(frozenset({"steering"}), "kim", "a9")


class Reporting(Service):
    """The reporting, told what the others say (tests/unit/reporting/voices.py), asked by its queries."""

    name = "reporting"
    region = Region.of(PROGRAMME, "kim")

    def __init__(self, place: Path | Database, clock: StoppedClock | None = None) -> None:
        super().__init__(place, clock)
        self.store = ReportingStore(self.database, self.parts.outbox)

    def hear(self, *envelopes: Envelope) -> None:
        """React to these messages: `case.opened.v1` is read by CaseOpened and goes to on_case_opened."""
        for envelope in envelopes:
            words = envelope.type.rpartition(".v")[0].replace(".", "_")
            schema = getattr(reporting_schemas, words.title().replace("_", ""))
            data = schema(unknown=EXCLUDE).load(envelope.data)
            react = getattr(reporting_reactions, f"on_{words}")
            react(self.store, self.clock, self.region, Message(envelope, data))

    def report(self, table: str, period: str, audience: str = "inside", who: Actor = STEERING) -> dict[str, Any]:
        asked = {"table": table, "period": period, "audience": audience}
        read = fields.load(reporting_schemas.Report(), asked)
        return reporting_queries.report(self.store, who, self.clock, self.region, **read)

    def reports(self, who: Actor = STEERING) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = reporting_queries.reports(self.store, who, self.clock, self.region)["items"]
        return items

    def publish(self, who: Actor | None = None) -> list[str]:
        """What the clock has done every hour."""
        return reporting_commands.publish_ended_periods(self.store, who or Actor.system(), self.clock, self.region)
