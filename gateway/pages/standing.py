"""Where somebody stands, topic by topic over time, and what leads on from there: goals with their steps, barriers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from gateway import charts, names
from gateway.pages import staff_frame
from gateway.staff_sentences import gettext

Case = Mapping[str, Any]

HIGHEST = 4
_OVER = frozenset({"reached", "dropped"})


def of_case(case: Case) -> list[dict[str, Any]]:
    """Per topic: its course as a small chart, the distance travelled, goals with their steps, barriers; and by
    themselves, as `over`, those that are reached, dropped or out of the way.

    Topics of the request come first, then those that were assessed or came up later.
    """
    distances = {each["topic"]: each for each in case["distances"]}
    found = [thing["topic"] for thing in (*case["distances"], *case["goals"], *case["barriers"])]
    return [_need(case, topic, distances.get(topic)) for topic in dict.fromkeys((*case["topics"], *found))]


def last_scores(case: Case) -> dict[str, int]:
    """Topic → where the client stood when it was last assessed."""
    return {each["topic"]: each["last"] for each in case["distances"]}


def _need(case: Case, topic: str, distance: Mapping[str, Any] | None) -> dict[str, Any]:
    goals = [goal | {"steps": _steps(case, goal)} for goal in _goals(case, topic)]
    barriers = sorted(
        (barrier for barrier in case["barriers"] if barrier["topic"] == topic), key=lambda barrier: barrier["met_at"]
    )
    reached = [goal for goal in goals if goal["status"] in _OVER]
    return {
        "topic": topic,
        "chart": _course(case, topic) if distance else None,
        "distance": distance,
        "goals": [goal for goal in goals if goal["status"] not in _OVER],
        "barriers": [barrier for barrier in barriers if not barrier["cleared_at"]],
        "over": {"goals": reached, "barriers": [barrier for barrier in barriers if barrier["cleared_at"]]},
        # A goal is wanted for what the person asked for, and for what is hard for them.
        "lacks_goal": not goals and (topic in case["topics"] or (distance is not None and distance["last"] <= 1)),
    }


def _course(case: Case, topic: str) -> Markup:
    points = [
        charts.Point(staff_frame.day(assessment["recorded_at"]), assessment["scores"][topic])
        for assessment in case["assessments"]
        if topic in assessment["scores"]
    ]
    title = gettext("%(topic)s over time, from 0 to 4", topic=names.topic(topic))
    return charts.course(f"course-{topic}", title, points, HIGHEST)


def _goals(case: Case, topic: str) -> list[dict[str, Any]]:
    return sorted((goal for goal in case["goals"] if goal["topic"] == topic), key=lambda goal: goal["due_on"] or "9")


def _steps(case: Case, goal: Mapping[str, Any]) -> list[dict[str, Any]]:
    mine = (step for step in case["steps"] if step["goal_id"] == goal["goal_id"])
    return sorted(mine, key=lambda step: (step["status"] != "open", step["due_on"] or "9"))
