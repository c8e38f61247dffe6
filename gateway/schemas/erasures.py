"""The shapes of erasures, legal holds and retention."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import REFERENCE, codes, day, ident, moment, text, version

_REASON = "Why: no_longer_needed, consent_withdrawn, objection, unlawful, legal_obligation (GDPR article 17(1))."


class ProposeErasure(Schema):
    """On which ground somebody is to be forgotten."""

    reason = text(_REASON, required=True, metadata={"example": "consent_withdrawn"})


class ErasureDecided(Schema):
    """The erasure as it now stands."""

    erasure_id = ident()
    status = text("proposed, confirmed, carried_out, complete or rejected.", required=True)
    version = version()


class Kept(Schema):
    """How much of a kind there is."""

    kind = text("What it is: case, consultation, document and others.", required=True)
    number = fields.Integer(required=True)


class CaseInErasure(Schema):
    """A case by its reference, without anybody's name."""

    case_id = ident()
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)
    closed_at = moment(allow_none=True)
    due_on = day("Since when its time is over; empty where that is not why.", required=True, allow_none=True)


class WaitingFor(Schema):
    """A service that is still to confirm."""

    service = text("Which.", required=True)


class WaitingForCases(WaitingFor):
    """A service that is still to confirm, and for how many cases."""

    cases = fields.Integer(required=True)


class ErasureLine(Schema):
    """An erasure, who has said yes, and who is still to confirm that it has forgotten."""

    erasure_id = ident()
    person_id = ident(allow_none=True)
    reason = text("The ground, or retention.", required=True)
    status = text("proposed, confirmed, carried_out, complete or rejected.", required=True)
    cases = fields.Integer(required=True)
    about = fields.List(fields.Nested(CaseInErasure), required=True)
    proposed_at = moment()
    first_by = text("Who was the first to say yes.", required=True, allow_none=True)
    second_by = text("Who was the second.", required=True, allow_none=True)
    second_at = moment(allow_none=True)
    rejected_by = text("Who rejected it.", required=True, allow_none=True)
    carried_out_at = moment(allow_none=True)
    completed_at = moment(allow_none=True)
    waiting_for = fields.List(fields.Nested(WaitingForCases), required=True)
    may = codes(["confirm", "reject"])
    version = version()


class Erasures(Schema):
    """One page of erasures, the newest first."""

    items = fields.List(fields.Nested(ErasureLine), required=True)


class Erasure(ErasureLine):
    """An erasure, and what would be gone."""

    kept = fields.List(fields.Nested(Kept), required=True)


class RequestErasureDecided(Schema):
    """The erasure of a request as it now stands."""

    request_id = ident()
    status = text("proposed, carried_out or rejected.", required=True)
    version = version()


class RequestErasure(Schema):
    """That somebody who has asked and has no case is to be forgotten; accounts are told by their ids."""

    request_id = ident()
    reference = fields.String(required=True, metadata=REFERENCE)
    reason = text(_REASON, required=True)
    status = text("proposed, carried_out, complete or rejected.", required=True)
    first_by = text("Who has proposed it.", required=True)
    proposed_at = moment()
    decided_by = text("Who has confirmed or rejected it.", required=True, allow_none=True)
    decided_at = moment(allow_none=True)
    waiting_for = fields.List(fields.Nested(WaitingFor), required=True)
    may = codes(["confirm", "reject"])
    version = version()


class RequestErasures(Schema):
    """One page of erasures of requests, the oldest first."""

    items = fields.List(fields.Nested(RequestErasure), required=True)


class PlaceHold(Schema):
    """Why somebody must not be forgotten, and until when."""

    reason = text("In words, for the data protection officer alone.", required=True)
    until = day("The last day.", required=True)


class HoldPlaced(Schema):
    """The hold as it now stands."""

    hold_id = ident()
    person_id = ident()
    version = version()


class Hold(Schema):
    """A hold in force."""

    hold_id = ident()
    reason = text("Why; empty for whoever need not know.", required=True, allow_none=True)
    until = day("The last day.", required=True)
    placed_at = moment()
    version = version()


class CaseOfTraces(Schema):
    """A case of the person."""

    case_id = ident()
    reference = fields.String(required=True, allow_none=True, metadata=REFERENCE)
    status = text("open, closed, provisional or dropped.", required=True)
    phase = text("Where it stands.", required=True)


class Traces(Schema):
    """How much there is of a person, counted; the hold on them; what is proposed."""

    person_id = ident()
    cases = fields.List(fields.Nested(CaseOfTraces), required=True)
    kept = fields.List(fields.Nested(Kept), required=True)
    hold = fields.Nested(Hold, required=True, allow_none=True)
    erasure_id = ident(allow_none=True)
    may_hold = fields.Boolean(required=True)
    version = version()


class Retention(Schema):
    """Which cases' time is over, and after how many years that is."""

    years = fields.Integer(required=True)
    items = fields.List(fields.Nested(CaseInErasure), required=True)
