"""Letters of the demo that go by post: printed and posted every other day, in time; those of the last days wait."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from deploy.demo.stage import Stage

# Who does so in each organisation.
_BY = ("desk", "bruecke", "ankerplatz", "wegweiser")
_LAST, _EVERY = 3, 2  # days before today
_AT = 15 * 60 + 30  # minutes since midnight
_AT_ONCE = 50


def letters_are_posted(stage: Stage) -> None:
    """Put on the agenda when somebody takes what lies in the tray to the post."""
    all_days = range(_LAST, (stage.days.until - stage.days.since).days, _EVERY)
    moments = sorted({stage.days.working(days, _AT) for days in all_days})  # of a weekend, the Friday before it
    for user in _BY:
        story = f"post {user}"
        for moment in moments:
            stage.agenda.at(moment, story, partial(_post, stage, story, user))


def _post(stage: Stage, story: str, user: str, moment: datetime) -> None:
    asking, who = stage.asking(f"{story} {stage.days.day(moment)}"), stage.actors[user]
    waiting = asking.learn(
        lambda shown: [letter["message_id"] for letter in shown["items"]],
        who,
        "notifications",
        "post_tray",
        limit=_AT_ONCE,
    )
    if waiting:
        asking.ask(who, "notifications", "mark_posted", message_ids=waiting)
