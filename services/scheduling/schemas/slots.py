"""Free times."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from marshmallow import validates_schema

from services.chassis.fields import (
    Code,
    Identifier,
    Number,
    Text,
    fault_at,
)
from services.scheduling.model import appointments
from services.scheduling.model.slots import LONGEST_SPAN, MOST
from services.scheduling.schemas.times import Days, Minutes, OfProgramme


class Slots(OfProgramme, Days):
    """Staff look for free times (`GET /slots`), in at most 31 days at once."""

    counsellor_id = Identifier(load_default=None, allow_none=True)
    place = Code("place", load_default=None, allow_none=True)
    language = Code("language", load_default=None, allow_none=True)
    topic = Code("topic", load_default=None, allow_none=True)
    minutes = Minutes(load_default=60)
    step = Minutes(load_default=appointments.SHORTEST)
    cursor = Text(max=400, load_default=None, allow_none=True)
    limit = Number(1, MOST, load_default=MOST)

    @validates_schema(skip_on_field_errors=False)
    def _bounded(self, data: dict[str, Any], **_: Any) -> None:
        first, last = data.get("first"), data.get("last")
        if isinstance(first, date) and isinstance(last, date) and last - first >= timedelta(days=LONGEST_SPAN):
            raise fault_at("to", "too_many_days", max=LONGEST_SPAN)
