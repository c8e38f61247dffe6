"""One case of the demo, as the counsellor who has it works in it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from deploy.demo.agenda import Deed
from deploy.demo.asking import Answer, Asking
from deploy.demo.people import Colleague
from deploy.demo.stage import Stage


class OpenCase:
    """What is done in it is asked of `cases` in its name; `is_closed` while nothing can be done."""

    def __init__(self, stage: Stage, story: str, asking: Asking, who: Colleague, case_id: str):
        self.stage = stage
        self.story = story
        self.who = who
        self.case_id = case_id
        self.is_closed = False
        self._asking = asking
        self._seen: int | None = None  # the version of the case that the counsellor has seen last

    def look(self) -> dict[str, Any]:
        """Open the case: {person_id, version} of the person in it."""

        def worth(shown: Answer) -> Answer:
            return {"seen": shown["version"], **{name: shown["person"][name] for name in ("person_id", "version")}}

        learned: dict[str, Any] = self._asking.learn(worth, self._me, "cases", "case", case_id=self.case_id)
        self._seen = learned.pop("seen")
        return learned

    def do(self, method: str, **said: Any) -> Answer:
        """Have something written down in the case."""
        return self.ask(method, case_id=self.case_id, **said)

    def ask(self, method: str, **said: Any) -> Answer:
        """Have something done that is not a matter of one case."""
        answer: Answer = self._asking.ask(self._me, "cases", method, **said)
        return answer

    def change(self, method: str, **said: Any) -> None:
        """Have something done to the case itself."""
        answer = self._asking.change(self._me, "cases", "case", method, self._seen, case_id=self.case_id, **said)
        self._seen = answer["version"]

    def later(self, moment: datetime, days: tuple[int, int], dice: random.Random, deed: Deed) -> None:
        """Put on the agenda, in office hours so many days after this moment."""
        self.at(self.stage.days.office(moment, dice.randint(*days), dice), deed)

    def at(self, moment: datetime, deed: Deed) -> None:
        """Put on the agenda for this moment."""
        self.stage.agenda.at(moment, self.story, deed)

    def while_open(self, method: str, **said: Any) -> Deed:
        """Something to be written down at its time, unless the case is closed by then."""

        def do(_moment: datetime) -> None:
            if not self.is_closed:
                self.do(method, **said)

        return do

    def day(self, moment: datetime, days: int) -> str:
        """The day so many days after this moment, as it is written in a question."""
        return self.stage.days.day(moment + timedelta(days=days)).isoformat()

    @property
    def _me(self) -> Any:
        return self.stage.actors[self.who.user]
