"""The sheet of a case: what is copied by hand into the Land's own database, line by line in the order of its mask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.cases import permissions
from services.cases.queries.cases import in_full
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.chassis.programme import LandSheet, SheetLine

Told = dict[str, Any]

_BETWEEN = "; "
_DAY = len("2026-11-22")


def case_sheet(store: Store, who: Actor, clock: Clock, sheet: LandSheet, zone: ZoneInfo, case_id: str) -> Told:
    """The lines of a case's sheet: a label and a value (text, empty where nothing is known). The look is written down
    first."""
    case, person = store.cases.whole(case_id)
    permissions.require(who, permissions.COPY_CASES, case)
    note_look(store.database, clock, who, case_id, "sheet")
    told = in_full(store, who, clock, case, person) | {"channel": case.channel}
    return {
        "case_id": case.case_id,
        "reference": case.reference,
        "is_example": sheet.is_example,
        "lines": [{"label": line.label, "value": value_of(line, told, zone)} for line in sheet.lines],
    }


def value_of(line: SheetLine, case: Told, zone: ZoneInfo) -> str:
    """What a line of the sheet says of this case, in the words of the other system."""
    found = _under(case, line.source)
    known = [each for each in (found if isinstance(found, list) else [found]) if each is not None]
    values = [each for each in known if all(_at(each, name) == wanted for name, wanted in line.where.items())]
    if line.shown == "count":
        return str(len(values))
    if line.each:
        values = [inner for each in values if (inner := _under(each, line.each)) is not None]
    if line.shown == "day":
        values = [_day(str(each), zone) for each in values]
    return _BETWEEN.join(_once(line.codes.get(str(each), str(each)) for each in values))


def _under(told: Any, path: str) -> Any:
    for name in path.split("."):
        told = _at(told, name)
    return told


def _at(told: Any, name: str) -> Any:
    return told.get(name) if isinstance(told, dict) else None


def _day(text: str, zone: ZoneInfo) -> str:
    day = date.fromisoformat(text) if len(text) == _DAY else datetime.fromisoformat(text).astimezone(zone).date()
    return f"{day:%d.%m.%Y}"


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
