"""Residence documents and changes of the legal sphere in a case."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.wording import day, ident, moment, text, version

_DOCUMENT = {"example": "duldung_60a"}
_SPHERE = {"example": "sgb2"}
_STEP = {"example": "bank_account"}


class ResidenceNoted(Schema):
    """A residence document to be noted: which one, and the dates on it; nothing else, and no number."""

    document = text("A code of the programme.", required=True, metadata=_DOCUMENT)
    valid_from = day("Its first day, if there is one on it.", allow_none=True)
    valid_until = day("Its last day; none where it has no end.", allow_none=True)


class ResidenceDocument(ResidenceNoted):
    """A residence document that was noted."""

    residence_id = ident()
    status = text("held or ended.", required=True)
    noted_at = moment()
    ended_at = moment(allow_none=True)
    version = version()


class SphereStep(Schema):
    """One step of a change of the legal sphere."""

    step = text("A code of the programme.", required=True, metadata=_STEP)
    done_at = moment("When it was ticked.", allow_none=True)
    by = text("Who ticked it.", required=True, allow_none=True)


class SphereChange(Schema):
    """A change of the legal sphere, with its steps as the programme had them when it began. It judges nothing."""

    change_id = ident()
    sphere = text("A code of the programme.", required=True, metadata=_SPHERE)
    status = text("under_way, completed or stopped.", required=True)
    steps = fields.List(fields.Nested(SphereStep), required=True)
    started_at = moment()
    ended_at = moment(allow_none=True)
    version = version()


class ResidenceOfCase(Schema):
    """What a case knows of residence documents and changes of the legal sphere."""

    residence = fields.List(fields.Nested(ResidenceDocument), required=True)
    sphere_changes = fields.List(fields.Nested(SphereChange), required=True)


class SphereChangeStarted(Schema):
    """A change of the legal sphere that begins."""

    sphere = text("A code of the programme.", required=True, metadata=_SPHERE)


class StepNamed(Schema):
    """A step of a change."""

    step = text("A code; one of the steps of this change.", required=True, metadata=_STEP)


class SphereChangeEnded(Schema):
    """How a change ends, whatever is ticked."""

    status = text("Over, or it does not come about.", required=True, limits=validate.OneOf(["completed", "stopped"]))


class ResidenceChanged(Schema):
    """The residence document after the change."""

    residence_id = ident()
    case_id = ident()
    version = version()


class SphereChangeChanged(Schema):
    """The change of the legal sphere, with its own version."""

    change_id = ident()
    case_id = ident()
    version = version()
