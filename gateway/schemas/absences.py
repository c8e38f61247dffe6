"""When counsellors are not there."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.wording import ident, moment, text, version

_KINDS = ("leave", "illness", "training", "other")
_EDGE = {"example": "2026-12-23"}


class AbsenceNoted(Schema):
    """From one day to another, both included, or from one moment to another."""

    counsellor_id = ident(required=False, metadata={"description": "Whoever asks, where nobody is named."})
    first = text("The first day, or the moment from which on.", data_key="from", required=True, metadata=_EDGE)
    last = text("The last day, or the moment until which.", data_key="to", required=True, metadata=_EDGE)
    kind = text("For the counsellor and the coordinator alone.", required=True, limits=validate.OneOf(_KINDS))


class AbsenceGone(Schema):
    """The absence that was taken back."""

    absence_id = ident()


class AbsenceChanged(AbsenceGone):
    """The absence as it now stands."""

    version = version()


class ToMove(Schema):
    """What is booked while somebody is not there."""

    appointment_id = ident()
    case_id = ident()
    starts_at = moment()


class Absence(AbsenceChanged):
    """A counsellor is not there."""

    counsellor_id = ident()
    starts_at = moment()
    ends_at = moment()
    kind = text("leave, illness, training or other.", required=True, metadata={"example": "leave"})
    to_move = fields.List(fields.Nested(ToMove), required=True)


class Absences(Schema):
    """One page of absences, by their beginning."""

    items = fields.List(fields.Nested(Absence), required=True)
    next = text("The cursor of what follows, if anything.", required=True, allow_none=True)
