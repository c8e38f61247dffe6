"""What the scheduling accepts from the wire."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from marshmallow import EXCLUDE, Schema, validates_schema

from services.chassis.fields import (
    Asked,
    Code,
    Codes,
    Day,
    Flag,
    Identifier,
    Moment,
    Number,
    Text,
    fault,
    fault_at,
)
from services.chassis.paging import Paged
from services.chassis.programme import Programme
from services.chassis.warrants import WARRANT_MAX
from services.scheduling.model import appointments
from services.scheduling.model.slots import LONGEST_SPAN

_VERSIONS = 1_000_000_000


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


class _OfProgramme(Asked):
    """Names places and languages by the programme's codes."""

    knows_programme = True

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(**options)
        for field, among in (("place", programme.places), ("language", programme.request_languages)):
            if field in self.fields:
                self.fields[field].among = among  # type: ignore[attr-defined]


class OwnHours(Asked):
    """A counsellor looks at their hours."""


class KeepHours(_OfProgramme):
    """A counsellor says when they can be met at a place, every week."""

    place = Code("place", required=True)
    weekday = Number(0, 6, required=True)
    begins = ClockTime(required=True)
    ends = ClockTime(required=True)
    valid_from = Day(load_default=None, allow_none=True)
    valid_until = Day(load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=False)
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        begins, ends = data.get("begins"), data.get("ends")
        if isinstance(begins, time) and isinstance(ends, time) and ends <= begins:
            raise fault_at("ends", "ends_before_it_begins")


class DropHours(Asked):
    """A counsellor takes hours back."""

    hours_id = Identifier(required=True)
    version = Number(0, _VERSIONS, required=True)


class _Days(Schema):
    """From one day to another, both included."""

    first = Day(data_key="from", required=True)
    last = Day(data_key="to", required=True)

    @validates_schema(skip_on_field_errors=False)
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        first, last = data.get("first"), data.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            raise fault_at("to", "ends_before_it_begins")


class Slots(_OfProgramme, _Days):
    """Staff look for free times (`GET /slots`), in at most 31 days at once."""

    place = Code("place", load_default=None, allow_none=True)
    language = Code("language", load_default=None, allow_none=True)
    minutes = Minutes(load_default=60)
    step = Minutes(load_default=appointments.SHORTEST)

    @validates_schema(skip_on_field_errors=False)
    def _bounded(self, data: dict[str, Any], **_: Any) -> None:
        first, last = data.get("first"), data.get("last")
        if isinstance(first, date) and isinstance(last, date) and last - first >= timedelta(days=LONGEST_SPAN):
            raise fault_at("to", "too_many_days", max=LONGEST_SPAN)


class BookAppointment(_OfProgramme):
    """Somebody books an appointment for a case (`POST /appointments`)."""

    case_id = Identifier(required=True)
    counsellor_id = Identifier(load_default=None, allow_none=True)
    place = Code("place", required=True)
    starts_at = Start(required=True)
    minutes = Minutes(required=True)
    language = Code("language", load_default=None, allow_none=True)
    with_interpreter = Flag(load_default=False)


class _Seen(Asked):
    """An appointment, as somebody saw it."""

    appointment_id = Identifier(required=True)
    version = Number(0, _VERSIONS, required=True)


class MoveAppointment(_OfProgramme, _Seen):
    """Somebody moves an appointment to another time or place."""

    starts_at = Start(required=True)
    minutes = Minutes(load_default=None, allow_none=True)
    place = Code("place", load_default=None, allow_none=True)


class CancelAppointment(_Seen):
    """Somebody cancels an appointment: for whom, and why."""

    by = Code("by", among=appointments.CANCELLED_BY, required=True)
    reason = Code("reason", among=appointments.REASONS, required=True)


class AppointmentKept(_Seen):
    """Somebody notes that an appointment was kept."""


class AppointmentMissed(_Seen):
    """Somebody notes that the client did not come."""


class OneAppointment(Asked):
    """Staff look at an appointment."""

    appointment_id = Identifier(required=True)


class Appointments(Paged, _Days):
    """Staff look at the appointments of some days, or of one case in them."""

    case_id = Identifier(load_default=None, allow_none=True)


class _Heard(Schema):
    """The base of what is read in an event: what we do not need is passed over."""

    class Meta:
        unknown = EXCLUDE


class CaseOpened(_Heard):
    """What the cases say of a case that begins."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    language = Code("language", required=True)
    opened_at = Moment(required=True)


class ExportSubject(Asked):
    """Whose appointments are wanted, as the cases have warranted it."""

    warrant = Text(max=WARRANT_MAX, required=True)


class CaseClosed(_Heard):
    """What the cases say of a case that has ended."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    closed_at = Moment(required=True)


class CaseAssigned(_Heard):
    """What the cases say of a case that another counsellor has."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    counsellor_id = Identifier(required=True)
    previous_id = Identifier(required=True)
    assigned_at = Moment(required=True)


class CaseLocked(_Heard):
    """What the cases say of a case that exists no longer for somebody, and of who has it."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    counsellor_id = Identifier(required=True)
    account_id = Identifier(required=True)
    locked_at = Moment(required=True)


class CaseUnlocked(_Heard):
    """What the cases say of a case that exists again for somebody."""

    case_id = Identifier(required=True)
    account_id = Identifier(required=True)
    unlocked_at = Moment(required=True)


class CaseReopened(_Heard):
    """What the cases say of a closed case that goes on."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    reopened_at = Moment(required=True)


class PersonCorrected(_Heard):
    """What the cases say of a case whose person is spoken with in another language."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    language = Code("language", required=True)
    corrected_at = Moment(required=True)


class CounsellorEngaged(_Heard):
    """What the cases say of a counsellor."""

    counsellor_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    languages = Codes("language", max=100, required=True)
    active = Flag(required=True)
    engaged_at = Moment(required=True)


class CaseErased(_Heard):
    """What the cases say of a case that is forgotten."""

    case_id = Identifier(required=True)
    erasure_id = Identifier(required=True)
