"""Times that clients choose from, and what they do with their appointments themselves."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import Provided, answers, every
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.scheduling.commands import answering
from services.scheduling.commands import choices as choice_commands
from services.scheduling.model.choices import ClientLimits
from services.scheduling.queries import choices as choice_queries
from services.scheduling.schemas import choices as of_choices
from services.scheduling.service.parts import Part

Answer = dict[str, Any]


class Choosing(Part):
    """Times that clients choose from, and what they do with their appointments themselves."""

    client_limits: ClientLimits = Provided(lambda parts: ClientLimits.of(parts.programme.appointments))
    pass_keys: SealKeys = Provided(lambda parts: parts.seal_keys)

    @answers(of_choices.OfferTimes, command=True)
    def offer_times(self, who: Actor, request: Answer) -> Answer:
        return choice_commands.offer_times(self.store, who, self.clock, self.calendar, self.client_limits, request)

    @answers(of_choices.WithdrawChoice, command=True)
    def withdraw_choice(self, who: Actor, request: Answer) -> Answer:
        return choice_commands.withdraw_choice(self.store, who, self.clock, **request)

    @answers(of_choices.Choices)
    def choices(self, who: Actor, request: Answer) -> Answer:
        return choice_queries.choices(self.store, who, self.clock, **request)

    @answers(of_choices.OfClient)
    def client_choices(self, who: Actor, request: Answer) -> Answer:
        return choice_queries.client_choices(self.store, who, self.clock, self.client_limits, self.pass_keys, **request)

    @answers(of_choices.ClientSlots)
    def client_slots(self, who: Actor, request: Answer) -> Answer:
        return choice_queries.client_slots(
            self.store, who, self.clock, self.calendar, self.client_limits, self.pass_keys, **request
        )

    @answers(of_choices.ChooseTime, command=True)
    def choose_time(self, who: Actor, request: Answer) -> Answer:
        return answering.choose_time(self.store, who, self.clock, self.pass_keys, **request)

    @answers(of_choices.DeclineChoice, command=True)
    def decline_choice(self, who: Actor, request: Answer) -> Answer:
        return answering.decline_choice(self.store, who, self.clock, self.pass_keys, **request)

    @answers(of_choices.ClientMoves, command=True)
    def client_moves(self, who: Actor, request: Answer) -> Answer:
        return answering.client_moves(
            self.store, who, self.clock, self.calendar, self.client_limits, self.pass_keys, **request
        )

    @answers(of_choices.ClientCancels, command=True)
    def client_cancels(self, who: Actor, request: Answer) -> Answer:
        return answering.client_cancels(self.store, who, self.clock, self.client_limits, self.pass_keys, **request)

    @every(seconds=60)
    def lapse_choices(self) -> None:
        answering.lapse_choices(self.store, Actor.system(), self.clock)
