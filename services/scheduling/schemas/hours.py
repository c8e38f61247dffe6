"""Hours of a counsellor."""

from __future__ import annotations

from datetime import time
from typing import Any

from marshmallow import validates_schema

from services.chassis.fields import (
    Asked,
    Code,
    Codes,
    Day,
    Identifier,
    Number,
    Text,
    fault_at,
)
from services.scheduling.schemas.times import VERSIONS, ClockTime, OfProgramme


class OwnHours(Asked):
    """A counsellor looks at their hours."""


class KeepHours(OfProgramme):
    """A counsellor says when they can be met at a place, every week."""

    place = Code("place", required=True)
    weekday = Number(0, 6, required=True)
    begins = ClockTime(required=True)
    ends = ClockTime(required=True)
    valid_from = Day(load_default=None, allow_none=True)
    valid_until = Day(load_default=None, allow_none=True)
    topics = Codes("topic", max=20, load_default=list)
    room = Text(max=64, load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=False)
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        begins, ends = data.get("begins"), data.get("ends")
        if isinstance(begins, time) and isinstance(ends, time) and ends <= begins:
            raise fault_at("ends", "ends_before_it_begins")


class DropHours(Asked):
    """A counsellor takes hours back."""

    hours_id = Identifier(required=True)
    version = Number(0, VERSIONS, required=True)
