"""What comes in about consultations, goals and barriers."""

from __future__ import annotations

from services.cases.model import barriers, consultations, goals
from services.cases.schemas.cases import SeenCase
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
    place = Code("place", load_default=None, allow_none=True)
    held_at = Moment(load_default=None, allow_none=True)
    note = Text(max=_NOTE_MAX, lines=True, load_default=None, allow_none=True)


class CorrectConsultation(SeenCase):
    """A consultation of a case, as it was seen, and how its note reads from now on."""

    consultation_id = Identifier(required=True)
    note = Text(max=_NOTE_MAX, lines=True, load_default=None, allow_none=True)


class AgreeGoal(Coded):
    """A goal that was agreed with the client of a case, in their words."""

    case_id = Identifier(required=True)
    topic = Code("topic", required=True)
    words = Text(max=2000, lines=True, required=True)
    due_on = Day(load_default=None, allow_none=True)


class ReachGoal(SeenCase):
    """A goal of a case, as it was seen."""

    goal_id = Identifier(required=True)


class CorrectGoal(ReachGoal):
    """A goal of a case, as it was seen, and how it reads from now on."""

    words = Text(max=2000, lines=True, required=True)
    due_on = Day(load_default=None, allow_none=True)


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


class ClearBarrier(SeenCase):
    """A barrier of a case, as it was seen, and how it went out of the way."""

    barrier_id = Identifier(required=True)
    how = Code("how", among=barriers.HOW_CLEARED, required=True)
    note = Text(max=_NOTE_MAX, lines=True, load_default=None, allow_none=True)
