"""The forms of what is written down in a case, and what a case is about, topic by topic."""

from __future__ import annotations

from typing import Any

from gateway.pages.typed import Form

FORMS = {
    "hold_consultation": Form(
        "cases",
        texts=("kind", "note"),
        lists=("topics",),
        numbers=("minutes",),
        ticks=("with_interpreter",),
        moments=("held_at",),
        instead={"minutes": "other_minutes"},
        order=("kind", "topics", "minutes", "with_interpreter", "note", "held_at"),
    ),
    "agree_goal": Form("cases", texts=("topic", "words", "due_on")),
    "reach_goal": Form("cases", texts=("goal_id",), numbers=("version",)),
    "drop_goal": Form("cases", texts=("goal_id", "reason"), numbers=("version",)),
    "meet_barrier": Form("cases", texts=("topic", "kind", "institution", "municipality", "note")),
    "clear_barrier": Form("cases", texts=("barrier_id",), numbers=("version",)),
}


def needs(case: dict[str, Any]) -> list[dict[str, Any]]:
    """What the case is about: per topic its goals and barriers, what is still to do before what is over.

    Topics of the request come first, then those that came up later.
    """
    found = [thing["topic"] for thing in (*case["goals"], *case["barriers"])]
    return [
        {
            "topic": topic,
            "goals": sorted(
                (goal for goal in case["goals"] if goal["topic"] == topic),
                key=lambda goal: (goal["status"] in {"reached", "dropped"}, goal["due_on"] or "9"),
            ),
            "barriers": sorted(
                (barrier for barrier in case["barriers"] if barrier["topic"] == topic),
                key=lambda barrier: (barrier["cleared_at"] is not None, barrier["met_at"]),
            ),
        }
        for topic in dict.fromkeys((*case["topics"], *found))
    ]
