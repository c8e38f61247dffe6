"""Times that are offered to clients, and what they do about them."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validates_schema

from services.chassis.fields import Asked, Code, Fault, Flag, Identifier, Moment, Nested, Number, Text, fault_at
from services.chassis.passes import PASS_MAX
from services.chassis.programme import Programme
from services.scheduling.model import appointments, choices
from services.scheduling.schemas.times import VERSIONS, Days, Minutes, OfProgramme, Start


class TimeToOffer(Asked):
    """One of the times: with whoever has the case unless another counsellor is named."""

    counsellor_id = Identifier(load_default=None, allow_none=True)
    place = Code("place", required=True)
    starts_at = Start(required=True)
    minutes = Minutes(required=True)
    mode = Code("mode", among=appointments.MODES, load_default=appointments.IN_PERSON)
    room = Text(max=64, load_default=None, allow_none=True)


class Rule(Asked, Days):
    """Among which free times so many are looked for."""

    counsellor_id = Identifier(load_default=None, allow_none=True)
    place = Code("place", load_default=None, allow_none=True)
    mode = Code("mode", among=appointments.MODES, load_default=appointments.IN_PERSON)
    minutes = Minutes(load_default=60)
    number = Number(1, choices.MOST, load_default=3)


class OfferTimes(OfProgramme):
    """Staff let a client choose (`POST /choices`): among times they name, or among free times that a rule finds."""

    case_id = Identifier(required=True)
    slots = fields.List(Nested(TimeToOffer), load_default=list, error_messages={"invalid": Fault("wrong_type")})
    rule = Nested(Rule, load_default=None, allow_none=True)
    until = Moment(load_default=None, allow_none=True)
    appointment_id = Identifier(load_default=None, allow_none=True)
    with_interpreter = Flag(load_default=False)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(programme, **options)
        for named in (self.fields["slots"].inner.schema, self.fields["rule"].schema):  # type: ignore[attr-defined]
            named.fields["place"].among = programme.places

    @validates_schema(skip_on_field_errors=False)
    def _one_way(self, data: dict[str, Any], **_: Any) -> None:
        if bool(data.get("slots")) == bool(data.get("rule")):
            raise fault_at("slots", "slots_or_rule")


class WithdrawChoice(Asked):
    """Staff take back what nobody has chosen yet."""

    choice_id = Identifier(required=True)
    version = Number(0, VERSIONS, required=True)


class Choices(Asked):
    """Staff look at what was offered in a case."""

    case_id = Identifier(required=True)


class OfClient(Asked):
    """A client looks at what they can choose from, and at their appointments: whoever has the pass of their request."""

    pass_ = Text(max=PASS_MAX, data_key="pass", required=True)


class ChooseTime(OfClient):
    """A client takes one of the times, by its number."""

    choice_id = Identifier(required=True)
    slot = Number(0, choices.MOST - 1, required=True)


class DeclineChoice(OfClient):
    """None of the times suits a client."""

    choice_id = Identifier(required=True)
    reason = Code("reason", among=choices.DECLINE_REASONS, load_default=None, allow_none=True)


class ClientSlots(OfClient):
    """A client looks for where they could move an appointment."""

    appointment_id = Identifier(required=True)


class ClientMoves(ClientSlots):
    """A client moves their appointment."""

    starts_at = Start(required=True)


class ClientCancels(ClientSlots):
    """A client cancels their appointment."""

    reason = Code("reason", among=appointments.REASONS, load_default="other")
