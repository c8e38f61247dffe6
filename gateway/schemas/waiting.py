"""Who waits for a time, and times that were freed."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.wording import LANGUAGE, day, ident, moment, text, version

_PLACE = {"example": "wuerselen-rathaus", "description": "A code of `GET /places`; anywhere, where none is named."}
_TOPIC = {"example": "housing", "description": "A code of the programme; any, where none is named."}
_MINUTES = {"example": 60, "description": "15 to 240, a multiple of 5."}
_MODES = ("in_person", "phone", "video")


class JoinWaitingList(Schema):
    """For what the person in a case waits; what is not named may be anything."""

    case_id = ident()
    language = fields.String(metadata={**LANGUAGE, "description": "That of the case, where none is named."})
    place = fields.String(metadata=_PLACE)
    topic = fields.String(metadata=_TOPIC)
    mode = text("How one meets.", limits=validate.OneOf(_MODES))
    counsellor_id = ident(required=False)
    minutes = fields.Integer(metadata=_MINUTES)
    until = day("The last day that suits.")
    urgent = fields.Boolean(metadata={"description": "What is urgent comes before the rest."})
    with_interpreter = fields.Boolean(metadata={"description": "Then the counsellor need not speak the language."})


class WaitingChanged(Schema):
    """The entry after the change."""

    waiting_id = ident()
    version = version()


class WaitingEntry(Schema):
    """Somebody who waits; `position` is that in the organisation's whole line, from 1."""

    position = fields.Integer(required=True)
    waiting_id = ident()
    case_id = ident()
    language = fields.String(required=True, metadata=LANGUAGE)
    place = fields.String(required=True, allow_none=True, metadata=_PLACE)
    topic = fields.String(required=True, allow_none=True, metadata=_TOPIC)
    mode = text("in_person, phone or video.", required=True, allow_none=True)
    counsellor_id = ident(allow_none=True)
    minutes = fields.Integer(required=True, metadata=_MINUTES)
    urgent = fields.Boolean(required=True)
    with_interpreter = fields.Boolean(required=True)
    since = moment()
    until = day("The last day that suits.", required=True, allow_none=True)
    status = text("open, fulfilled, withdrawn or ended.", required=True)
    ended_at = moment("When it ended, if it has.", allow_none=True)
    version = version()


class NumberWaiting(Schema):
    """How many wait for this; `code` is null for those whom anything suits."""

    code = text("A code of the programme.", required=True, allow_none=True)
    number = fields.Integer(required=True)


class Counts(Schema):
    """How many wait in the organisation, and since when the first of them does."""

    waiting = fields.Integer(required=True)
    longest_since = moment(allow_none=True)
    by_language = fields.List(fields.Nested(NumberWaiting), required=True)
    by_place = fields.List(fields.Nested(NumberWaiting), required=True)
    by_topic = fields.List(fields.Nested(NumberWaiting), required=True)


class WaitingList(Schema):
    """Who waits, in order."""

    items = fields.List(fields.Nested(WaitingEntry), required=True)
    counts = fields.Nested(Counts, required=True)


class FreedTime(Schema):
    """A time that was freed, and how far it is offered on; `case_id` is who is being asked, `until` when."""

    freed_id = ident()
    counsellor_id = ident()
    place = fields.String(required=True, metadata=_PLACE)
    starts_at = moment()
    ends_at = moment()
    mode = text("in_person, phone or video.", required=True)
    room = text("A room of the place.", required=True, allow_none=True)
    freed_at = moment()
    status = text("open, offered, taken or over (too late to ask anybody).", required=True)
    case_id = ident(allow_none=True)
    until = moment("Until when they can answer.", allow_none=True)


class FreedTimes(Schema):
    """Freed times that are still to come, by time."""

    items = fields.List(fields.Nested(FreedTime), required=True)
