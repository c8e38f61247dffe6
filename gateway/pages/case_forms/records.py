"""The forms of what is written down in a case."""

from __future__ import annotations

from gateway.pages.typed import Form

FORMS = {
    "hold_consultation": Form(
        "cases",
        texts=("kind", "place", "note"),
        lists=("topics",),
        numbers=("minutes",),
        ticks=("with_interpreter",),
        moments=("held_at",),
        instead={"minutes": "other_minutes"},
        order=("kind", "topics", "minutes", "with_interpreter", "place", "note", "held_at"),
    ),
    "agree_goal": Form("cases", texts=("topic", "words", "due_on")),
    "reach_goal": Form("cases", texts=("goal_id",), numbers=("version",)),
    "drop_goal": Form("cases", texts=("goal_id", "reason"), numbers=("version",)),
    "meet_barrier": Form("cases", texts=("topic", "kind", "institution", "municipality", "note")),
    "clear_barrier": Form("cases", texts=("barrier_id", "how", "note"), numbers=("version",)),
}
