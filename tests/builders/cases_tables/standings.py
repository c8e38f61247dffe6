"""What is asked of deputies, teams, locks, the glass, caseloads and looks: name → how it is read, and who answers."""

from __future__ import annotations

from functools import partial
from typing import Any

from services.cases.commands import caseloads, circles, standings
from services.cases.queries import caseloads as caseload_queries
from services.cases.queries import circles as circle_queries
from services.cases.queries import looks
from services.cases.queries import standings as standing_queries
from services.cases.schemas import standings as of_standings
from tests.builders.people import PROGRAMME

ASKED: dict[str, tuple[Any, Any]] = {
    "deputies": (of_standings.ListDeputies, standing_queries.deputies),
    "teams": (of_standings.ListTeams, standing_queries.teams),
}
DONE: dict[str, tuple[Any, Any]] = {
    "name_deputy": (of_standings.NameDeputy, standings.name_deputy),
    "end_deputyship": (of_standings.EndDeputyship, standings.end_deputyship),
    "found_team": (of_standings.FoundTeam, standings.found_team),
    "change_team": (of_standings.ChangeTeam, standings.change_team),
    "dissolve_team": (of_standings.DissolveTeam, standings.dissolve_team),
    "circle": (of_standings.CircleOfCase, circle_queries.circle),
    "lock_case": (of_standings.LockCase, circles.lock_case),
    "unlock_case": (of_standings.LockCase, circles.unlock_case),
    "break_glass": (of_standings.BreakGlass, circles.break_glass),
    "hand_over_caseload": (of_standings.HandOverCaseload, caseloads.hand_over_caseload),
    "case_figures": (
        of_standings.CaseFigures,
        partial(caseload_queries.case_figures, urgent_days=PROGRAMME.deadlines["urgent_clarification_days"]),
    ),
    "access_log_of_case": (of_standings.AccessLogOfCase, looks.access_log_of_case),
    "access_log": (of_standings.AccessLog, looks.access_log),
}
