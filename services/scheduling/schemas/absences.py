"""Absences of counsellors."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from services.chassis.fields import Asked, Code, Day, Identifier, Moment, Number
from services.chassis.paging import Paged
from services.scheduling.model.absences import KINDS
from services.scheduling.schemas.times import VERSIONS, Days

_A_DAY = len("2026-11-23")


class DayOrMoment(Day):
    """A date, or a point in time with its zone."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> date | datetime | None:
        if isinstance(value, str) and len(value) > _A_DAY:
            return Moment()._deserialize(value, attr, data, **options)
        return super()._deserialize(value, attr, data, **options)


class NoteAbsence(Asked):
    """A counsellor is not there (`POST /absences`): from one day to another, both included, or between two moments."""

    counsellor_id = Identifier(load_default=None, allow_none=True)
    first = DayOrMoment(data_key="from", required=True)
    last = DayOrMoment(data_key="to", required=True)
    kind = Code("kind", among=KINDS, required=True)


class DropAbsence(Asked):
    """An absence is taken back."""

    absence_id = Identifier(required=True)
    version = Number(0, VERSIONS, required=True)


class Absences(Paged, Days):
    """Somebody looks at absences that reach into some days."""

    counsellor_id = Identifier(load_default=None, allow_none=True)
