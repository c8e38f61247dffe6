"""Who waits for a time in the demo: some since long, some urgently, each for what they could come to."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from deploy.demo import finding
from deploy.demo.stage import Stage

# Who has somebody wait, of which of their cases (counted from the latest), since how many days, and for what.
_WAITING: tuple[tuple[str, int, int, dict[str, Any]], ...] = (
    ("selim", 3, 9, {"minutes": 60}),
    ("selim", 4, 5, {"minutes": 30, "mode": "phone"}),
    ("vell", 2, 6, {"minutes": 60, "urgent": True}),
    ("brehm", 4, 4, {"minutes": 45, "topic": "housing"}),
    ("counsellor", 5, 3, {"minutes": 60, "with_interpreter": True}),
    ("bruecke", 5, 4, {"minutes": 60}),
    ("hartkopf", 1, 2, {"minutes": 30, "urgent": True}),
)
_AT, _APART = 11 * 60, 15  # minutes since midnight


def people_wait(stage: Stage) -> None:
    """Put on the agenda who is put on the waiting list."""
    for number, (user, place, days, wish) in enumerate(_WAITING, start=1):
        story = f"waiting {number}"
        at = stage.days.working(days, _AT + number * _APART)
        stage.agenda.at(at, story, partial(_wait, stage, story, user, place, wish))


def _wait(stage: Stage, story: str, user: str, place: int, wish: dict[str, Any], _moment: datetime) -> None:
    asking = stage.asking(story)
    cases = finding.open_cases(stage, asking, user)
    asking.ask(stage.actors[user], "scheduling", "join_waiting_list", case_id=cases[place % len(cases)], **wish)
