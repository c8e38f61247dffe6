"""What is asked for somebody whose data they are: name → how it is read, and who answers."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from services.cases.queries import exports as export_queries
from services.cases.queries import sheets as sheet_queries
from services.cases.schemas import exports as of_exports
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from tests.builders.people import PROGRAMME


def export_person(store: Any, who: Actor, clock: Clock, **asked: Any) -> dict[str, Any]:
    return export_queries.export_person(store, who, clock, PROGRAMME.copy.tells_notes, **asked)


def case_sheet(store: Any, who: Actor, clock: Clock, **asked: Any) -> dict[str, Any]:
    zone = ZoneInfo(PROGRAMME.time_zone)
    return sheet_queries.case_sheet(store, who, clock, PROGRAMME.land_sheet, zone, **asked)


ASKED: dict[str, tuple[Any, Any]] = {}
DONE: dict[str, tuple[Any, Any]] = {
    "subject": (of_exports.OneSubject, export_queries.subject),
    "export_person": (of_exports.ExportPerson, export_person),
    "export_document": (of_exports.ExportDocument, export_queries.export_document),
    "case_sheet": (of_exports.SheetOfCase, case_sheet),
}
