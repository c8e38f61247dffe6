"""Requests that want the desk's eye: somebody who asks twice, and some that nobody has looked at for days."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from deploy.demo.requests import FRESH, REQUESTS, Request, drawn
from deploy.demo.stage import Stage
from services.chassis.identity import Actor

# How many days ago they wait since, and how urgent they were found, if anybody has looked at all.
_FORGOTTEN = ((9, ""), (7, ""), (6, "high"), (5, ""))
# Who asks twice: over the web in their own script, and on the phone, as the desk has heard it. How many days ago that
# was, how many days later they asked again, and whether the desk has noticed.
_TWICE = (
    ("ka", "თამარ მაისურაძე", "Tamar Maissuradse", "wuerselen", 41, 6, True),
    ("ru", "Софья Бондарь", "Sofja Bondar", "stolberg", 3, 2, False),
)
_OF_BOTH = ("language", "municipality", "topics", "phone", "consent")
_BORN = 1988
_NOT_ASKED_OF_CLIENTS = ("birth_year", "asked_by", "behalf")
_KNOWN = "Fragt zum zweiten Mal; die erste Anfrage ist in Arbeit."


def arrive(stage: Stage) -> None:
    """Put on the agenda who asks twice, and who is left waiting."""
    number = REQUESTS + FRESH
    for days, urgency in _FORGOTTEN:
        number += 1
        story = f"request {number:03}"
        asked = _by_web(drawn(stage.dice(story), stage.programme, number))
        stage.agenda.at(_ago(stage, days), story, partial(_wait, stage, story, asked, urgency))
    for language, name, heard, town, days, later, is_noticed in _TWICE:
        number += 1
        story = f"request {number:03}"
        asked = drawn(stage.dice(story), stage.programme, number)
        asked = _by_web(asked) | {"language": language, "name": name, "municipality": town}
        first = Request(stage, story, asked)
        first.at(_ago(stage, days))
        again = {"channel": "phone", "name": heard, "birth_year": _BORN, **{key: asked[key] for key in _OF_BOTH}}
        second = partial(_ask_again, stage, f"{story} again", again, first, is_noticed)
        stage.agenda.at(_ago(stage, days - later), f"{story} again", second)


def _wait(stage: Stage, story: str, asked: dict[str, Any], urgency: str, _moment: datetime) -> None:
    asking = stage.asking(story)
    sent = asking.ask(Actor.public(), "intake", "receive_request", **asked)
    if urgency:
        found: dict[str, Any] = {"track": "case_management", "criteria": ["client_wants"], "urgency": urgency}
        desk = stage.actors["desk"]
        asking.change(desk, "intake", "request", "triage_request", request_id=sent["request_id"], **found)


def _ask_again(
    stage: Stage, story: str, asked: dict[str, Any], first: Request, is_noticed: bool, moment: datetime
) -> None:
    desk, asking = stage.actors["desk"], stage.asking(story)
    request_id = asking.ask(desk, "intake", "receive_request", **asked)["request_id"]

    def notice(_moment: datetime) -> None:
        which: dict[str, Any] = {"request_id": request_id}
        same: dict[str, Any] = {"other_id": first.request_id, "verdict": "same"}
        seen = asking.change(desk, "intake", "request", "decide_likeness", **which, **same)["version"]
        found = {"track": "orientation", "criteria": [], "urgency": "low"}
        seen = asking.change(desk, "intake", "request", "triage_request", seen, **which, **found)["version"]
        asking.change(desk, "intake", "request", "answer_request", seen, **which, summary=_KNOWN)

    if is_noticed:
        stage.agenda.at(moment + timedelta(hours=20), story, notice)


def _by_web(asked: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if name not in _NOT_ASKED_OF_CLIENTS} | {"channel": "web"}


def _ago(stage: Stage, days: int) -> datetime:
    """In the morning of a working day, so many days ago or a little earlier."""
    return stage.days.working(days, 10 * 60)
