"""People, who lives with whom, and looking for somebody."""

from __future__ import annotations

from typing import Any

from services.cases.commands import households as household_commands
from services.cases.commands import people as people_commands
from services.cases.queries import people as people_queries
from services.cases.queries import people_search
from services.cases.schemas import people as of_people
from services.cases.service.parts import Part
from services.chassis.extensions import answers, every
from services.chassis.identity import Actor

Answer = dict[str, Any]


class People(Part):
    """People, who lives with whom, and looking for somebody."""

    @answers(of_people.OnePerson)
    def person(self, who: Actor, request: Answer) -> Answer:
        return people_queries.person(self.store, who, self.clock, **request)

    @answers(of_people.FindPeople)
    def find_people(self, who: Actor, request: Answer) -> Answer:
        return people_search.find_people(self.store, who, self.clock, **request)

    @answers(of_people.CorrectPerson, command=True)
    def correct_person(self, who: Actor, request: Answer) -> Answer:
        return people_commands.correct_person(self.store, who, self.clock, **request)

    @answers(of_people.JoinHousehold, command=True)
    def join_household(self, who: Actor, request: Answer) -> Answer:
        return household_commands.join_household(self.store, who, self.clock, **request)

    @answers(of_people.LeaveHousehold, command=True)
    def leave_household(self, who: Actor, request: Answer) -> Answer:
        return household_commands.leave_household(self.store, who, self.clock, **request)

    @every(seconds=60)
    def make_tokens_again(self) -> None:
        people_commands.make_tokens_again(self.store, Actor.system())
