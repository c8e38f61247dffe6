"""Requests that may be of the same person."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.desk import RequestChanged
from gateway.schemas.wording import LANGUAGE, REFERENCE, codes, ident, moment, text

_VERDICTS = ("same", "not_the_same", "split")
_ACCOUNT = "The account of whoever decided it."


class RequestLikeness(Schema):
    """Another request, how likely it is of the same person, and what was decided of it."""

    request_id = ident()
    reference = fields.String(required=True, metadata=REFERENCE)
    status = text("A code.", required=True, metadata={"example": "received"})
    channel = text("How it reached us.", required=True, metadata={"example": "web"})
    municipality = text("Where the person lives.", required=True, metadata={"example": "eschweiler"})
    language = fields.String(required=True, metadata=LANGUAGE)
    received_at = moment()
    name = text("As it was told; null once the person is gone.", required=True, allow_none=True)
    birth_year = fields.Integer(required=True, allow_none=True, metadata={"example": 1990})
    score = fields.Integer(
        required=True,
        validate=validate.Range(0, 100),
        metadata={"description": "How likely, of 100; it is for the order, a person decides.", "example": 90},
    )
    reasons = codes(["like_name", "same_birth_year"])
    verdict = text("undecided, same, not_the_same or split.", required=True, metadata={"example": "undecided"})
    decided_at = moment(allow_none=True)
    decided_by = text(_ACCOUNT, required=True, allow_none=True)
    may = codes(["same", "not_the_same"])


class LinkedRequest(Schema):
    """A request that is of the same person by what was decided."""

    request_id = ident()
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)


class VerdictSaid(Schema):
    """What was decided of two requests, when and by whom."""

    one = fields.Nested(LinkedRequest, required=True)
    other = fields.Nested(LinkedRequest, required=True)
    verdict = text("same, not_the_same or split.", required=True, metadata={"example": "same"})
    decided_at = moment(allow_none=True)
    decided_by = text(_ACCOUNT, required=True, allow_none=True)


class Contradiction(Schema):
    """Two requests that were told apart, and the links that make them one person all the same."""

    apart = fields.Nested(VerdictSaid, required=True)
    chain = fields.List(fields.Nested(VerdictSaid), required=True)


class RequestLikenesses(Schema):
    """Other requests that may be of the same person: what is decided first, then the likest. At most ten. `group` are
    all that are linked with this one, over others too; `contradictions` what was decided that does not go together."""

    items = fields.List(fields.Nested(RequestLikeness), required=True)
    group = fields.List(fields.Nested(LinkedRequest), required=True)
    contradictions = fields.List(fields.Nested(Contradiction), required=True)


class LikenessVerdict(Schema):
    """Whether the two requests are of the same person. What was split stays split."""

    other_id = ident()
    verdict = text("What you have found out.", required=True, limits=validate.OneOf(_VERDICTS))
    despite = fields.Boolean(metadata={"description": "Although it contradicts what was decided of others."})


class LikenessDecided(RequestChanged):
    """The request after the decision."""

    verdict = text("What was decided.", required=True, metadata={"example": "same"})
