"""Short advice at the desk, at counters and on the phone: most contacts of the programme are that."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from deploy.demo.people import SHARES, STAFF, TOWNS, Colleague
from deploy.demo.stage import Stage

_A_MONTH = 40
_DAYS_OF_MONTH = 30.4
_MINUTES = (5, 10, 10, 15, 20)
# Where somebody could not be helped: what was missing, and where.
_WALLS = (
    ("no_place", "kita"),
    ("rejected", "housing_provider"),
    ("waiting_time", "foreigners_authority"),
    ("not_reachable", "foreigners_authority"),
    ("language_missing", "jobcenter"),
    ("no_course", "course_provider"),
)
# The desk gives most of it.
_WHO = (*("desk",) * 6, "coordinator", "counsellor", "bruecke", "ankerplatz", "wegweiser", "selim")


def give(stage: Stage) -> None:
    """Put on the agenda who is advised when, by whom and about what."""
    dice = stage.dice("advice")
    worked = [day for day in stage.days.all() if stage.days.is_worked(day)]
    colleagues = {colleague.user: colleague for colleague in STAFF}
    months = (stage.days.until - stage.days.since).days / _DAYS_OF_MONTH
    for number in range(1, round(_A_MONTH * months) + 1):
        moment = stage.days.moment(dice.choice(worked), dice.randrange(8 * 60 + 30, 16 * 60, 5))
        topic = dice.choice(tuple(stage.programme.topics))
        town = dice.choices(tuple(TOWNS), weights=[weight for weight, _ in TOWNS.values()])[0]
        advice: dict[str, Any] = {
            "topic": topic,
            "language": dice.choices(tuple(SHARES), weights=tuple(SHARES.values()))[0],
            "municipality": town,
            "minutes": dice.choice(_MINUTES),
        }
        kind, institution = dice.choice(_WALLS)
        if dice.random() < 0.25:
            advice["barrier"] = {"kind": kind, "institution": institution}
        story = f"advice {number:03}"
        who = colleagues[dice.choice(_WHO)]
        stage.agenda.at(moment, story, partial(_note, stage, story, who, advice))


def _note(stage: Stage, story: str, who: Colleague, advice: dict[str, Any], _moment: datetime) -> None:
    stage.asking(story).ask(stage.actors[who.user], "cases", "give_advice", **advice)
