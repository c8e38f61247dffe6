"""Interpreters, their bookings, and what those cost."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.wording import LANGUAGE, codes, day, ident, moment, text, version

_KINDS = ("pool", "professional")
_GENDERS = ("female", "male", "diverse")
_MODES = ("on_site", "phone", "video")
_DECLINED = ("no_time", "too_far", "not_suitable", "ill", "no_answer", "other")
_CLOCK = {"example": "09:00", "description": "On the clock on the wall, in the programme's time zone."}
_CENTS = {"example": 3000, "description": "In cents."}


class InterpreterLanguage(Schema):
    """From which language into which, or both ways."""

    source = fields.String(required=True, metadata=LANGUAGE)
    target = fields.String(metadata={"example": "de", "description": "German where nothing is said."})
    both_ways = fields.Boolean(metadata={"description": "Yes where nothing is said."})


class InterpreterCertificate(Schema):
    """What somebody has proved, and until when."""

    code = text("What it is called.", required=True, metadata={"example": "b2"})
    valid_until = day("Its last day, if it has one.", allow_none=True)


class InterpreterTime(Schema):
    """Every week on this day."""

    weekday = fields.Integer(required=True, metadata={"example": 0, "description": "0 is Monday."})
    begins = fields.String(required=True, metadata=_CLOCK)
    ends = fields.String(required=True, metadata=_CLOCK)


class InterpreterAbsence(Schema):
    """Not to be had from the first to the last day."""

    from_on = day("The first day.", required=True)
    until_on = day("The last day.", required=True)


class ChangeInterpreter(Schema):
    """What is known of somebody who interprets; what is not named stays."""

    kind = text("Of the lay pool, or a professional.", limits=validate.OneOf(_KINDS))
    name = text("What they are called.")
    languages = fields.List(fields.Nested(InterpreterLanguage))
    active = fields.Boolean(metadata={"description": "Whether they can be asked at all."})
    email = text("Where they are written to.", allow_none=True)
    phone = text("Where they are called.", allow_none=True)
    note = text("What else one should know.", allow_none=True)
    gender = text("If they say so.", allow_none=True, limits=validate.OneOf(_GENDERS))
    pledged_on = day("When they signed the pledge of confidentiality.", allow_none=True)
    certificates = fields.List(fields.Nested(InterpreterCertificate))
    available = fields.List(fields.Nested(InterpreterTime), metadata={"description": "None: asked about any time."})
    absences = fields.List(fields.Nested(InterpreterAbsence))
    hourly_cents = fields.Integer(metadata=_CENTS)
    flat_cents = fields.Integer(allow_none=True, metadata={"description": "For each appointment, instead; in cents."})


class NewInterpreter(ChangeInterpreter):
    """Somebody who interprets, and is taken into the list."""

    kind = text("Of the lay pool, or a professional.", required=True, limits=validate.OneOf(_KINDS))
    name = text("What they are called.", required=True)
    languages = fields.List(fields.Nested(InterpreterLanguage), required=True)


class Interpreter(NewInterpreter):
    """Somebody who interprets; `running_out` are certificates that have ended, or will within 30 days."""

    interpreter_id = ident()
    running_out = codes(["b2"])
    version = version()


class Interpreters(Schema):
    """One page of the list; `Link: …; rel="next"` where there are more."""

    items = fields.List(fields.Nested(Interpreter), required=True)


class InterpreterChanged(Schema):
    """The entry after the change."""

    interpreter_id = ident()
    version = version()


class Candidate(Schema):
    """Somebody one could ask."""

    interpreter_id = ident()
    name = text("What they are called.", required=True)
    kind = text("pool or professional.", required=True)
    phone = text("Where they are called.", required=True, allow_none=True)
    fee_cents = fields.Integer(required=True, metadata=_CENTS)
    can_be_asked = fields.Boolean(required=True)
    for_ = codes(["speaks_both_ways"], data_key="for", attribute="for")
    against = codes(["is_not_available"])


class Candidates(Schema):
    """Whom one could ask, those first who fit best."""

    booking_id = ident()
    items = fields.List(fields.Nested(Candidate), required=True)


class RequestInterpreter(Schema):
    """What is needed; the funding rule decides who may come, and which money pays."""

    language = fields.String(metadata=LANGUAGE)
    mode = text("on_site where nothing is said.", limits=validate.OneOf(_MODES))
    gender = text("If the client asks for it.", allow_none=True, limits=validate.OneOf(_GENDERS))
    legal_consequence = fields.Boolean(required=True, metadata={"description": "Whether anything in law hangs on it."})
    kind = text("Where one of the two is wanted.", allow_none=True, limits=validate.OneOf(_KINDS))


class InterpreterRequested(Schema):
    """What the funding rule has decided."""

    booking_id = ident()
    kind = text("pool or professional.", required=True)
    pot = text("Which money pays, a code.", required=True, metadata={"example": "land_pool"})
    rule = text("By which rule, a code.", required=True, metadata={"example": "pool_without_consequence"})
    version = version()


class InterpreterBooking(Schema):
    """Somebody is to interpret at an appointment."""

    booking_id = ident()
    appointment_id = ident()
    starts_at = moment()
    ends_at = moment()
    place = text("A code of `GET /places`.", required=True)
    language = fields.String(required=True, metadata=LANGUAGE)
    mode = text("on_site, phone or video.", required=True)
    gender = text("If it was asked for.", required=True, allow_none=True)
    legal_consequence = fields.Boolean(required=True)
    kind = text("pool or professional.", required=True)
    pot = text("Which money pays, a code.", required=True)
    rule = text("By which rule, a code.", required=True)
    status = text("requested, asked, confirmed, done or released.", required=True, metadata={"example": "asked"})
    changed_at = moment("Since when it is so.")
    interpreter_id = ident(allow_none=True)
    interpreter = text("Who was asked, or comes.", required=True, allow_none=True)
    reason = text("Why the last one asked does not come.", required=True, allow_none=True)
    costs_from = moment("From when on a release costs.", allow_none=True)
    late_cents = fields.Integer(required=True, metadata=_CENTS)
    minutes = fields.Integer(required=True, allow_none=True)
    cost_cents = fields.Integer(required=True, allow_none=True, metadata=_CENTS)
    is_late = fields.Boolean(required=True, metadata={"description": "Released within the notice period."})
    may = codes(["ask", "release"])
    version = version()


class CopiedInterpreting(Schema):
    """That an interpreter was looked for or came, without who it was."""

    booking_id = ident()
    appointment_id = ident()
    language = fields.String(required=True, metadata=LANGUAGE)
    mode = text("on_site, phone or video.", required=True)
    gender = text("If it was asked for.", required=True, allow_none=True)
    kind = text("pool or professional.", required=True)
    status = text("requested, asked, confirmed, done or released.", required=True, metadata={"example": "done"})
    requested_at = moment()
    changed_at = moment()


class InterpreterBookings(Schema):
    """One page of bookings, the oldest first; `Link: …; rel="next"` where there are more."""

    items = fields.List(fields.Nested(InterpreterBooking), required=True)


class BookingChanged(Schema):
    """The booking after the change."""

    booking_id = ident()
    version = version()


class Ask(Schema):
    """Who is asked."""

    interpreter_id = ident()


class DeclineInterpreter(Schema):
    """Why they do not come."""

    reason = text("A code.", required=True, limits=validate.OneOf(_DECLINED))


class Done(Schema):
    """How long it took, and what it cost."""

    minutes = fields.Integer(required=True, metadata={"example": 60})
    cost_cents = fields.Integer(allow_none=True, metadata={"description": "By their fee where nothing is said."})


class PotOfMonth(Schema):
    """What a pot has paid."""

    pot = text("A code.", required=True)
    cost_cents = fields.Integer(required=True, metadata=_CENTS)
    this_year_cents = fields.Integer(required=True, metadata={"description": "Until the end of this month."})
    yearly_cents = fields.Integer(required=True, metadata={"description": "What there is for the year."})


class StatementLine(Schema):
    """What one booking has cost."""

    booking_id = ident()
    pot = text("A code.", required=True)
    held_on = day("The day of the appointment.", required=True)
    language = fields.String(required=True, metadata=LANGUAGE)
    interpreter_id = ident()
    interpreter = text("Who interpreted.", required=True)
    minutes = fields.Integer(required=True)
    cost_cents = fields.Integer(required=True, metadata=_CENTS)
    is_late = fields.Boolean(required=True)


class Statement(Schema):
    """What interpreting has cost in a month; no client is in it."""

    month = text("As in 2026-11.", required=True)
    pots = fields.List(fields.Nested(PotOfMonth), required=True)
    items = fields.List(fields.Nested(StatementLine), required=True)
