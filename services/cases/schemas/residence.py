"""What comes in about residence documents and changes of the legal sphere."""

from __future__ import annotations

from typing import Any

from marshmallow import post_load, validates_schema

from services.cases.model import spheres
from services.cases.schemas.cases import OneCase
from services.cases.schemas.codes import Coded
from services.chassis.fields import Code, Day, Identifier, Number, fault_at
from services.chassis.programme import Programme


class NoteResidence(Coded):
    """A residence document that somebody in a case holds, with the dates on it."""

    case_id = Identifier(required=True)
    document = Code("residence_document", required=True)
    valid_from = Day(load_default=None, allow_none=True)
    valid_until = Day(load_default=None, allow_none=True)

    @validates_schema
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        begins, ends = data["valid_from"], data["valid_until"]
        if begins and ends and ends < begins:
            raise fault_at("valid_until", "ends_before_it_begins")


class CorrectResidence(NoteResidence):
    """A residence document of a case, as it was seen, and as it is to stand there."""

    residence_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)


class EndResidence(OneCase):
    """A residence document of a case, as it was seen."""

    residence_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)


class StartSphereChange(Coded):
    """A change of the legal sphere that begins in a case; with the steps the programme has for it."""

    case_id = Identifier(required=True)
    sphere = Code("sphere", required=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(programme, **options)
        self._spheres = programme.residence.spheres

    @post_load
    def _with_steps(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {**data, "steps": tuple(self._spheres[data["sphere"]].steps)}


class TickStep(Coded):
    """A step of a change in a case, as the change was seen."""

    case_id = Identifier(required=True)
    change_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)
    step = Code("sphere_step", required=True)


class EndSphereChange(OneCase):
    """A change in a case, as it was seen, and how it ends."""

    change_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)
    status = Code("status", among=spheres.ENDS, required=True)
