"""Short advice: a few minutes for somebody whose name nobody asks."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import LANGUAGE, codes, ident, moment, text, version


class BarrierInAdvice(Schema):
    """On what help failed."""

    kind = text("A code of the programme.", required=True, metadata={"example": "no_course"})
    institution = text("With whom, as a code of the programme.", required=True, metadata={"example": "course_provider"})


class AdviceToGive(Schema):
    """Short advice that was given."""

    topic = text("What about.", required=True, metadata={"example": "housing"})
    language = fields.String(required=True, metadata=LANGUAGE)
    municipality = text("Where the person lives.", required=True, metadata={"example": "eschweiler"})
    minutes = fields.Integer(required=True, metadata={"example": 10})
    barrier = fields.Nested(BarrierInAdvice, metadata={"description": "Where help failed."})
    given_at = moment("When; now, where nothing is said.", required=False)


class AdviceNoted(Schema):
    """The advice that was noted, or taken back."""

    advice_id = ident()
    version = version()


class Advice(AdviceNoted):
    """Short advice, as whoever noted it sees it."""

    topic = text("What about.", required=True, metadata={"example": "housing"})
    language = fields.String(required=True, metadata=LANGUAGE)
    municipality = text("Where the person lives.", required=True, metadata={"example": "eschweiler"})
    minutes = fields.Integer(required=True)
    barrier = fields.Nested(BarrierInAdvice, required=True, allow_none=True)
    given_at = moment()
    may = codes(["withdraw"])


class ListOfAdvice(Schema):
    """One page of what one has noted oneself, the newest first; `Link: …; rel="next"` where there is more."""

    items = fields.List(fields.Nested(Advice), required=True)
