"""Interpreters, and what is done about booking them."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validates_schema

from services.chassis.fields import (
    Asked,
    Code,
    Day,
    EmailAddress,
    Fault,
    Flag,
    Identifier,
    Nested,
    Number,
    PhoneNumber,
    Text,
    fault,
    fault_at,
)
from services.chassis.paging import Paged
from services.chassis.programme import Programme
from services.scheduling.model import interpreting
from services.scheduling.model.interpreters import (
    GENDERS,
    INTERPRETER_KINDS,
    Absence,
    Available,
    Certificate,
    Speaks,
)
from services.scheduling.schemas.times import VERSIONS, ClockTime, OfProgramme

_MOST = 40  # languages, certificates, hours or absences of somebody
_CENTS = 100_000_000
_DAY_MINUTES = 24 * 60


def _some(rows: list[Any]) -> None:
    if not rows:
        raise fault("required")
    _not_too_many(rows)


def _not_too_many(rows: list[Any]) -> None:
    if len(rows) > _MOST:
        raise fault("too_many", max=_MOST)


class OneLanguage(Asked):
    """From which language into which, or both ways."""

    source = Code("language", required=True)
    target = Code("language", load_default="de")
    both_ways = Flag(load_default=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Speaks:
        return Speaks(**data)


class OneCertificate(Asked):
    """What somebody has proved, and until when."""

    code = Text(max=64, required=True)
    valid_until = Day(load_default=None, allow_none=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Certificate:
        return Certificate(**data)


class OneTime(Asked):
    """Every week on this day."""

    weekday = Number(0, 6, required=True)
    begins = ClockTime(required=True)
    ends = ClockTime(required=True)

    @validates_schema
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        if data["ends"] <= data["begins"]:
            raise fault_at("ends", "ends_before_it_begins")

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Available:
        return Available(**data)


class OneAbsence(Asked):
    """From the first to the last day."""

    from_on = Day(required=True)
    until_on = Day(required=True)

    @validates_schema
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        if data["until_on"] < data["from_on"]:
            raise fault_at("until_on", "ends_before_it_begins")

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Absence:
        return Absence(**data)


def _list(of: type[Asked], check: Any = _not_too_many, **options: Any) -> Any:
    return fields.List(Nested(of), validate=check, error_messages={"invalid": Fault("wrong_type")}, **options)


class _Interpreter(Asked):
    """What can be known of somebody who interprets; what is not named is not told."""

    knows_programme = True

    kind = Code("kind", among=INTERPRETER_KINDS)
    name = Text(max=200)
    languages = _list(OneLanguage, _some)
    active = Flag()
    email = EmailAddress(allow_none=True)
    phone = PhoneNumber(allow_none=True)
    note = Text(max=2000, lines=True, allow_none=True)
    gender = Code("gender", among=GENDERS, allow_none=True)
    pledged_on = Day(allow_none=True)
    certificates = _list(OneCertificate)
    available = _list(OneTime)
    absences = _list(OneAbsence)
    hourly_cents = Number(0, _CENTS)
    flat_cents = Number(0, _CENTS, allow_none=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(**options)
        pair: Any = self.fields["languages"]
        for side in ("source", "target"):
            pair.inner.schema.fields[side].among = programme.request_languages

    @post_load
    def _fixed(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}

    @validates_schema
    def _has_a_name(self, data: dict[str, Any], **_: Any) -> None:
        for name in ("name", "kind"):
            if name in data and data[name] is None:
                raise fault_at(name, "required")


class AddInterpreter(_Interpreter):
    """Somebody is taken into the list (`POST /interpreters`)."""

    kind = Code("kind", among=INTERPRETER_KINDS, required=True)
    name = Text(max=200, required=True)
    languages = _list(OneLanguage, _some, required=True)


class ChangeInterpreter(_Interpreter):
    """What is known of somebody has changed; what is not named stays."""

    interpreter_id = Identifier(required=True)
    version = Number(0, VERSIONS, required=True)


class OneInterpreter(Asked):
    """Staff look at an interpreter."""

    interpreter_id = Identifier(required=True)


class Interpreters(Paged, Asked):
    """Staff look at the list."""


class FindInterpreters(Asked):
    """Staff look for somebody for an appointment."""

    appointment_id = Identifier(required=True)


class RequestInterpreter(OfProgramme):
    """Somebody who interprets is needed at an appointment."""

    appointment_id = Identifier(required=True)
    language = Code("language", load_default=None, allow_none=True)
    mode = Code("mode", among=interpreting.MODES, load_default="on_site")
    gender = Code("gender", among=GENDERS, load_default=None, allow_none=True)
    legal_consequence = Flag(required=True)
    kind = Code("kind", among=INTERPRETER_KINDS, load_default=None, allow_none=True)


class Seen(Asked):
    """A booking, as somebody saw it."""

    booking_id = Identifier(required=True)
    version = Number(0, VERSIONS, required=True)


class AskInterpreter(Seen):
    """Somebody is asked."""

    interpreter_id = Identifier(required=True)


class ConfirmInterpreter(Seen):
    """Who was asked comes."""


class DeclineInterpreter(Seen):
    """Who was asked does not come."""

    reason = Code("reason", among=interpreting.DECLINE_REASONS, required=True)


class InterpreterDone(Seen):
    """How long it took, and what it cost."""

    minutes = Number(1, _DAY_MINUTES, required=True)
    cost_cents = Number(0, _CENTS, load_default=None, allow_none=True)


class ReleaseInterpreter(Seen):
    """Nobody is needed any more."""


class OneBooking(Asked):
    """Staff look at a booking."""

    booking_id = Identifier(required=True)


class InterpreterBookings(Paged, Asked):
    """Staff look at bookings in these states."""

    status = Code("status", among=interpreting.STATUSES, load_default=None, allow_none=True)


class Statement(Asked):
    """Staff look at what a month has cost."""

    knows_programme = True

    month = Text(max=7, required=True)
    pot = Code("pot", load_default=None, allow_none=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(**options)
        pot: Any = self.fields["pot"]
        pot.among = programme.interpreting.pots

    @post_load
    def _parted(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        year, _dash, month = data["month"].partition("-")
        if not (len(year) == 4 and year.isdigit() and month.isdigit() and 2000 <= int(year) < 2200):
            raise fault_at("month", "not_a_month")
        if not 1 <= int(month) <= 12:
            raise fault_at("month", "not_a_month")
        return {"year": int(year), "month": int(month), "pot": data["pot"]}
