"""Who stands close to which case, who stands in for whom, and who has looked at whom."""

from __future__ import annotations

from typing import Any

from services.cases.commands import caseloads as caseload_commands
from services.cases.commands import circles as circle_commands
from services.cases.commands import standings as standing_commands
from services.cases.queries import caseloads as caseload_queries
from services.cases.queries import circles as circle_queries
from services.cases.queries import looks as look_queries
from services.cases.queries import standings as standing_queries
from services.cases.schemas import standings as of_standings
from services.cases.service.parts import Part
from services.chassis.extensions import Provided, answers
from services.chassis.identity import Actor

Answer = dict[str, Any]


class Standings(Part):
    """Who stands close to which case, who stands in for whom, and who has looked at whom."""

    urgent_days: int = Provided(lambda parts: parts.programme.deadlines["urgent_clarification_days"])

    @answers(of_standings.ListDeputies)
    def deputies(self, who: Actor, request: Answer) -> Answer:
        return standing_queries.deputies(self.store, who, **request)

    @answers(of_standings.NameDeputy, command=True)
    def name_deputy(self, who: Actor, request: Answer) -> Answer:
        return standing_commands.name_deputy(self.store, who, self.clock, **request)

    @answers(of_standings.EndDeputyship, command=True)
    def end_deputyship(self, who: Actor, request: Answer) -> Answer:
        return standing_commands.end_deputyship(self.store, who, self.clock, **request)

    @answers(of_standings.ListTeams)
    def teams(self, who: Actor, request: Answer) -> Answer:
        return standing_queries.teams(self.store, who)

    @answers(of_standings.FoundTeam, command=True)
    def found_team(self, who: Actor, request: Answer) -> Answer:
        return standing_commands.found_team(self.store, who, self.clock, **request)

    @answers(of_standings.ChangeTeam, command=True)
    def change_team(self, who: Actor, request: Answer) -> Answer:
        return standing_commands.change_team(self.store, who, self.clock, **request)

    @answers(of_standings.DissolveTeam, command=True)
    def dissolve_team(self, who: Actor, request: Answer) -> Answer:
        return standing_commands.dissolve_team(self.store, who, self.clock, **request)

    @answers(of_standings.CircleOfCase)
    def circle(self, who: Actor, request: Answer) -> Answer:
        return circle_queries.circle(self.store, who, self.clock, **request)

    @answers(of_standings.LockCase, command=True)
    def lock_case(self, who: Actor, request: Answer) -> Answer:
        return circle_commands.lock_case(self.store, who, self.clock, **request)

    @answers(of_standings.LockCase, command=True)
    def unlock_case(self, who: Actor, request: Answer) -> Answer:
        return circle_commands.unlock_case(self.store, who, self.clock, **request)

    @answers(of_standings.BreakGlass, command=True)
    def break_glass(self, who: Actor, request: Answer) -> Answer:
        return circle_commands.break_glass(self.store, who, self.clock, **request)

    @answers(of_standings.HandOverCaseload, command=True)
    def hand_over_caseload(self, who: Actor, request: Answer) -> Answer:
        return caseload_commands.hand_over_caseload(self.store, who, self.clock, **request)

    @answers(of_standings.CaseFigures)
    def case_figures(self, who: Actor, request: Answer) -> Answer:
        return caseload_queries.case_figures(self.store, who, self.clock, self.urgent_days)

    @answers(of_standings.AccessLogOfCase)
    def access_log_of_case(self, who: Actor, request: Answer) -> Answer:
        return look_queries.access_log_of_case(self.store, who, self.clock, **request)

    @answers(of_standings.AccessLog)
    def access_log(self, who: Actor, request: Answer) -> Answer:
        return look_queries.access_log(self.store, who, self.clock, **request)
