"""What comes in about releases and referrals."""

from __future__ import annotations

from typing import Any

from marshmallow import validates_schema

from services.cases.model import referrals
from services.cases.model.directory import WAITING_DAYS_MAX
from services.cases.schemas.cases import OneCase
from services.cases.schemas.codes import Coded
from services.chassis.fields import Code, Codes, Day, Flag, Identifier, Number, Text, fault_at

# Who is none of the programme's kinds has to be named, or nobody knows whom the client has meant.
_UNNAMED = "other"


class GrantRelease(Coded):
    """What the client of a case allows: to whom, which data, what for, until when; in which language it was said."""

    case_id = Identifier(required=True)
    recipient = Code("recipient", required=True)
    recipient_name = Text(max=200, load_default=None, allow_none=True)
    data = Codes("release_data", max=20, required=True)
    purpose = Code("release_purpose", required=True)
    valid_until = Day(required=True)
    language = Code("language", load_default=None, allow_none=True)
    interpreter_present = Flag(load_default=False)

    @validates_schema(skip_on_field_errors=False)
    def _named(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("recipient") == _UNNAMED and not data.get("recipient_name"):
            raise fault_at("recipient_name", "required")


class OneRelease(OneCase):
    """A release of a case."""

    release_id = Identifier(required=True)


class WithdrawRelease(OneRelease):
    """A release of a case, as it was seen."""

    version = Number(1, 2**31 - 1, required=True)


class MakeReferral(Coded):
    """Whom a client is referred to, for which topic: an entry of the directory, or somebody by their name."""

    case_id = Identifier(required=True)
    topic = Code("topic", required=True)
    service_id = Identifier(load_default=None, allow_none=True)
    outside_name = Text(max=200, load_default=None, allow_none=True)
    release_id = Identifier(load_default=None, allow_none=True)
    ask_again_on = Day(load_default=None, allow_none=True)

    @validates_schema
    def _one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        if data["service_id"] is None and data["outside_name"] is None:
            raise fault_at("service_id", "required")
        if data["service_id"] is not None and data["outside_name"] is not None:
            raise fault_at("outside_name", "one_of_both")


class SeenReferral(OneCase):
    """A referral of a case, as it was seen."""

    referral_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)


class AnswerReferral(SeenReferral):
    """A referral of a case, and what was answered; how long one waits there, and when to ask again, if that is so."""

    answer = Code("answer", among=referrals.ANSWERS, required=True)
    ask_again_on = Day(load_default=None, allow_none=True)
    waiting_days = Number(0, WAITING_DAYS_MAX, load_default=None, allow_none=True)


class EndReferral(SeenReferral):
    """A referral of a case, and why nothing more comes of it."""

    reason = Code("reason", among=referrals.END_REASONS, required=True)
