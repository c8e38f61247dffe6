"""What comes in about consultations, goals and barriers."""

from __future__ import annotations

from services.cases.model import consultations, goals
from services.cases.schemas.cases import OneCase
from services.cases.schemas.codes import Coded
from services.chassis.fields import Code, Codes, Day, Flag, Identifier, Moment, Number, Text

_NOTE_MAX = 10_000


class HoldConsultation(Coded):
    """A consultation that was held in a case."""

    case_id = Identifier(required=True)
    kind = Code("kind", among=consultations.KINDS, required=True)
    topics = Codes("topic", max=8, required=True)
    minutes = Number(consultations.MINUTES_MIN, consultations.MINUTES_MAX, required=True)
    with_interpreter = Flag(load_default=False)
    held_at = Moment(load_default=None, allow_none=True)
    note = Text(max=_NOTE_MAX, lines=True, load_default=None, allow_none=True)


class AgreeGoal(Coded):
    """A goal that was agreed with the client of a case, in their words."""

    case_id = Identifier(required=True)
    topic = Code("topic", required=True)
    words = Text(max=2000, lines=True, required=True)
    due_on = Day(load_default=None, allow_none=True)


class ReachGoal(OneCase):
    """A goal of a case, as it was seen."""

    goal_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)


class DropGoal(ReachGoal):
    """A goal of a case, as it was seen, and why it is not aimed at any more."""

    reason = Code("reason", among=goals.DROP_REASONS, required=True)


class MeetBarrier(Coded):
    """What was missing when help failed in a case: topic, kind, institution, town."""

    case_id = Identifier(required=True)
    topic = Code("topic", required=True)
    kind = Code("barrier_kind", required=True)
    institution = Code("institution", required=True)
    municipality = Code("municipality", load_default=None, allow_none=True)
    note = Text(max=_NOTE_MAX, lines=True, load_default=None, allow_none=True)


class ClearBarrier(OneCase):
    """A barrier of a case, as it was seen."""

    barrier_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)
