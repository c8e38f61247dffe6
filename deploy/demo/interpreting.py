"""Who interprets in the demo: a pool of lay people and professionals, and what is arranged with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from deploy.demo import finding
from deploy.demo.agenda import Deed
from deploy.demo.asking import Asking
from deploy.demo.stage import Stage

POOL, PROFESSIONAL = "pool", "professional"


@dataclass(frozen=True)
class Interpreter:
    """Somebody of an organisation's list, who exists as little as everybody else in here."""

    by: str
    name: str
    kind: str
    languages: tuple[str, ...]
    gender: str
    hourly_cents: int
    certificates: tuple[tuple[str, int], ...] = ()  # each with the number of days from today until which it is valid
    has_pledged: bool = True


_LIST = (
    Interpreter("coordinator", "Samira Alnajjar", POOL, ("ar",), "female", 1500),
    Interpreter("coordinator", "Hassan Mubarak", POOL, ("ar", "fr"), "male", 1500),
    Interpreter("coordinator", "Gülay Sönmezer", POOL, ("tr",), "female", 1500),
    Interpreter("coordinator", "Lidia Worobjowa", POOL, ("ru",), "female", 1500, has_pledged=False),
    Interpreter("coordinator", "Mher Asatrjan", POOL, ("ru", "ka"), "male", 1500),
    Interpreter("coordinator", "Dr. Leila Hammoud", PROFESSIONAL, ("ar",), "female", 8500, (("Beeidigung", 400),)),
    Interpreter("coordinator", "Viktor Sablin", PROFESSIONAL, ("ru",), "male", 8500, (("Beeidigung", 18),)),
    Interpreter("coordinator", "Ayşe Karadeniz", PROFESSIONAL, ("tr",), "female", 8000, (("Beeidigung", -12),)),
    Interpreter("bruecke-coordinator", "Natela Gabunia", POOL, ("ka", "ru"), "female", 1400),
    Interpreter("bruecke-coordinator", "Emre Tuncer", POOL, ("tr",), "male", 1400),
)


@dataclass(frozen=True)
class Wanted:
    """Somebody is needed at an appointment so many days from when it is booked; then these things happen."""

    user: str
    languages: tuple[str, ...]
    booked: int  # days ago
    ahead: int
    legal_consequence: bool
    then: tuple[str, ...] = ()


_WANTED = (
    Wanted("counsellor", ("ar",), 16, 3, False, ("ask", "confirm", "be_done")),
    Wanted("counsellor", ("ar",), 13, 3, True, ("ask", "confirm", "be_done")),
    Wanted("counsellor", ("tr",), 11, 6, False, ("ask", "confirm", "be_cancelled")),
    Wanted("counsellor", ("ar",), 3, 6, True, ("ask", "confirm")),
    Wanted("counsellor", ("tr",), 2, 7, False, ("ask",)),
    Wanted("counsellor", ("ru",), 2, 8, False, ("ask", "decline")),
    Wanted("brehm", ("ar", "tr", "ka"), 2, 9, False),
    Wanted("bruecke", ("tr",), 3, 7, False, ("ask", "confirm")),
)
_TAKEN_IN = 30  # days after the story begins
_AT = 9 * 60 + 10  # minutes since midnight
_APART = 20  # minutes
_MINUTES = 60
_SEARCHED = 7  # days
_LATER, _LATE = timedelta(hours=2), timedelta(hours=20)


def is_arranged(stage: Stage) -> None:
    """Put on the agenda who is taken into the lists, and for which appointments somebody is looked for."""
    begins = stage.days.moment(stage.days.after(stage.days.since, _TAKEN_IN), _AT)
    for number, one in enumerate(_LIST, start=1):
        story = f"interpreter {number}"
        stage.agenda.at(begins, story, partial(_take_in, stage, story, one))
    for number, wanted in enumerate(_WANTED, start=1):
        arranged = Arranged(stage, f"interpreting {number}", wanted)
        stage.agenda.at(stage.days.working(wanted.booked, _AT + number * _APART), arranged.story, arranged.book)


def _take_in(stage: Stage, story: str, one: Interpreter, _moment: datetime) -> None:
    number = int(story.rpartition(" ")[2])
    certificates = [
        {"code": code, "valid_until": stage.days.after(stage.days.until, days).isoformat()}
        for code, days in one.certificates
    ]
    stage.asking(story).ask(
        stage.actors[one.by],
        "scheduling",
        "add_interpreter",
        kind=one.kind,
        name=one.name,
        languages=[{"source": language, "target": "de"} for language in one.languages],
        gender=one.gender,
        email=f"interpreter{number:02}@example.org",
        phone=f"+49 30 23125 {900 + number}",
        pledged_on=stage.days.after(stage.days.since, 3).isoformat() if one.has_pledged else None,
        certificates=certificates,
        hourly_cents=one.hourly_cents,
    )


class Arranged:
    """An appointment that needs somebody who interprets."""

    def __init__(self, stage: Stage, story: str, wanted: Wanted):
        self.story = story
        self._stage = stage
        self._wanted = wanted
        self._asking: Asking = stage.asking(story)
        self._appointment_id = ""
        self._booking: dict[str, Any] = {}
        self._deeds: Mapping[str, Deed] = {
            "ask": self._ask_somebody,
            "confirm": self._confirm,
            "decline": self._decline,
            "be_cancelled": self._be_cancelled,
            "be_done": self._be_done,
        }

    def book(self, moment: datetime) -> None:
        """Agree on an appointment, and say that somebody is needed; nothing where there is no such case, or no time."""
        wanted, days = self._wanted, (self._wanted.ahead, self._wanted.ahead + _SEARCHED)
        cases = finding.open_cases(self._stage, self._asking, wanted.user, wanted.languages)
        times = finding.free_times(self._stage, self._asking, wanted.user, moment, days, _MINUTES)
        if not cases or not times:
            return
        # Not everybody with the same one.
        case_id = cases[int(self.story.rpartition(" ")[2]) % len(cases)]
        booked = self._do("book_appointment", case_id=case_id, with_interpreter=True, **times[0])
        self._appointment_id = booked["appointment_id"]
        needed = {"appointment_id": self._appointment_id, "legal_consequence": wanted.legal_consequence}
        self._booking = self._do("request_interpreter", **needed)
        begins = datetime.fromisoformat(times[0]["starts_at"])
        when = {"be_done": begins + timedelta(minutes=_MINUTES), "be_cancelled": begins - _LATE}
        for number, name in enumerate(wanted.then, start=1):
            self._stage.agenda.at(when.get(name, moment + number * _LATER), self.story, self._deeds[name])

    def _ask_somebody(self, _moment: datetime) -> None:
        fitting: str = self._asking.learn(
            lambda found: next(one["interpreter_id"] for one in found["items"] if one["can_be_asked"]),
            self._stage.actors[self._wanted.user],
            "scheduling",
            "find_interpreters",
            appointment_id=self._appointment_id,
        )
        self._go_on("ask_interpreter", interpreter_id=fitting)

    def _confirm(self, _moment: datetime) -> None:
        self._go_on("confirm_interpreter")

    def _decline(self, _moment: datetime) -> None:
        self._go_on("decline_interpreter", reason="no_time")

    def _be_cancelled(self, _moment: datetime) -> None:
        self._change("cancel_appointment", by="client", reason="illness")

    def _be_done(self, _moment: datetime) -> None:
        self._change("appointment_kept")
        self._go_on("interpreter_done", minutes=_MINUTES - 5)

    def _go_on(self, method: str, **said: Any) -> None:
        which = {"booking_id": self._booking["booking_id"], "version": self._booking["version"]}
        self._booking = self._do(method, **which, **said)

    def _change(self, method: str, **said: Any) -> None:
        who = self._stage.actors[self._wanted.user]
        which: dict[str, Any] = {"appointment_id": self._appointment_id}
        self._asking.change(who, "scheduling", "appointment", method, **which, **said)

    def _do(self, method: str, **said: Any) -> dict[str, Any]:
        done: dict[str, Any] = self._asking.ask(self._stage.actors[self._wanted.user], "scheduling", method, **said)
        return done
