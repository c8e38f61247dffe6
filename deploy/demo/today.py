"""What is on for today, whatever day it is: booked yesterday, for those whom the demo introduces."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from deploy.demo import staff
from deploy.demo.people import STAFF, Colleague
from deploy.demo.stage import Stage
from services.chassis.errors import Refused

_TIMES = (9 * 60 + 30, 11 * 60, 14 * 60, 15 * 60 + 30)  # minutes since midnight
_MODES = ("in_person", "phone", "in_person", "video")
_MINUTES = 45


def look_ahead(stage: Stage) -> None:
    """Put on the agenda that today's appointments are booked on the evening before."""
    evening = stage.days.moment(stage.days.day(stage.days.until - timedelta(days=1)), 17 * 60)
    for colleague in STAFF:
        if colleague.user in staff.INTRODUCED and "counsellor" in colleague.roles:
            story = f"today {colleague.user}"
            stage.agenda.at(evening, story, partial(_book, stage, story, colleague))


def _book(stage: Stage, story: str, colleague: Colleague, _moment: datetime) -> None:
    asking, who = stage.asking(story), stage.actors[colleague.user]
    mine = asking.learn(
        lambda shown: [case["case_id"] for case in shown["items"]],
        who,
        "cases",
        "cases",
        status="open",
        mine=True,
        limit=len(_TIMES),
    )
    place = staff.hours(stage, colleague)[0].place
    for case_id, minutes, mode in zip(mine, _TIMES, _MODES, strict=False):
        starts_at = stage.days.moment(stage.days.today, minutes).isoformat()
        try:
            asking.ask(
                who,
                "scheduling",
                "book_appointment",
                case_id=case_id,
                place=place,
                starts_at=starts_at,
                minutes=_MINUTES,
                mode=mode,
            )
        except Refused as error:
            if error.code != "time_taken":
                raise
