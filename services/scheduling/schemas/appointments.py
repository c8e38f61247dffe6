"""Appointments."""

from __future__ import annotations

from marshmallow import fields

from services.chassis.fields import Asked, Code, Fault, Flag, Identifier, Number, Text, fault
from services.chassis.paging import Paged
from services.scheduling.model import appointments, series
from services.scheduling.schemas.times import VERSIONS, Days, Minutes, OfProgramme, Start

_HOUSEHOLD = 10  # cases that come along


def _a_household(case_ids: list[str]) -> None:
    if len(case_ids) > _HOUSEHOLD:
        raise fault("too_many", max=_HOUSEHOLD)


class BookAppointment(OfProgramme):
    """Somebody books an appointment for a case (`POST /appointments`)."""

    case_id = Identifier(required=True)
    counsellor_id = Identifier(load_default=None, allow_none=True)
    place = Code("place", required=True)
    starts_at = Start(required=True)
    minutes = Minutes(required=True)
    language = Code("language", load_default=None, allow_none=True)
    with_interpreter = Flag(load_default=False)
    mode = Code("mode", among=appointments.MODES, load_default=appointments.IN_PERSON)
    room = Text(max=64, load_default=None, allow_none=True)
    with_case_ids = fields.List(
        Identifier(required=True),
        load_default=list,
        validate=_a_household,
        error_messages={"invalid": Fault("wrong_type")},
    )


class BookSeries(BookAppointment):
    """Somebody books appointments that repeat (`POST /appointments/series`)."""

    every = Code("pace", among=series.PACES, required=True)
    count = Number(2, series.MOST, required=True)


class Seen(Asked):
    """An appointment, as somebody saw it."""

    appointment_id = Identifier(required=True)
    version = Number(0, VERSIONS, required=True)


class MoveAppointment(OfProgramme, Seen):
    """Somebody moves an appointment to another time or place."""

    starts_at = Start(required=True)
    minutes = Minutes(load_default=None, allow_none=True)
    place = Code("place", load_default=None, allow_none=True)
    mode = Code("mode", among=appointments.MODES, load_default=None, allow_none=True)
    room = Text(max=64, load_default=None, allow_none=True)


class CancelAppointment(Seen):
    """Somebody cancels an appointment: for whom, and why."""

    by = Code("by", among=appointments.CANCELLED_BY, required=True)
    reason = Code("reason", among=appointments.REASONS, required=True)
    and_following = Flag(load_default=False)


class AppointmentKept(Seen):
    """Somebody notes that an appointment was kept."""


class AppointmentMissed(Seen):
    """Somebody notes that the client did not come."""


class OneAppointment(Asked):
    """Staff look at an appointment."""

    appointment_id = Identifier(required=True)


class Appointments(Paged, Days):
    """Staff look at the appointments of some days, or of one case in them."""

    case_id = Identifier(load_default=None, allow_none=True)
