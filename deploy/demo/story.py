"""An invented programme at work for half a year, made through the real commands with a fixed seed: the same every time.

The services go by a clock that starts in the past and is put forward from day to day, until it has arrived. The demo
is filled once: a mark in the data folder says so. A filling that broke off goes on where it was.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from deploy.demo import (
    absences,
    advice,
    again,
    choosing,
    colleagues,
    interpreting,
    leaving,
    post,
    posting,
    queueing_up,
    requests,
    staff,
    takeover,
    today,
    watching,
)
from deploy.demo.agenda import Agenda
from deploy.demo.days import Days
from deploy.demo.journal import Journal
from deploy.demo.rest import Rest
from deploy.demo.stage import Stage
from services.chassis.clock import SystemClock, TravellingClock
from services.chassis.programme import load as load_programme

Tell = Callable[[str], None]


class Story:
    """`clock` is the one by which the services have to go while `tell` fills the demo; afterwards it is the present."""

    def __init__(self, say: Tell):
        self._say = say
        self._var = Path(os.environ.get("LOTSE_VAR", "var"))
        self._mark = self._var / "demo.filled"
        self._programme = load_programme(Path(os.environ["LOTSE_PROGRAMME"]))
        self._journal: Journal | None = None
        now = SystemClock().now()
        if not self._mark.exists():
            path = self._var / "demo.progress"
            self._journal = Journal(path, now, lambda until: Days.of(self._programme, until).long_ago)
        self.clock = TravellingClock(self._journal.at if self._journal else now)

    def tell(self, calls: Any) -> None:
        """Fill the demo, unless that has been done before; then say who can sign in, and where the mail is."""
        password = _password(self._var / "demo.password")
        if self._journal:
            try:
                self._fill(calls, self._journal, password)
            except Exception:
                self.clock.arrive()  # whoever works with what is there works in the present
                self._say("demo programme: the filling broke off; what is there can be used. Start again to go on.")
                raise
        for line in staff.introduced(password, self._programme.default_language):
            self._say(line)
        self._say(f"The mails to the clients of the demo are in {os.path.relpath(self._var / 'mail')}/ (one file each)")
        if folder := post.own_folder():
            self._say(f"What is put into {os.path.relpath(folder / 'new')}/ comes to the desk as a mail")

    def _fill(self, calls: Any, journal: Journal, password: str) -> None:
        days = Days.of(self._programme, journal.until)
        begins = self._month(max(self.clock.now(), days.since))
        self._say(f"demo programme: it is {begins}, and the clock is put forward to today; give it a minute")
        with Rest(self.clock) as rest:
            agenda = Agenda(self.clock, days, rest, lambda at: self._say(f"demo programme: {self._month(at)} is over"))
            stage = Stage(calls, self.clock, journal, days, agenda, self._programme)
            staff.engage(stage, password)
            colleagues.settle_in(stage)
            requests.arrive(stage)
            again.arrive(stage)
            families = watching.families(stage)
            absences.are_noted(stage)
            interpreting.is_arranged(stage)
            choosing.is_offered(stage, families)
            queueing_up.people_wait(stage)
            posting.letters_are_posted(stage)
            post.arrive(stage)
            leaving.happen(stage)
            takeover.bring(stage)
            advice.give(stage)
            today.look_ahead(stage)
            agenda.run()
        self.clock.arrive()
        self._mark.touch()
        journal.close()
        for story, code in sorted(agenda.broken_off.items()):
            self._say(f"demo programme: {story} broke off: {code}")

    def _month(self, at: datetime) -> str:
        return f"{at.astimezone(Days.of(self._programme, at).zone):%B %Y}"


def _password(path: Path) -> str:
    """One password for all accounts of this demo: drawn at its first start, readable by its owner alone."""
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"demo-{secrets.token_hex(6)}\n")
    return path.read_text().strip()
