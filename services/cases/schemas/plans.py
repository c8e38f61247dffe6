"""What comes in about assessments, steps, plans, confidential notes, and what is due."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.cases.model import assessments, steps
from services.cases.schemas.cases import OneCase, SeenCase
from services.cases.schemas.codes import Coded
from services.chassis.fields import Asked, Code, Day, Fault, Identifier, Number, Text, fault
from services.chassis.programme import Programme

_NOTE_MAX = 10_000
_WORDS_MAX = 2000


class Scores(fields.Dict):
    """Where somebody stands: topic → 0 to 4, at least one."""

    default_error_messages = {"required": Fault("required"), "null": Fault("required"), "invalid": Fault("wrong_type")}

    def __init__(self, **options: Any):
        score = Number(assessments.SCORE_MIN, assessments.SCORE_MAX, required=True)
        super().__init__(keys=Code("topic", required=True), values=score, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        scores = super()._deserialize(value, attr, data, **options)
        if not scores:
            raise fault("required")
        return scores


class RecordAssessment(Coded):
    """Where the client of a case stands, in the topics that were talked about."""

    case_id = Identifier(required=True)
    scores = Scores(required=True)
    note = Text(max=_NOTE_MAX, lines=True, load_default=None, allow_none=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(programme, **options)
        self.fields["scores"].key_field.among = programme.topics  # type: ignore[attr-defined]


class PlanStep(OneCase):
    """Who does what next towards a goal of a case."""

    goal_id = Identifier(required=True)
    doer = Code("doer", among=steps.DOERS, required=True)
    words = Text(max=_WORDS_MAX, lines=True, required=True)
    due_on = Day(load_default=None, allow_none=True)


class SeenStep(SeenCase):
    """A step in a case, as it was seen."""

    step_id = Identifier(required=True)


class CorrectStep(SeenStep):
    """A step, as it was seen, and how it reads from now on."""

    doer = Code("doer", among=steps.DOERS, required=True)
    words = Text(max=_WORDS_MAX, lines=True, required=True)
    due_on = Day(load_default=None, allow_none=True)


class OnePlan(OneCase):
    """One version of the plan of a case."""

    plan_id = Identifier(required=True)


class WriteNote(OneCase):
    """A note about a case, for its author and their deputies."""

    words = Text(max=_NOTE_MAX, lines=True, required=True)


class CorrectNote(SeenCase):
    """A note about a case, as it was seen, and how it reads from now on."""

    note_id = Identifier(required=True)
    words = Text(max=_NOTE_MAX, lines=True, required=True)


class ListDue(Asked):
    """What is due up to a day in the own cases."""

    until = Day(load_default=None, allow_none=True)
