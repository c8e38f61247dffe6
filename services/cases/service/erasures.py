"""Forgetting people, keeping them on hold, and what is due by retention."""

from __future__ import annotations

from typing import Any

from services.cases import reactions
from services.cases.commands import erasures as erasure_commands
from services.cases.commands import holds as hold_commands
from services.cases.queries import erasures as erasure_queries
from services.cases.schemas import erasures as of_erasures
from services.cases.schemas import heard
from services.cases.schemas import people as of_people
from services.cases.service.parts import Part
from services.chassis.extensions import answers, every, hears, works_off
from services.chassis.handler import Message
from services.chassis.identity import Actor

Answer = dict[str, Any]


class Erasures(Part):
    """Forgetting people, keeping them on hold, and what is due by retention."""

    @answers(of_people.OnePerson)
    def traces(self, who: Actor, request: Answer) -> Answer:
        return erasure_queries.traces(self.store, who, self.clock, **request)

    @answers(of_erasures.ListErasures)
    def erasures(self, who: Actor, request: Answer) -> Answer:
        return erasure_queries.erasures(self.store, who, **request)

    @answers(of_erasures.OneErasure)
    def erasure(self, who: Actor, request: Answer) -> Answer:
        return erasure_queries.erasure(self.store, who, self.clock, **request)

    @answers(of_erasures.DryRun)
    def retention(self, who: Actor, request: Answer) -> Answer:
        return erasure_queries.retention(self.store, who)

    @answers(of_erasures.ProposeErasure, command=True)
    def propose_erasure(self, who: Actor, request: Answer) -> Answer:
        return erasure_commands.propose_erasure(self.store, who, self.clock, **request)

    @answers(of_erasures.SeenErasure, command=True)
    def confirm_erasure(self, who: Actor, request: Answer) -> Answer:
        return erasure_commands.confirm_erasure(self.store, who, self.clock, **request)

    @answers(of_erasures.SeenErasure, command=True)
    def reject_erasure(self, who: Actor, request: Answer) -> Answer:
        return erasure_commands.reject_erasure(self.store, who, self.clock, **request)

    @answers(of_erasures.PlaceHold, command=True)
    def place_hold(self, who: Actor, request: Answer) -> Answer:
        return hold_commands.place_hold(self.store, who, self.clock, **request)

    @answers(of_erasures.SeenHold, command=True)
    def release_hold(self, who: Actor, request: Answer) -> Answer:
        return hold_commands.release_hold(self.store, who, self.clock, **request)

    @hears("intake.events", "case.forgotten.v1", heard.CaseForgotten)
    def on_forgotten_by_intake(self, message: Message) -> None:
        reactions.on_forgotten_by_intake(self.store, self.clock, message)

    @hears("scheduling.events", "case.forgotten.v1", heard.CaseForgotten)
    def on_forgotten_by_scheduling(self, message: Message) -> None:
        reactions.on_forgotten_by_scheduling(self.store, self.clock, message)

    @hears("notifications.events", "case.forgotten.v1", heard.CaseForgotten)
    def on_forgotten_by_notifications(self, message: Message) -> None:
        reactions.on_forgotten_by_notifications(self.store, self.clock, message)

    @hears("reporting.events", "case.forgotten.v1", heard.CaseForgotten)
    def on_forgotten_by_reporting(self, message: Message) -> None:
        reactions.on_forgotten_by_reporting(self.store, self.clock, message)

    @works_off("erasures")
    def carry_out_erasures(self) -> bool:
        return erasure_commands.carry_out_erasures(self.store, Actor.system(), self.clock)

    @every(seconds=3600)
    def propose_retention(self) -> None:
        erasure_commands.propose_retention(self.store, Actor.system(), self.clock, self.hosted)
