"""Times that clients choose from, and what they do with their appointments themselves."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.requests import Key
from gateway.schemas.wording import codes, day, ident, moment, text, version

_PLACE = {"example": "wuerselen-rathaus", "description": "A code of `GET /places`."}
_MINUTES = {"example": 60, "description": "15 to 240, a multiple of 5."}
_MODES = ("in_person", "phone", "video")
_REASONS = ("illness", "not_needed", "other_time", "no_interpreter", "other")
_WHY_NOT = ("no_time", "too_far", "other_way", "not_needed", "other")
_STATUS = {"example": "open", "description": "open, chosen, declined, lapsed, withdrawn or taken."}


class TimeToOffer(Schema):
    """One of the times."""

    counsellor_id = ident(required=False, metadata={"description": "Whoever has the case, where nobody is named."})
    place = fields.String(required=True, metadata=_PLACE)
    starts_at = moment("RFC 3339 with its zone, on whole five minutes.")
    minutes = fields.Integer(required=True, metadata=_MINUTES)
    mode = text("How one meets.", limits=validate.OneOf(_MODES))
    room = text("A room of the place.")


class Rule(Schema):
    """Among which free times so many are looked for, on as many different days as there are."""

    counsellor_id = ident(required=False, metadata={"description": "Whoever has the case, where nobody is named."})
    place = fields.String(metadata=_PLACE)
    mode = text("How one meets.", limits=validate.OneOf(_MODES))
    minutes = fields.Integer(metadata=_MINUTES)
    first = day("The first day.", data_key="from", required=True)
    last = day("The last day.", data_key="to", required=True)
    number = fields.Integer(metadata={"example": 3, "description": "1 to 6."})


class OfferOfTimes(Schema):
    """Among which times the person in a case can choose: `slots`, or what a `rule` finds."""

    case_id = ident()
    slots = fields.List(fields.Nested(TimeToOffer))
    rule = fields.Nested(Rule)
    until = moment("Until when; five days where nothing is said.", required=False)
    appointment_id = ident(required=False, metadata={"description": "The appointment that moves to the time chosen."})
    with_interpreter = fields.Boolean()


class ChoiceChanged(Schema):
    """The choice after the change."""

    choice_id = ident()
    version = version()


class OfferedTime(Schema):
    """One of the times, by its number from 0."""

    number = fields.Integer(required=True)
    place = fields.String(required=True, metadata=_PLACE)
    starts_at = moment()
    ends_at = moment()
    mode = text("in_person, phone or video.", required=True)
    is_free = fields.Boolean(required=True, metadata={"description": "Whether it can still be chosen."})


class OfferedTimeInFull(OfferedTime):
    """One of the times, with whom and in which room."""

    counsellor_id = ident()
    room = text("A room of the place.", required=True, allow_none=True)


class _Choice(Schema):
    choice_id = ident()
    status = fields.String(required=True, metadata=_STATUS)
    is_open = fields.Boolean(required=True)
    offered_at = moment()
    until = moment()
    ended_at = moment("When it ended, if it has.", allow_none=True)
    appointment_id = ident(allow_none=True, metadata={"description": "The appointment that would move."})
    chosen = fields.Integer(required=True, allow_none=True, metadata={"description": "The number that was chosen."})


class Choice(_Choice):
    """Times that were offered to a client, and what became of them."""

    slots = fields.List(fields.Nested(OfferedTimeInFull), required=True)
    source = text("staff or waiting_list.", required=True)
    reason = text("Why none of them suits, as a code.", required=True, allow_none=True)
    version = version()


class CopiedTime(OfferedTime):
    """One of the times, as it was offered."""

    class Meta:
        exclude = ("number", "is_free")


class CopiedChoice(_Choice):
    """Times somebody could choose from, as the copy for them says."""

    class Meta:
        exclude = ("is_open",)

    case_id = ident()
    slots = fields.List(fields.Nested(CopiedTime), required=True)
    reason = text("Why none of them suited, as a code.", required=True, allow_none=True)


class Choices(Schema):
    """What was offered in a case, the newest first."""

    items = fields.List(fields.Nested(Choice), required=True)


class ChoiceOfClient(_Choice):
    """Times that a client can choose from."""

    slots = fields.List(fields.Nested(OfferedTime), required=True)


class Meeting(Schema):
    """An appointment of the client, and what they can do to it themselves."""

    appointment_id = ident()
    place = fields.String(required=True, metadata=_PLACE)
    starts_at = moment()
    ends_at = moment()
    mode = text("in_person, phone or video.", required=True)
    status = text("A code.", required=True, metadata={"example": "booked"})
    may = codes(["move", "cancel"])
    change_until = moment("Until when they can change it themselves; later they call.")
    moves_left = fields.Integer(required=True)


class OwnTimes(Schema):
    """What a client can choose from, the newest first, and their appointments to come."""

    choices = fields.List(fields.Nested(ChoiceOfClient), required=True)
    appointments = fields.List(fields.Nested(Meeting), required=True)


class FreeTime(Schema):
    """Where an appointment can be moved."""

    place = fields.String(required=True, metadata=_PLACE)
    starts_at = moment()
    ends_at = moment()


class FreeTimes(Schema):
    """The appointment, and where the client can move it, in order."""

    appointment = fields.Nested(Meeting, required=True)
    items = fields.List(fields.Nested(FreeTime), required=True)


class Choose(Key):
    """Which of the times, by its number."""

    slot = fields.Integer(required=True)


class DeclineTimes(Key):
    """None of them; why need not be said."""

    reason = text("A code.", limits=validate.OneOf(_WHY_NOT))


class Chosen(Schema):
    """What was booked, or moved."""

    choice_id = ident()
    appointment_id = ident()


class Declined(Schema):
    """What ended."""

    choice_id = ident()


class MoveOwn(Key):
    """One of the free times."""

    starts_at = moment("As the free times tell it.")


class CancelOwn(Key):
    """Why need not be said."""

    reason = text("A code.", limits=validate.OneOf(_REASONS))
