"""What the cases read of what the intake says: only the fields they use."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields

from services.chassis.fields import Moment, Text


class RequestOffered(Schema):
    request_id = Text(max=36, required=True)
    offer_id = Text(max=36, required=True)
    to = Text(max=64, required=True)
    preview_topics = fields.List(Text(max=64, required=True), required=True)
    preview_language = Text(max=16, required=True)
    preview_language_mode = Text(max=20, required=True)
    preview_municipality = Text(max=64, required=True)
    preview_track = Text(max=20, required=True)
    preview_urgency = Text(max=10, required=True)
    offered_at = Moment(required=True)
    expires_at = Moment(required=True)


class OfferDecided(Schema):
    """What the region made of an offer: confirmed, withdrawn, lapsed."""

    offer_id = Text(max=36, required=True)
    to = Text(max=64, required=True)


class RequestHandedOver(Schema):
    request_id = Text(max=36, required=True)
    offer_id = Text(max=36, required=True)
    to = Text(max=64, required=True)
    sealed = Text(max=60_000, required=True)


class Handover(Schema):
    """What is in the seal of a hand-over: the person, and what comes with them."""

    class Meta:
        unknown = EXCLUDE

    name = Text(max=200, required=True)
    email = Text(max=254, load_default=None, allow_none=True)
    phone = Text(max=40, load_default=None, allow_none=True)
    message = Text(max=4000, lines=True, load_default=None, allow_none=True)
    asked_by = Text(max=200, load_default=None, allow_none=True)
    birth_year = fields.Integer(load_default=None, allow_none=True)
    behalf = fields.Dict(fields.String(), fields.String(), load_default=None, allow_none=True)
    reference = Text(max=9, required=True)
    channel = Text(max=20, required=True)
    language = Text(max=16, required=True)
    language_mode = Text(max=20, required=True)
    notice_version = Text(max=64, required=True)
    notice_language = Text(max=16, required=True)
    consent_at = Moment(required=True)
    received_at = Moment(required=True)
    status_token = Text(max=64, required=True)
