"""Offers as the organisation sees them that was asked: enough to decide, and no person."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.desk import TRACKS, URGENCIES
from gateway.schemas.wording import LANGUAGE, codes, ident, moment, text, version

_REASONS = ("no_capacity", "language", "municipality", "topic", "conflict_of_interest", "other")


class Offer(Schema):
    """Somebody asks for help; will you take them on?"""

    offer_id = ident()
    request_id = ident()
    organisation = text("Who was asked.", required=True, metadata={"example": "bruecke"})
    status = text("open, accepted, confirmed, declined, withdrawn or lapsed.", required=True)
    topics = codes(["housing", "language"])
    language = fields.String(required=True, metadata=LANGUAGE)
    language_mode = text("How to talk: written, spoken or sign.", required=True)
    municipality = text("Where the person lives.", required=True, metadata={"example": "eschweiler"})
    track = text("Short advice or long accompaniment.", required=True, limits=validate.OneOf(TRACKS))
    urgency = text("How urgent it is.", required=True, limits=validate.OneOf(URGENCIES))
    offered_at = moment()
    expires_at = moment()
    decided_at = moment(allow_none=True)
    reason = text("Why it was declined, as a code.", required=True, allow_none=True)
    case_id = ident(allow_none=True)
    version = version()


class Offers(Schema):
    """One page of offers; `Link: …; rel="next"` where there are more."""

    items = fields.List(fields.Nested(Offer), required=True)


class Decline(Schema):
    """Why not."""

    reason = text("A code.", required=True, limits=validate.OneOf(_REASONS))


class OfferDeclined(Schema):
    """The offer after it was declined."""

    offer_id = ident()
    version = version()


class OfferAccepted(OfferDeclined):
    """The offer after it was accepted. The person comes into the case once the desk's side has confirmed."""

    case_id = ident()
