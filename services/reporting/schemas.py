"""What the reporting accepts from the wire, and what it reads of what others say: only the fields it uses."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema

from services.chassis.fields import Asked, Code, Day, Moment, Text, fault
from services.reporting import model


class PeriodField(Text):
    """A month, a quarter or a year: 2026-10, 2026-Q3, 2026; read as a Period."""

    def __init__(self, **options: Any):
        super().__init__(max=20, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        text = super()._deserialize(value, attr, data, **options)
        period = text and model.read_period(text)
        if not period:
            raise fault("not_a_period")
        return period


class Reports(Asked):
    """Which tables there are, and over which periods (`GET /reports`)."""


class Report(Asked):
    """One table over one period, as one audience may see it (`GET /reports/{table}`)."""

    table = Code("table", among=model.TABLES, required=True)
    period = PeriodField(required=True)
    audience = Code("audience", among=model.AUDIENCES, load_default=model.INSIDE)


class RequestReceived(Schema):
    request_id = Text(max=64, required=True)
    municipality = Code("municipality", required=True)
    language = Code("language", required=True)
    received_at = Moment(required=True)


class RequestTriaged(Schema):
    request_id = Text(max=64, required=True)
    municipality = Code("municipality", load_default=None, allow_none=True)
    language = Code("language", load_default=None, allow_none=True)
    triaged_at = Moment(required=True)


class RequestLinked(Schema):
    request_id = Text(max=64, required=True)
    other_id = Text(max=64, required=True)


class RequestSplit(Schema):
    request_id = Text(max=64, required=True)
    other_id = Text(max=64, required=True)


class RequestAnswered(Schema):
    request_id = Text(max=64, required=True)
    answered_at = Moment(required=True)


class RequestWithdrawn(Schema):
    request_id = Text(max=64, required=True)
    withdrawn_at = Moment(required=True)


class RequestHandedOver(Schema):
    request_id = Text(max=64, required=True)


class CaseOpened(Schema):
    case_id = Text(max=64, required=True)
    person_ref = Text(max=200, required=True)
    language = Code("language", required=True)
    phase = Code("phase", required=True)
    opened_at = Moment(required=True)


class CasePhaseEntered(Schema):
    case_id = Text(max=64, required=True)
    phase = Code("phase", required=True)
    entered_at = Moment(required=True)


class PersonCorrected(Schema):
    case_id = Text(max=64, required=True)
    language = Code("language", required=True)


class CaseClosed(Schema):
    case_id = Text(max=64, required=True)
    closed_at = Moment(required=True)


class CaseReopened(Schema):
    case_id = Text(max=64, required=True)
    phase = Code("phase", required=True)
    reopened_at = Moment(required=True)


class BarrierMet(Schema):
    barrier_id = Text(max=64, required=True)
    person_ref = Text(max=200, required=True)
    topic = Code("topic", required=True)
    municipality = Code("municipality", required=True)
    met_at = Moment(required=True)


class BarrierCleared(Schema):
    barrier_id = Text(max=64, required=True)
    cleared_at = Moment(required=True)


class AdviceGiven(Schema):
    advice_id = Text(max=64, required=True)
    topic = Code("topic", required=True)
    municipality = Code("municipality", required=True)
    barrier_kind = Code("barrier_kind", load_default=None, allow_none=True)
    given_at = Moment(required=True)


class AdviceWithdrawn(Schema):
    advice_id = Text(max=64, required=True)
    withdrawn_at = Moment(required=True)


class AppointmentBooked(Schema):
    appointment_id = Text(max=64, required=True)
    case_id = Text(max=64, required=True)
    place = Code("place", required=True)
    booked_at = Moment(required=True)


class AppointmentKept(Schema):
    appointment_id = Text(max=64, required=True)
    kept_at = Moment(required=True)


class AppointmentMissed(Schema):
    appointment_id = Text(max=64, required=True)
    missed_at = Moment(required=True)


class AppointmentCancelled(Schema):
    appointment_id = Text(max=64, required=True)
    cancelled_at = Moment(required=True)


class CaseErased(Schema):
    case_id = Text(max=64, required=True)
    erasure_id = Text(max=64, required=True)
    request_id = Text(max=64, load_default=None, allow_none=True)
    person_ref = Text(max=200, load_default=None, allow_none=True)


class RequestErased(Schema):
    request_id = Text(max=64, required=True)


class LogSigned(Schema):
    service = Code("service", required=True)
    day = Day(required=True)
    signed = Text(max=2000, required=True)
