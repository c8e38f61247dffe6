"""Copies for the people they are about, and sheets for the Land's database."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from services.cases.queries import exports, sheets
from services.cases.schemas import exports as of_exports
from services.cases.service.parts import Part
from services.chassis.extensions import Provided, answers
from services.chassis.identity import Actor
from services.chassis.programme import LandSheet

Answer = dict[str, Any]


class Exports(Part):
    """Copies for the people they are about, and sheets for the Land's database."""

    tells_notes: bool = Provided(lambda parts: parts.programme.copy.tells_notes)
    zone: ZoneInfo = Provided(lambda parts: ZoneInfo(parts.programme.time_zone))
    land_sheet: LandSheet = Provided(lambda parts: parts.programme.land_sheet)

    @answers(of_exports.OneSubject)
    def subject(self, who: Actor, request: Answer) -> Answer:
        return exports.subject(self.store, who, self.clock, **request)

    @answers(of_exports.ExportPerson)
    def export_person(self, who: Actor, request: Answer) -> Answer:
        return exports.export_person(self.store, who, self.clock, self.tells_notes, **request)

    @answers(of_exports.ExportDocument)
    def export_document(self, who: Actor, request: Answer) -> Answer:
        return exports.export_document(self.store, who, self.clock, **request)

    @answers(of_exports.SheetOfCase)
    def case_sheet(self, who: Actor, request: Answer) -> Answer:
        return sheets.case_sheet(self.store, who, self.clock, self.land_sheet, self.zone, **request)
