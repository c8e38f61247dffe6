"""What becomes of the cases: meetings, goals, what stands in the way, until somebody has found their feet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from deploy.demo.agenda import Deed
from deploy.demo.appointments import Diary
from deploy.demo.asking import Answer, Asking
from deploy.demo.people import Colleague
from deploy.demo.stage import Stage

_PHASES = ("assessment", "planning", "linking", "monitoring", "evaluation")
_NOTES = (
    "Unterlagen gesichtet, nächste Schritte besprochen.",
    "Mit der Schule telefoniert, Rückruf zugesagt.",
    "Antrag gemeinsam ausgefüllt.",
    "Warteliste geprüft, drei Anbieter angeschrieben.",
    "Bescheid erklärt, Frist für den Widerspruch notiert.",
    "Termin beim Jobcenter vorbereitet, Begleitung vereinbart.",
)
_GOALS = {
    "orientation": "Die wichtigsten Stellen im Ort kennen",
    "school_and_childcare": "Ein Kita-Platz bis zum Sommer",
    "language": "Ein Sprachkurs mit Kinderbetreuung",
    "education_and_work": "Den Abschluss anerkennen lassen",
    "housing": "Eine Wohnung für vier Personen",
    "health": "Eine Hausarztpraxis in der Nähe",
    "leisure": "Einmal in der Woche im Sportverein",
    "finances": "Alle Anträge gestellt",
}
# What stands in the way, and where: some walls are met more often than others.
_WALLS = (
    (9, "school_and_childcare", "no_place", "kita"),
    (7, "housing", "rejected", "housing_provider"),
    (3, "language", "no_course", "course_provider"),
    (3, "orientation", "waiting_time", "foreigners_authority"),
    (3, "health", "waiting_time", "doctor"),
    (2, "finances", "document_missing", "jobcenter"),
    (1, "finances", "language_missing", "social_office"),
    (1, "housing", "discrimination", "housing_provider"),
    (1, "orientation", "not_reachable", "municipality"),
)
_ENDINGS = (
    (6, "goals_reached", "found_feet"),
    (4, "goals_reached", "improved"),
    (2, "wish_of_client", "improved"),
    (2, "no_contact", "unknown"),
    (1, "moved_away", "unknown"),
    (1, "handed_on", "unchanged"),
)


class Accompaniment:
    """One case: meetings every two or three weeks, records after each, and an end."""

    def __init__(
        self, stage: Stage, story: str, asking: Asking, who: Colleague, case_id: str, about: Mapping[str, Any]
    ):
        self._stage = stage
        self._story = story
        self._asking = asking
        self._who = stage.actors[who.user]
        self._case_id = case_id
        self._topics: list[str] = about["topics"]
        self._interpreter = about["language"] not in who.languages
        self._dice = stage.dice(f"{story} case")
        self._diary = Diary(stage, asking, who, case_id, about["municipality"], self._interpreter, self._dice)
        self._meetings = self._dice.choices((1, 2, 3, 4), weights=(4, 6, 4, 2))[0]
        self._seen: int | None = None  # the version of the case that the counsellor has seen last
        self._met = 0
        self._phase = 0
        self._is_closed = False

    def begin(self, moment: datetime) -> None:
        """Somebody calls the client soon after this moment, and they agree on a first meeting."""
        self._later(moment, (1, 3), self._agree_to_meet)

    def _later(self, moment: datetime, days: tuple[int, int], deed: Deed) -> None:
        at = self._stage.days.office(moment, self._dice.randint(*days), self._dice)
        self._stage.agenda.at(at, self._story, deed)

    def _do(self, method: str, **said: Any) -> Answer:
        answer: Answer = self._asking.ask(self._who, "cases", method, case_id=self._case_id, **said)
        return answer

    def _change(self, method: str, **said: Any) -> None:
        answer = self._asking.change(self._who, "cases", "case", method, self._seen, case_id=self._case_id, **said)
        self._seen = answer["version"]

    def _agree_to_meet(self, moment: datetime) -> None:
        if self._dice.random() < 0.15:
            self._later(moment, (3, 10), partial(self._consult, kind="phone"))
            return
        booked = self._diary.book(moment, (3, 9) if self._met == 0 else (8, 24))
        if booked is None:
            self._later(moment, (2, 4), self._agree_to_meet)
            return
        fate = self._dice.random()
        if fate < 0.07:
            self._cancel(booked.starts_at)
        elif fate < 0.13:
            moved_at = booked.starts_at - timedelta(days=1)
            self._stage.agenda.at(moved_at, self._story, self._move)
        else:
            self._stage.agenda.at(booked.ends_at, self._story, self._say_what_came_of_it)

    def _cancel(self, starts_at: datetime) -> None:
        def cancel(moment: datetime) -> None:
            self._diary.cancel()
            self._later(moment, (1, 3), self._agree_to_meet)

        self._stage.agenda.at(starts_at - timedelta(hours=self._dice.randint(3, 40)), self._story, cancel)

    def _move(self, moment: datetime) -> None:
        moved = self._diary.move(moment, (3, 8))
        self._stage.agenda.at(moved.ends_at, self._story, self._say_what_came_of_it)

    def _say_what_came_of_it(self, moment: datetime) -> None:
        if self._dice.random() < 0.12:
            self._diary.missed()
            self._later(moment, (1, 4), self._agree_to_meet)
        else:
            self._diary.kept()
            self._consult(moment, kind="in_person")

    def _consult(self, moment: datetime, kind: str) -> None:
        self._do(
            "hold_consultation",
            kind=kind,
            topics=self._topics[:2],
            minutes=self._dice.choice((30, 45, 60) if kind == "in_person" else (10, 15, 20)),
            with_interpreter=self._interpreter and self._dice.random() < 0.6,
            note=self._dice.choice(_NOTES),
        )
        self._met += 1
        if self._met == 1:
            self._agree(moment)
        if self._dice.random() < 0.55:
            self._meet_a_wall(moment)
        self._go_on(moment)

    def _agree(self, moment: datetime) -> None:
        for topic in self._topics[:2]:
            due_on = self._stage.days.day(moment + timedelta(days=self._dice.randint(30, 120)))
            goal = self._do("agree_goal", topic=topic, words=_GOALS[topic], due_on=due_on.isoformat())
            which = {"goal_id": goal["goal_id"], "version": goal["version"]}
            fate = self._dice.random()
            if fate < 0.55:
                self._later(moment, (15, 60), self._while_open("reach_goal", **which))
            elif fate < 0.65:
                self._later(moment, (15, 60), self._while_open("drop_goal", reason="no_longer_wanted", **which))

    def _meet_a_wall(self, moment: datetime) -> None:
        _, topic, kind, institution = self._dice.choices(_WALLS, weights=[row[0] for row in _WALLS])[0]
        met = self._do("meet_barrier", topic=topic, kind=kind, institution=institution)
        if self._dice.random() < 0.4:
            which = {"barrier_id": met["barrier_id"], "version": met["version"]}
            self._later(moment, (10, 40), self._while_open("clear_barrier", **which))

    def _while_open(self, method: str, **said: Any) -> Deed:
        def do(_moment: datetime) -> None:
            if not self._is_closed:
                self._do(method, **said)

        return do

    def _go_on(self, moment: datetime) -> None:
        if self._phase < len(_PHASES) and self._dice.random() < 0.85:
            self._change("enter_phase", phase=_PHASES[self._phase])
            self._phase += 1
        if self._met < self._meetings:
            self._agree_to_meet(moment)
        else:
            self._later(moment, (7, 30), self._close)

    def _close(self, _moment: datetime) -> None:
        _, reason, outcome = self._dice.choices(_ENDINGS, weights=[row[0] for row in _ENDINGS])[0]
        self._change("close_case", reason=reason, outcome=outcome)
        self._is_closed = True
