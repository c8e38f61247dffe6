"""What the cases read of what the intake says: only the fields they use."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields

from services.chassis.fields import Flag, Identifier, Moment, Number, Text


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


class LetterReceived(Schema):
    """Somebody has written by mail, about a request that has become a case, or about a case."""

    about = Text(max=64, required=True)
    to = Text(max=64, load_default=None, allow_none=True)
    letter_id = Text(max=36, required=True)
    sealed = Text(max=400_000, required=True)


class SealedLetter(Schema):
    """What is in the seal of a letter."""

    class Meta:
        unknown = EXCLUDE

    sender = Text(max=254, required=True)
    subject = Text(max=200, load_default=None, allow_none=True)
    text = Text(max=20_000, lines=True, load_default=None, allow_none=True)
    left_out = fields.Integer(load_default=0)
    received_at = Moment(required=True)


class AttachmentPassedOn(Schema):
    """A piece of a file that came with a mail."""

    about = Text(max=64, required=True)
    to = Text(max=64, load_default=None, allow_none=True)
    attachment_id = Text(max=36, required=True)
    part = Number(1, 1000, required=True)
    parts = Number(1, 1000, required=True)
    sealed = Text(max=1_000_000, required=True)


class MessageTold(Schema):
    """What became of a message to somebody: its id, to whom, and codes."""

    message_id = Identifier(required=True)
    about = Text(max=64, required=True)
    kind = Text(max=40, required=True)
    channel = Text(max=10, required=True)


class MessageSent(MessageTold):
    happened_at = Moment(required=True, data_key="sent_at")


class MessageDelivered(MessageTold):
    happened_at = Moment(required=True, data_key="delivered_at")


class MessageBounced(MessageTold):
    reason = Text(max=64, required=True)
    happened_at = Moment(required=True, data_key="bounced_at")


class MessageFailed(MessageTold):
    reason = Text(max=64, required=True)
    happened_at = Moment(required=True, data_key="failed_at")


class Handover(Schema):
    """What is in the seal of a hand-over: the person, and what comes with them."""

    class Meta:
        unknown = EXCLUDE

    name = Text(max=200, required=True)
    email = Text(max=254, load_default=None, allow_none=True)
    phone = Text(max=40, load_default=None, allow_none=True)
    sms_allowed = Flag(load_default=None, allow_none=True)
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


class CaseForgotten(Schema):
    """A service has forgotten a case."""

    case_id = Text(max=36, required=True)
    erasure_id = Text(max=36, required=True)
