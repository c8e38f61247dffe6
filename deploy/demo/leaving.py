"""Who has left: cases from years ago, people who ask to be forgotten, and somebody who must not be yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from deploy.demo.agenda import Deed
from deploy.demo.asking import Answer
from deploy.demo.case import OpenCase
from deploy.demo.people import STAFF
from deploy.demo.stage import Stage


@dataclass(frozen=True)
class Former:
    """Somebody who was accompanied by a counsellor of the authority, and is not any more."""

    user: str
    name: str
    language: str
    municipality: str
    topics: tuple[str, ...]
    outcome: str
    born: int


# Their cases were closed so long ago that they are not kept any more.
_LONG_AGO = (
    Former("fabry", "Fatou Ndiaye", "fr", "monschau", ("language", "housing"), "found_feet", 1984),
    Former("vell", "Игорь Зимин", "ru", "stolberg", ("education_and_work",), "improved", 1979),
)
# How many days ago they came, their case was closed, and they asked to be forgotten.
_FORGOTTEN = (Former("selim", "رنا درويش", "ar", "alsdorf", ("orientation", "health"), "improved", 1991), (95, 40, 20))
_ASKING = (Former("counsellor", "Emir Begić", "bs", "eschweiler", ("housing",), "found_feet", 1988), (80, 12, 1))
_ON_HOLD = (Former("aksoy", "Zeynep Aydın", "tr", "baesweiler", ("finances",), "unchanged", 1995), (70, 15, 8))
_HELD = "Widerspruch gegen einen Bescheid läuft; die Akte kann als Beleg gebraucht werden."
_HELD_DAYS = 120  # from today
_NOTE = "Lage geklärt, nächste Schritte vereinbart."
_BEFORE_THIS_MONTH = timedelta(days=9)
_NOON = 12 * 60  # minutes since midnight


def happen(stage: Stage) -> None:
    """Put all of that on the agenda."""
    for number, former in enumerate(_LONG_AGO, start=1):
        gone = Gone(stage, f"long ago {number}", former)
        stage.agenda.at(stage.days.long_ago + timedelta(days=1), gone.story, gone.come_and_go)
    first = stage.days.moment(stage.days.today.replace(day=1), _NOON) - _BEFORE_THIS_MONTH
    stage.agenda.at(first, "retention", partial(_keep_for_now, stage))
    for (former, days), at_last in ((_FORGOTTEN, Gone.be_forgotten), (_ASKING, Gone.ask), (_ON_HOLD, Gone.be_kept)):
        gone = Gone(stage, f"gone {former.user}", former)
        deeds: tuple[Deed, ...] = (gone.come, gone.go, partial(at_last, gone))
        for ago, deed in zip(days, deeds, strict=True):
            stage.agenda.at(stage.days.working(ago, _NOON), gone.story, deed)


class Gone:
    """The story of somebody who has left."""

    def __init__(self, stage: Stage, story: str, former: Former):
        self.story = story
        self._stage = stage
        self._former = former
        self._asking = stage.asking(story)
        self._who = next(one for one in STAFF if one.user == former.user)

    def come_and_go(self, _moment: datetime) -> None:
        """Be accompanied in the first days of all."""
        opened = self._open()
        which = {"case_id": opened["case_id"], "version": opened["version"]}
        self._by(self._former.user, "close_case", reason="goals_reached", outcome=self._former.outcome, **which)

    def come(self, _moment: datetime) -> None:
        """A case is opened, and something is written in it."""
        self._case = OpenCase(self._stage, self.story, self._asking, self._who, self._open()["case_id"])
        self._case.do(
            "hold_consultation",
            kind="phone",
            topics=list(self._former.topics),
            minutes=20,
            with_interpreter=False,
            place=None,
            note=_NOTE,
        )

    def go(self, _moment: datetime) -> None:
        """The case is closed."""
        self._person_id = self._case.look()["person_id"]
        self._case.change("close_case", reason="goals_reached", outcome=self._former.outcome)

    def ask(self, _moment: datetime) -> None:
        """They want to be forgotten, and somebody else has to say yes."""
        self._propose()

    def be_forgotten(self, _moment: datetime) -> None:
        """They want to be forgotten, and the data protection officer has said yes."""
        proposed = self._propose()
        which = {"erasure_id": proposed["erasure_id"], "version": proposed["version"]}
        self._by("privacy", "confirm_erasure", **which)

    def be_kept(self, _moment: datetime) -> None:
        """They must not be forgotten for the time being."""
        until = self._case.day(self._stage.days.until, _HELD_DAYS)
        self._by("privacy", "place_hold", person_id=self._person_id, reason=_HELD, until=until)

    def _open(self) -> Answer:
        former = self._former
        consent = {"notice_version": self._stage.programme.notice_version, "language": former.language}
        return self._by(
            former.user,
            "open_case",
            name=former.name,
            birth_year=former.born,
            language=former.language,
            municipality=former.municipality,
            topics=list(former.topics),
            consent=consent,
        )

    def _propose(self) -> Answer:
        return self._by("coordinator", "propose_erasure", person_id=self._person_id, reason="consent_withdrawn")

    def _by(self, user: str, method: str, **said: Any) -> Answer:
        answer: Answer = self._asking.ask(self._stage.actors[user], "cases", method, **said)
        return answer


def _keep_for_now(stage: Stage, _moment: datetime) -> None:
    """Last month somebody wanted to look at the cases first: so that they are proposed again this month."""
    asking, coordinator = stage.asking("retention"), stage.actors["coordinator"]
    proposed = asking.learn(
        lambda shown: [{name: one[name] for name in ("erasure_id", "version")} for one in shown["items"]],
        coordinator,
        "cases",
        "erasures",
        status="proposed",
    )
    for which in proposed:
        asking.ask(coordinator, "cases", "reject_erasure", **which)
