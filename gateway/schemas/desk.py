"""Requests as the desk sees them: triage, offers, suggestions."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.letters_in import MailOfRequest
from gateway.schemas.people import Person
from gateway.schemas.requests import AppointmentOfRequest
from gateway.schemas.wording import LANGUAGE, REFERENCE, codes, ident, moment, text, version

TRACKS = ("orientation", "case_management")
URGENCIES = ("low", "normal", "high")
_CRITERIA = ("complex_need", "several_actors", "regular_way_failed", "own_resources_lacking", "client_wants")


class RequestOffer(Schema):
    """One organisation that was asked whether it takes the request."""

    offer_id = ident()
    to = text("The organisation.", required=True, metadata={"example": "bruecke"})
    status = text("open, confirmed, declined, withdrawn or lapsed.", required=True)
    offered_at = moment()
    expires_at = moment()
    decided_at = moment(allow_none=True)
    reason = text("Why it was declined, as a code.", required=True, allow_none=True)
    case_id = ident(allow_none=True)


class DeskRequest(Schema):
    """A request in the list: no name."""

    request_id = ident()
    reference = fields.String(required=True, metadata=REFERENCE)
    status = text("A code.", required=True, metadata={"example": "received"})
    channel = text("How it reached us.", required=True, metadata={"example": "web"})
    language = fields.String(required=True, metadata=LANGUAGE)
    language_mode = text("How to talk: written, spoken or sign.", required=True)
    topics = codes(["housing", "language"])
    municipality = text(
        "Where the person lives; unknown until the desk has found out.",
        required=True,
        metadata={"example": "eschweiler"},
    )
    track = text("Once triaged.", required=True, allow_none=True, limits=validate.OneOf(TRACKS))
    urgency = text("Once triaged.", required=True, allow_none=True, limits=validate.OneOf(URGENCIES))
    received_at = moment()
    changed_at = moment()
    seen_at = moment("When somebody of the desk last opened it.", allow_none=True)
    receipt = text("What became of the message that confirms it: none, queued, sent or failed.", required=True)
    helper = text("The organisation that took it.", required=True, allow_none=True)
    offers = fields.List(fields.Nested(RequestOffer), required=True)
    version = version()


class DeskRequestListed(DeskRequest):
    """A request in the list: no name."""

    overdue = fields.Boolean(
        required=True, metadata={"description": "Whether nobody has looked at it for longer than agreed."}
    )
    unread = fields.Integer(required=True, metadata={"description": "Letters about it that nobody has read."})


class DeskRequests(Schema):
    """One page of requests, oldest first; `Link: …; rel="next"` where there are more."""

    items = fields.List(fields.Nested(DeskRequestListed), required=True)


class OfferMade(RequestOffer):
    """An offer in the desk's list, with the request it was made of."""

    request_id = ident()
    reference = fields.String(required=True, metadata=REFERENCE)
    request_status = text("Where the request stands, as a code.", required=True, metadata={"example": "offered"})


class OffersMade(Schema):
    """One page of the offers the desk has made, the newest first; `Link: …; rel="next"` where there are more."""

    items = fields.List(fields.Nested(OfferMade), required=True)


class DeskRequestInFull(DeskRequest, MailOfRequest):
    """A request with its person, as long as the request is ours. Looking at it is written down."""

    person = fields.Nested(Person, required=True, allow_none=True)
    preferred_place = text("Where the person would like to come to.", required=True, allow_none=True)
    criteria = fields.List(fields.String(), required=True, metadata={"example": ["complex_need", "client_wants"]})
    summary = text("What was answered.", required=True, allow_none=True)
    notice_version = text("The data notice that was accepted.", required=True)
    notice_language = fields.String(required=True, metadata=LANGUAGE)
    consent_at = moment()
    consent_way = text("agreed, or notice_sent to who wrote a mail.", required=True, metadata={"example": "agreed"})
    language_guessed = fields.Boolean(
        required=True, metadata={"description": "Whether nobody said it: it is the one they wrote in."}
    )
    appointments = fields.List(fields.Nested(AppointmentOfRequest), required=True)
    may = codes(["triage", "answer"])


class Triage(Schema):
    """What the desk found out. `case_management` needs the criterion `client_wants`."""

    track = text("Short advice or long accompaniment.", required=True, limits=validate.OneOf(TRACKS))
    criteria = fields.List(fields.String(validate=validate.OneOf(_CRITERIA)), required=True)
    urgency = text("How urgent it is.", required=True, limits=validate.OneOf(URGENCIES))
    topics = codes(["housing", "language"], required=False)
    municipality = text("Where the person lives, if it was not known.", metadata={"example": "eschweiler"})
    language = fields.String(metadata=LANGUAGE)


class OfferTo(Schema):
    """Whom to ask."""

    to = text("The organisation.", required=True, metadata={"example": "bruecke"})


class Answer(Schema):
    """What the desk answered by itself."""

    summary = text("In a sentence or two; kept with the person, and forgotten with them.", required=True)


class RequestChanged(Schema):
    """The request after the change."""

    request_id = ident()
    version = version()


class RequestOffered(RequestChanged):
    """The offer that was made; the version is the request's."""

    offer_id = ident()
    expires_at = moment()


class SuggestionReason(Schema):
    """Something that speaks for or against an organisation."""

    code = text("A code.", required=True, metadata={"example": "speaks_language"})
    params = fields.Dict(keys=fields.String(), required=True, metadata={"example": {"language": "ka", "count": 2}})


class SuggestedCounsellor(Schema):
    """One counsellor of a suggested organisation, without a name."""

    counsellor_ref = text("A pseudonym.", required=True)
    languages = codes(["de", "ka"])
    municipalities = codes(["wuerselen"])
    topics = codes(["housing"])
    capacity = fields.Integer(required=True)
    free = fields.Integer(required=True)
    reasons = codes(["speaks_language"])


class Suggestion(Schema):
    """One organisation: does it fit, and why."""

    organisation = text("Its code.", required=True, metadata={"example": "bruecke"})
    fits = fields.Boolean(required=True)
    free = fields.Integer(required=True, metadata={"description": "Free places of all its counsellors."})
    reasons = fields.List(fields.Nested(SuggestionReason), required=True)
    counsellors = fields.List(fields.Nested(SuggestedCounsellor), required=True)


class Suggestions(Schema):
    """Every organisation of the programme, best first. A person decides."""

    items = fields.List(fields.Nested(Suggestion), required=True)
