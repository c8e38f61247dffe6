"""What notifications reads of that which staff are told of: only the fields it uses."""

from __future__ import annotations

from marshmallow import Schema

from services.chassis.fields import Text


class RequestOffered(Schema):
    request_id = Text(max=64, required=True)
    offer_id = Text(max=64, required=True)
    to = Text(max=64, required=True)


class RequestOverdue(Schema):
    request_id = Text(max=64, required=True)
    limit = Text(max=40, required=True)


class CaseAssigned(Schema):
    case_id = Text(max=64, required=True)
    organisation = Text(max=64, required=True)
    counsellor_id = Text(max=64, required=True)


class DocumentExpiring(Schema):
    case_id = Text(max=64, required=True)
    organisation = Text(max=64, required=True)
    counsellor_id = Text(max=64, load_default=None, allow_none=True)


class LetterArrived(DocumentExpiring):
    """The same of the case a letter was written to, and which letter it is."""

    letter_id = Text(max=64, required=True)


class OfferEnded(Schema):
    """However an offer has ended."""

    offer_id = Text(max=64, required=True)
    request_id = Text(max=64, required=True)


class RequestSeenTo(Schema):
    request_id = Text(max=64, required=True)


class CaseClosed(Schema):
    case_id = Text(max=64, required=True)


class LetterRead(Schema):
    letter_id = Text(max=64, required=True)
    case_id = Text(max=64, required=True)
