"""Short advice, without a name."""

from __future__ import annotations

from typing import Any

from services.cases.commands import advice as advice_commands
from services.cases.queries import advice as advice_queries
from services.cases.schemas import advice as of_advice
from services.cases.service.parts import Part
from services.chassis.extensions import answers
from services.chassis.identity import Actor

Answer = dict[str, Any]


class ShortAdvice(Part):
    """Short advice, without a name."""

    @answers(of_advice.ListAdvice)
    def advice(self, who: Actor, request: Answer) -> Answer:
        return advice_queries.advice(self.store, who, self.clock, **request)

    @answers(of_advice.GiveAdvice, command=True)
    def give_advice(self, who: Actor, request: Answer) -> Answer:
        return advice_commands.give_advice(self.store, who, self.clock, **request)

    @answers(of_advice.WithdrawAdvice, command=True)
    def withdraw_advice(self, who: Actor, request: Answer) -> Answer:
        return advice_commands.withdraw_advice(self.store, who, self.clock, **request)
