"""When a counsellor of the demo and a client meet: in the counsellor's hours, where nothing else is."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deploy.demo import absences, staff
from deploy.demo.asking import Answer, Asking
from deploy.demo.people import Colleague
from deploy.demo.stage import Stage
from services.chassis.errors import Refused

_TRIES = 6
_MINUTES = (30, 45, 60, 60)
_REASONS = ("illness", "other_time", "other_time", "not_needed", "no_interpreter")


@dataclass(frozen=True)
class Booked:
    """An appointment, as it is at present."""

    appointment_id: str
    version: int
    place: str
    starts_at: datetime
    ends_at: datetime


class Diary:
    """The appointments of one case; at most one lies ahead."""

    def __init__(
        self,
        stage: Stage,
        asking: Asking,
        who: Colleague,
        case_id: str,
        town: str,
        with_interpreter: bool,
        dice: random.Random,
    ):
        self._stage = stage
        self._asking = asking
        self._user = who.user
        self._who = stage.actors[who.user]
        self._case_id = case_id
        self._interpreter = with_interpreter
        self._dice = dice
        hours = staff.hours(stage, who)
        near = [block for block in hours if stage.programme.places[block.place].municipality == town]
        self._hours = near or hours
        self._booked: Booked | None = None

    def book(self, moment: datetime, days: tuple[int, int]) -> Booked | None:
        """Find a time so many days after this moment and take it; None if every one tried is taken."""
        return self._take(moment, days, "book_appointment", case_id=self._case_id, with_interpreter=self._interpreter)

    def move(self, moment: datetime, days: tuple[int, int]) -> Booked:
        """Put it off; if no other time is found, it stays where it is."""
        booked = self._known
        which = {"appointment_id": booked.appointment_id, "version": booked.version}
        return self._take(moment, days, "move_appointment", **which) or booked

    def cancel(self) -> None:
        """It will not take place."""
        by = self._dice.choice(("client", "client", "counsellor"))
        self._settle("cancel_appointment", by=by, reason=self._dice.choice(_REASONS))

    def kept(self) -> None:
        """They have met."""
        self._settle("appointment_kept")

    def missed(self) -> None:
        """The client has not come."""
        self._settle("appointment_missed")

    @property
    def place(self) -> str:
        """Where they meet, or have met last."""
        return self._known.place

    @property
    def _known(self) -> Booked:
        assert self._booked is not None
        return self._booked

    def _take(self, moment: datetime, days: tuple[int, int], method: str, **said: Any) -> Booked | None:
        minutes = self._dice.choice(_MINUTES)
        for _ in range(_TRIES):
            place, starts_at = self._some_time(moment, days, minutes)
            when = {"place": place, "starts_at": starts_at.isoformat(), "minutes": minutes}
            try:
                answer: Answer = self._asking.ask(self._who, "scheduling", method, **said, **when)
            except Refused as error:
                if error.code != "time_taken":
                    raise
                continue
            ends_at = starts_at + timedelta(minutes=minutes)
            self._booked = Booked(answer["appointment_id"], answer["version"], place, starts_at, ends_at)
            return self._booked
        return None

    def _some_time(self, moment: datetime, days: tuple[int, int], minutes: int) -> tuple[str, datetime]:
        known = self._stage.days
        day = known.day(moment) + timedelta(days=self._dice.randint(*days))
        while True:
            blocks = [block for block in self._hours if block.weekday == day.weekday()]
            if blocks and day not in known.holidays and not absences.is_away(self._stage, self._user, day):
                block = self._dice.choice(blocks)
                return block.place, known.moment(day, self._dice.randrange(block.begins, block.ends - minutes + 1, 30))
            day += timedelta(days=1)

    def _settle(self, method: str, **said: Any) -> None:
        which = {"appointment_id": self._known.appointment_id, "version": self._known.version}
        self._asking.ask(self._who, "scheduling", method, **which, **said)
