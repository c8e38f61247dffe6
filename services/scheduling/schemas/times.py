"""How times, days and codes are written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from marshmallow import Schema, validates_schema

from services.chassis.fields import (
    Asked,
    Day,
    Moment,
    Number,
    Text,
    fault,
    fault_at,
)
from services.chassis.programme import Programme
from services.scheduling.model import appointments

VERSIONS = 1_000_000_000


class ClockTime(Text):
    """What the clock on the wall shows, as in 09:00, on whole five minutes."""

    def __init__(self, **options: Any):
        super().__init__(max=5, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        text = super()._deserialize(value, attr, data, **options) or ""
        try:
            shown = datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 (a time of every day, in no zone)
        except ValueError:
            raise fault("not_a_clock_time") from None
        return _on_a_step(shown, shown.minute)


class Start(Moment):
    """When an appointment begins: a point in time on whole five minutes."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> datetime:
        at: datetime = super()._deserialize(value, attr, data, **options)
        if at != at.replace(second=0, microsecond=0):
            raise fault("not_in_steps", step=appointments.STEP)
        return _on_a_step(at, at.minute)  # type: ignore[no-any-return]


class Minutes(Number):
    """How long an appointment lasts, in whole five minutes."""

    def __init__(self, **options: Any):
        super().__init__(appointments.SHORTEST, appointments.LONGEST, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> int:
        minutes = super()._deserialize(value, attr, data, **options)
        return _on_a_step(minutes, minutes)  # type: ignore[no-any-return]


def _on_a_step(value: Any, minutes: int) -> Any:
    if minutes % appointments.STEP:
        raise fault("not_in_steps", step=appointments.STEP)
    return value


class OfProgramme(Asked):
    """Names places and languages by the programme's codes."""

    knows_programme = True

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(**options)
        for field, among in (
            ("place", programme.places),
            ("language", programme.request_languages),
            ("topic", programme.topics),
            ("topics", programme.topics),
        ):
            if field in self.fields:
                named: Any = self.fields[field]
                getattr(named, "one", named).among = among


class Days(Schema):
    """From one day to another, both included."""

    first = Day(data_key="from", required=True)
    last = Day(data_key="to", required=True)

    @validates_schema(skip_on_field_errors=False)
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        first, last = data.get("first"), data.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            raise fault_at("to", "ends_before_it_begins")
