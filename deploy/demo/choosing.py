"""Times that clients of the demo are offered: one has chosen, one found none that suits, others still can choose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from deploy.demo import finding
from deploy.demo.asking import Answer, Asking
from deploy.demo.family import Family
from deploy.demo.stage import Stage
from services.chassis.identity import Actor

# Who lets the person of their household choose, how many days ago, and how many days later what is answered, if it is.
_OFFERED: tuple[tuple[str, int, int, str], ...] = (
    ("counsellor", 6, 1, "choose_time"),
    ("bruecke", 6, 1, "decline_choice"),
    ("bruecke", 2, 0, ""),
)
_ANSWERS: dict[str, dict[str, Any]] = {"choose_time": {"slot": 1}, "decline_choice": {"reason": "no_time"}}
# Who lets others choose, of whom they have the case so far down in their list.
_OTHERS = (("selim", 1, 1), ("brehm", 2, 1))
_AT, _ANSWERED_AT = 10 * 60 + 5, 18 * 60 + 20  # minutes since midnight
_AHEAD = (4, 14)  # days
_MINUTES, _NUMBER = 45, 3


def is_offered(stage: Stage, families: list[Family]) -> None:
    """Put on the agenda who is offered times, and what they answer."""
    for number, (user, days, later, answer) in enumerate(_OFFERED, start=1):
        family = next(one for one in families if one.who.user == user)
        chosen = Choosing(stage, f"choosing {number}", user, lambda family=family: family.case.case_id)  # type: ignore[misc]
        stage.agenda.at(stage.days.working(days, _AT), chosen.story, chosen.offer)
        if answer:
            reply = partial(chosen.reply, family, answer)
            stage.agenda.at(stage.days.working(days - later, _ANSWERED_AT), chosen.story, reply)
    for user, place, days in _OTHERS:
        story = f"choosing {user}"
        asking = stage.asking(f"{story} case")
        offered = Choosing(
            stage,
            story,
            user,
            lambda user=user, asking=asking, place=place: finding.open_cases(stage, asking, user)[place],  # type: ignore[misc]
        )
        stage.agenda.at(stage.days.working(days, _AT), story, offered.offer)


class Choosing:
    """Somebody is offered times of their counsellor."""

    def __init__(self, stage: Stage, story: str, user: str, case_id: Callable[[], str]):
        self.story = story
        self._stage = stage
        self._user = user
        self._case_id = case_id
        self._asking: Asking = stage.asking(story)
        self._choice_id = ""

    def offer(self, moment: datetime) -> None:
        """Find free times and offer some of them."""
        first, last = (self._stage.days.after(moment, days).isoformat() for days in _AHEAD)
        rule = {"from": first, "to": last, "minutes": _MINUTES, "number": _NUMBER}
        who = self._stage.actors[self._user]
        offered = self._asking.ask(who, "scheduling", "offer_times", case_id=self._case_id(), rule=rule)
        self._choice_id = offered["choice_id"]

    def reply(self, family: Family, answer: str, _moment: datetime) -> None:
        """The client answers on the page where they see what became of their request."""
        request: Answer = family.told["request"]
        held = {"reference": request["reference"], "token": request["status_token"]}
        public = Actor.public()
        shown = self._asking.learn(lambda told: told["pass"], public, "intake", "request_status", **held)
        said = {"pass": shown, "choice_id": self._choice_id, **_ANSWERS[answer]}
        self._asking.ask(public, "scheduling", answer, **said)
