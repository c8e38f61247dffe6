"""Cases and the counsellors who have them."""

from __future__ import annotations

from typing import Any

from services.cases.commands import cases as case_commands
from services.cases.queries import cases as case_queries
from services.cases.queries import counsellors as counsellor_queries
from services.cases.queries import history as history_queries
from services.cases.schemas import cases as of_cases
from services.cases.schemas import history as of_history
from services.cases.service.parts import Part
from services.chassis.extensions import answers
from services.chassis.identity import Actor

Answer = dict[str, Any]


class Cases(Part):
    """Cases and the counsellors who have them."""

    @answers(of_cases.ListCases)
    def cases(self, who: Actor, request: Answer) -> Answer:
        return case_queries.cases(self.store, who, **request)

    @answers(of_cases.OneCase)
    def case(self, who: Actor, request: Answer) -> Answer:
        return case_queries.case(self.store, who, self.clock, **request)

    @answers(of_history.ListHistory)
    def history(self, who: Actor, request: Answer) -> Answer:
        return history_queries.history(self.store, who, self.clock, **request)

    @answers(of_cases.OpenCase, command=True)
    def open_case(self, who: Actor, request: Answer) -> Answer:
        return case_commands.open_case(self.store, who, self.clock, request)

    @answers(of_cases.AssignCase, command=True)
    def assign_case(self, who: Actor, request: Answer) -> Answer:
        return case_commands.assign_case(self.store, who, self.clock, **request)

    @answers(of_cases.EnterPhase, command=True)
    def enter_phase(self, who: Actor, request: Answer) -> Answer:
        return case_commands.enter_phase(self.store, who, self.clock, **request)

    @answers(of_cases.CloseCase, command=True)
    def close_case(self, who: Actor, request: Answer) -> Answer:
        return case_commands.close_case(self.store, who, self.clock, **request)

    @answers(of_cases.SeenCase, command=True)
    def reopen_case(self, who: Actor, request: Answer) -> Answer:
        return case_commands.reopen_case(self.store, who, self.clock, **request)

    @answers(of_cases.ListCounsellors)
    def counsellors(self, who: Actor, request: Answer) -> Answer:
        return counsellor_queries.counsellors(self.store, who, **request)

    @answers(of_cases.NameColleagues)
    def colleagues(self, who: Actor, request: Answer) -> Answer:
        return counsellor_queries.colleagues(self.store, who, **request)
