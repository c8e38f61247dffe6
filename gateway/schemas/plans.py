"""Where somebody stands, the way that was agreed on, what is due on it, and what is kept in confidence."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.wording import REFERENCE, codes, day, ident, moment, text, version

DOERS = ("client", "counsellor", "other")
SKIP_REASONS = ("urgent", "wish_of_client", "done_elsewhere", "other")
_SCORE = validate.Range(0, 4)
_SCORES = {"example": {"housing": 1, "language": 3}, "description": "Topic → 0 (in distress) to 4 (without help)."}


def _scores() -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=fields.Integer(validate=_SCORE), required=True, metadata=_SCORES)


class Assessment(Schema):
    """Where the client stood at one moment."""

    assessment_id = ident()
    scores = _scores()
    recorded_at = moment()
    note = text("What is to be remembered.", required=True, allow_none=True)
    by = text("Who assessed it with the client.", required=True, allow_none=True)
    version = version()


class Distance(Schema):
    """How far the client has come in one topic."""

    topic = text("A code.", required=True, metadata={"example": "housing"})
    first = fields.Integer(required=True, validate=_SCORE)
    last = fields.Integer(required=True, validate=_SCORE)
    travelled = fields.Integer(required=True, metadata={"description": "From the first assessment to the last."})


class Step(Schema):
    """What somebody does towards a goal."""

    step_id = ident()
    goal_id = ident()
    doer = text("Who does it.", required=True, limits=validate.OneOf(DOERS))
    words = text("What.", required=True)
    due_on = day("By when, if that was said.", required=True, allow_none=True)
    status = text("open, done or dropped.", required=True)
    changed_at = moment()
    version = version()


class PlanInList(Schema):
    """A version of the plan."""

    plan_id = ident()
    number = fields.Integer(required=True, metadata={"description": "The first is 1."})
    agreed_at = moment()
    by = text("Who agreed it with the client.", required=True, allow_none=True)
    version = version()


class StepOfPlan(Schema):
    """A step as it was when the plan was agreed."""

    step_id = ident()
    doer = text("Who does it.", required=True, limits=validate.OneOf(DOERS))
    words = text("What.", required=True)
    due_on = day("By when, if that was said.", required=True, allow_none=True)


class GoalOfPlan(Schema):
    """A goal as it was when the plan was agreed."""

    goal_id = ident()
    topic = text("A code.", required=True, metadata={"example": "housing"})
    words = text("In the client's words.", required=True)
    due_on = day("By when, if that was said.", required=True, allow_none=True)
    steps = fields.List(fields.Nested(StepOfPlan), required=True)


class Plan(PlanInList):
    """A version of the plan with all that was agreed. Looking at it is written down."""

    case_id = ident()
    goals = fields.List(fields.Nested(GoalOfPlan), required=True)


class Skipped(Schema):
    """A phase that was entered although something was missing."""

    phase = text("Which.", required=True)
    demands = codes(["not_assessed"])
    reason = text("Why.", required=True, limits=validate.OneOf(SKIP_REASONS))
    skipped_at = moment()
    by = text("Who left it out.", required=True, allow_none=True)


class Note(Schema):
    """What its author and their deputies alone can read."""

    note_id = ident()
    words = text("What is to be remembered.", required=True)
    written_at = moment()
    by = text("Who wrote it.", required=True, allow_none=True)
    version = version()


class PlanOfCase(Schema):
    """What a case tells of where somebody stands and where they go."""

    assessments = fields.List(fields.Nested(Assessment), required=True)
    distances = fields.List(fields.Nested(Distance), required=True)
    steps = fields.List(fields.Nested(Step), required=True)
    plans = fields.List(fields.Nested(PlanInList), required=True)
    skips = fields.List(fields.Nested(Skipped), required=True)
    notes = fields.List(fields.Nested(Note), required=True)
    demands = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        required=True,
        metadata={"example": {"planning": ["not_assessed"]}, "description": "Phase → what is missing for it."},
    )


class AssessmentRecorded(Schema):
    """An assessment to be written down."""

    scores = _scores()
    note = text("What is to be remembered; encrypted.")


class StepPlanned(Schema):
    """A step as it reads from now on."""

    doer = text("Who does it.", required=True, limits=validate.OneOf(DOERS))
    words = text("What; encrypted.", required=True)
    due_on = day("By when.")


class NoteWritten(Schema):
    """A note as it reads from now on."""

    words = text("What is to be remembered; encrypted.", required=True)


class GoalCorrected(Schema):
    """A goal as it reads from now on."""

    words = text("In the client's words; encrypted.", required=True)
    due_on = day("By when; without it, on no day.")


class ConsultationCorrected(Schema):
    """The note of a consultation as it reads from now on."""

    note = text("What is to be remembered; encrypted. Without it, nothing.")


class AssessmentNoted(Schema):
    """The assessment that was written down, with its own version."""

    assessment_id = ident()
    case_id = ident()
    version = version()


class StepNoted(Schema):
    """The step that was planned or changed, with its own version."""

    step_id = ident()
    case_id = ident()
    version = version()


class PlanNoted(Schema):
    """The version of the plan that was agreed."""

    plan_id = ident()
    case_id = ident()
    number = fields.Integer(required=True)
    version = version()


class NoteNoted(Schema):
    """The note that was written or corrected, with its own version."""

    note_id = ident()
    case_id = ident()
    version = version()


class Due(Schema):
    """Something that is due in a case."""

    kind = text("goal, step or another kind of thing.", required=True, metadata={"example": "step"})
    case_id = ident()
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)
    name = text("Whom it is about.", required=True, allow_none=True)
    counsellor_id = ident()
    due_on = day("By when.", required=True)
    overdue = fields.Boolean(required=True)
    about = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": "Ids, codes and words, by kind.", "example": {"words": "Beim Bauverein anrufen"}},
    )


class WhatIsDue(Schema):
    """All that is due, the longest overdue first."""

    items = fields.List(fields.Nested(Due), required=True)
