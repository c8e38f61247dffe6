"""What counsellors of the demo look up before they arrange something: their open cases, and when they are free."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from deploy.demo.asking import Asking
from deploy.demo.stage import Stage

_CASES_MAX, _TIMES_MAX = 50, 60


def open_cases(stage: Stage, asking: Asking, user: str, languages: tuple[str, ...] = ()) -> list[str]:
    """The ids of their open cases (of people who speak one of these), the latest first: those go on the longest."""
    own: list[str] = asking.learn(
        lambda shown: [
            case["case_id"]
            for case in sorted(shown["items"], key=lambda case: (case["opened_at"], case["name"]), reverse=True)
            if case["counsellor_id"] == stage.actors[user].ref and (not languages or case["language"] in languages)
        ],
        stage.actors[user],
        "cases",
        "cases",
        status="open",
        mine=True,
        limit=_CASES_MAX,
    )
    return own


def free_times(
    stage: Stage, asking: Asking, user: str, moment: datetime, days: tuple[int, int], minutes: int = 60
) -> list[dict[str, Any]]:
    """When a counsellor is free so many days after this moment, on the hour: {place, starts_at, minutes} of each."""
    first, last = (stage.days.after(moment, number).isoformat() for number in days)
    times: list[dict[str, Any]] = asking.learn(
        lambda shown: [
            {"place": slot["place"], "starts_at": slot["starts_at"], "minutes": minutes} for slot in shown["items"]
        ],
        stage.actors[user],
        "scheduling",
        "slots",
        counsellor_id=stage.actors[user].ref,
        minutes=minutes,
        step=60,
        limit=_TIMES_MAX,
        **{"from": first, "to": last},
    )
    return times
