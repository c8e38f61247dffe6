"""What the scheduling reads of what others say: only the fields it uses."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema

from services.chassis.fields import (
    Code,
    Codes,
    Flag,
    Identifier,
    Moment,
)


class Heard(Schema):
    """The base of what is read in an event: what we do not need is passed over."""

    class Meta:
        unknown = EXCLUDE


class CaseOpened(Heard):
    """What the cases say of a case that begins."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    language = Code("language", required=True)
    opened_at = Moment(required=True)
    request_id = Identifier(load_default=None, allow_none=True)


class CaseClosed(Heard):
    """What the cases say of a case that has ended."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    closed_at = Moment(required=True)


class CaseAssigned(Heard):
    """What the cases say of a case that another counsellor has."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    counsellor_id = Identifier(required=True)
    previous_id = Identifier(required=True)
    assigned_at = Moment(required=True)


class CaseLocked(Heard):
    """What the cases say of a case that exists no longer for somebody, and of who has it."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    counsellor_id = Identifier(required=True)
    account_id = Identifier(required=True)
    locked_at = Moment(required=True)


class CaseUnlocked(Heard):
    """What the cases say of a case that exists again for somebody."""

    case_id = Identifier(required=True)
    account_id = Identifier(required=True)
    unlocked_at = Moment(required=True)


class CaseReopened(Heard):
    """What the cases say of a closed case that goes on."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    reopened_at = Moment(required=True)


class PersonCorrected(Heard):
    """What the cases say of a case whose person is spoken with in another language."""

    case_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    language = Code("language", required=True)
    corrected_at = Moment(required=True)


class CounsellorEngaged(Heard):
    """What the cases say of a counsellor."""

    counsellor_id = Identifier(required=True)
    organisation = Code("organisation", required=True)
    languages = Codes("language", max=100, required=True)
    active = Flag(required=True)
    engaged_at = Moment(required=True)


class CaseErased(Heard):
    """What the cases say of a case that is forgotten."""

    case_id = Identifier(required=True)
    erasure_id = Identifier(required=True)
