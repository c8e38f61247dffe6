"""Places, hours, free times and appointments."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.programme import PlaceInFull
from gateway.schemas.wording import LANGUAGE, codes, day, ident, moment, text, version

_PLACE = {"example": "wuerselen-rathaus", "description": "A code of `GET /places`."}
_MINUTES = {"example": 60, "description": "15 to 240, a multiple of 5."}
_CLOCK = {"example": "09:00", "description": "On the clock on the wall, in the programme's time zone."}
_WEEKDAY = {"example": 0, "description": "0 is Monday."}
_MODES, _PACES = ("in_person", "phone", "video"), ("week", "two_weeks", "four_weeks")
_BY = ("client", "counsellor", "office")
_REASONS = ("illness", "not_needed", "other_time", "no_interpreter", "other")


class Places(Schema):
    """Where consultation happens."""

    items = fields.List(fields.Nested(PlaceInFull), required=True)


class Slot(Schema):
    """A time at which a counsellor can be met at a place."""

    place = fields.String(required=True, metadata=_PLACE)
    counsellor_id = ident()
    starts_at = moment()
    ends_at = moment()
    room = text("The room of these hours, where they name one.", required=True, allow_none=True)


class Slots(Schema):
    """Free times, in order."""

    items = fields.List(fields.Nested(Slot), required=True)
    next = text("The cursor of what follows, if anything.", required=True, allow_none=True)


class HoursKept(Schema):
    """When one can be met at a place, every week."""

    place = fields.String(required=True, metadata=_PLACE)
    weekday = fields.Integer(required=True, metadata=_WEEKDAY)
    begins = fields.String(required=True, metadata=_CLOCK)
    ends = fields.String(required=True, metadata=_CLOCK)
    valid_from = day("The first day; today where nothing is said.", allow_none=True)
    valid_until = day("The last day, if there is one.", allow_none=True)
    room = text("A room of the place.", allow_none=True)
    topics = codes(["language"], required=False)


class Hours(HoursKept):
    """Hours of whoever asks."""

    hours_id = ident()
    valid_from = day("The first day.", required=True)
    valid_until = day("The last day, if there is one.", required=True, allow_none=True)
    version = version()


class OwnHours(Schema):
    """All hours of whoever asks, in the order of the week."""

    items = fields.List(fields.Nested(Hours), required=True)


class HoursGone(Schema):
    """The hours that were taken back."""

    hours_id = ident()


class HoursChanged(HoursGone):
    """The hours as they now stand."""

    version = version()


class Appointment(Schema):
    """A counsellor and the person in a case meet. Whose it is stands in the case, not here."""

    appointment_id = ident()
    case_id = ident()
    counsellor_id = ident()
    successor_id = ident(allow_none=True, metadata={"description": "Who has the case now and is not free then."})
    place = fields.String(required=True, metadata=_PLACE)
    starts_at = moment()
    ends_at = moment()
    language = fields.String(required=True, metadata=LANGUAGE)
    with_interpreter = fields.Boolean(required=True)
    status = text("booked, cancelled, kept or missed.", required=True, metadata={"example": "booked"})
    revision = fields.Integer(required=True, metadata={"description": "How often its invitation has changed."})
    by = text("Who cancelled it: client, counsellor or office.", required=True, allow_none=True)
    reason = text("Why it was cancelled, as a code.", required=True, allow_none=True)
    booked_at = moment()
    changed_at = moment()
    mode = text("in_person, phone or video.", required=True, metadata={"example": "in_person"})
    room = text("A room of the place.", required=True, allow_none=True)
    series_id = ident(allow_none=True, metadata={"description": "The series it was booked in."})
    with_case_ids = fields.List(ident(), required=True, metadata={"description": "Cases that come along."})
    interpreter_id = ident(allow_none=True, metadata={"description": "Who interprets, once that is confirmed."})
    interpreting = text(
        "Of an interpreter who is looked for or comes: requested, asked or confirmed.", required=True, allow_none=True
    )
    interpreter_suggested = fields.Boolean(
        required=True,
        metadata={"description": "Whether the counsellor does not speak its language, and nobody is looked for."},
    )
    booked_by = text("staff, client or waiting_list.", required=True, metadata={"example": "staff"})
    version = version()


class AppointmentInFull(Appointment):
    """An appointment, and what can be done to it now."""

    may = codes(["move", "cancel"])


class Appointments(Schema):
    """One page of appointments, by time; `Link: …; rel="next"` where there are more."""

    items = fields.List(fields.Nested(Appointment), required=True)


class Book(Schema):
    """When and where the person in a case is to come."""

    case_id = ident()
    counsellor_id = ident(required=False, metadata={"description": "Whoever asks, where nobody is named."})
    place = fields.String(required=True, metadata=_PLACE)
    starts_at = moment("RFC 3339 with its zone, on whole five minutes.")
    minutes = fields.Integer(required=True, metadata=_MINUTES)
    language = fields.String(metadata=LANGUAGE)
    with_interpreter = fields.Boolean()
    mode = text("in_person, phone or video; in_person where nothing is said.", limits=validate.OneOf(_MODES))
    room = text("A room of the place, which is taken as well.")
    with_case_ids = fields.List(ident(), metadata={"description": "Cases of the household that come along."})


class BookSeries(Book):
    """When the person in a case is to come the first time, and how often."""

    every = text("How often.", required=True, limits=validate.OneOf(_PACES))
    count = fields.Integer(required=True, validate=validate.Range(2, 20), metadata={"example": 6})


class Turn(Schema):
    """One of a series: booked, or left out and why."""

    starts_at = moment()
    appointment_id = ident(allow_none=True)
    version = fields.Integer(required=True, allow_none=True)
    left_out = text("holiday, time_taken or time_skipped.", required=True, allow_none=True)


class SeriesBooked(Schema):
    """What was booked of a series."""

    series_id = ident()
    items = fields.List(fields.Nested(Turn), required=True)


class Move(Schema):
    """Where to; what is not named stays as it is."""

    starts_at = moment("RFC 3339 with its zone, on whole five minutes.")
    minutes = fields.Integer(metadata=_MINUTES)
    place = fields.String(metadata=_PLACE)
    mode = text("in_person, phone or video.", limits=validate.OneOf(_MODES))
    room = text("A room of the place.")


class Cancel(Schema):
    """For whom, and why."""

    by = text("Who could not.", required=True, limits=validate.OneOf(_BY))
    reason = text("A code.", required=True, limits=validate.OneOf(_REASONS))
    and_following = fields.Boolean(metadata={"description": "Also what is booked after it in the same series."})


class AppointmentChanged(Schema):
    """The appointment after the change."""

    appointment_id = ident()
    version = version()
