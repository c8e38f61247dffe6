"""What is asked about people, and who lives with them: name → how it is read, and who answers."""

from __future__ import annotations

from typing import Any

from services.cases.commands import households as households_commands
from services.cases.commands import people as people_commands
from services.cases.queries import people as people_queries
from services.cases.queries import people_search
from services.cases.schemas import people as of_people

ASKED: dict[str, tuple[Any, Any]] = {}
DONE: dict[str, tuple[Any, Any]] = {
    "person": (of_people.OnePerson, people_queries.person),
    "find_people": (of_people.FindPeople, people_search.find_people),
    "correct_person": (of_people.CorrectPerson, people_commands.correct_person),
    "join_household": (of_people.JoinHousehold, households_commands.join_household),
    "leave_household": (of_people.LeaveHousehold, households_commands.leave_household),
}
