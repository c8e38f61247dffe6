"""What becomes of the cases: meetings, goals, what stands in the way, until somebody has found their feet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from deploy.demo.appointments import Diary
from deploy.demo.asking import Asking
from deploy.demo.case import OpenCase
from deploy.demo.paperwork import Paperwork
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
# Who does what next towards such a goal.
_STEPS = {
    "orientation": (("counsellor", "Eine Liste der Stellen mitbringen"),),
    "school_and_childcare": (
        ("client", "Das Kind in drei Kitas vormerken"),
        ("counsellor", "Beim Jugendamt nachfragen"),
    ),
    "language": (("client", "Zum Einstufungstest gehen"),),
    "education_and_work": (("client", "Zeugnisse übersetzen lassen"), ("other", "Zeugnisse bewerten")),
    "housing": (("client", "Einen Wohnberechtigungsschein beantragen"), ("counsellor", "Beim Bauverein anrufen")),
    "health": (("counsellor", "Drei Praxen anrufen"),),
    "leisure": (("client", "Zum Probetraining gehen"),),
    "finances": (("client", "Kontoauszüge mitbringen"),),
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
# Why a phase was entered without what it demands.
_LEFT_OUT = ("urgent", "wish_of_client", "done_elsewhere")
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
        self._case = OpenCase(stage, story, asking, who, case_id)
        self._paperwork = Paperwork(self._case, about)
        self._topics: list[str] = about["topics"]
        self._interpreter = about["language"] not in who.languages
        self._dice = stage.dice(f"{story} case")
        # Dice of its own, so that what is assessed changes nothing of what happens.
        self._judgement = stage.dice(f"{story} standing")
        self._scores = {topic: self._judgement.randint(2, 4) for topic in stage.programme.topics}
        self._diary = Diary(stage, asking, who, case_id, about["municipality"], self._interpreter, self._dice)
        self._meetings = self._dice.choices((1, 2, 3, 4), weights=(4, 6, 4, 2))[0]
        self._met = 0
        self._phase = 0
        # Some cannot wait for an assessment and a plan.
        self._left_out = self._judgement.choice(_LEFT_OUT) if self._judgement.random() < 0.1 else None
        self._comes_back = self._judgement.random() < 0.08

    def begin(self, moment: datetime) -> None:
        """Somebody calls the client soon after this moment, and they agree on a first meeting."""
        self._case.later(moment, (1, 3), self._dice, self._agree_to_meet)

    def _agree_to_meet(self, moment: datetime) -> None:
        if self._dice.random() < 0.15:
            self._case.later(moment, (3, 10), self._dice, partial(self._consult, kind="phone"))
            return
        booked = self._diary.book(moment, (3, 9) if self._met == 0 else (8, 24))
        if booked is None:
            self._case.later(moment, (2, 4), self._dice, self._agree_to_meet)
            return
        fate = self._dice.random()
        if fate < 0.07:
            self._cancel(booked.starts_at)
        elif fate < 0.13:
            self._case.at(booked.starts_at - timedelta(days=1), self._move)
        else:
            self._case.at(booked.ends_at, self._say_what_came_of_it)

    def _cancel(self, starts_at: datetime) -> None:
        def cancel(moment: datetime) -> None:
            self._diary.cancel()
            self._case.later(moment, (1, 3), self._dice, self._agree_to_meet)

        # On the day before at the latest: the hours of a day are gone through together, and who is told must have time.
        self._case.at(starts_at - timedelta(hours=self._dice.randint(17, 48)), cancel)

    def _move(self, moment: datetime) -> None:
        moved = self._diary.move(moment, (3, 8))
        self._case.at(moved.ends_at, self._say_what_came_of_it)

    def _say_what_came_of_it(self, moment: datetime) -> None:
        if self._dice.random() < 0.12:
            self._diary.missed()
            self._case.later(moment, (1, 4), self._dice, self._agree_to_meet)
        else:
            self._diary.kept()
            self._consult(moment, kind="in_person")

    def _consult(self, moment: datetime, kind: str) -> None:
        self._case.do(
            "hold_consultation",
            kind=kind,
            topics=self._topics[:2],
            minutes=self._dice.choice((30, 45, 60) if kind == "in_person" else (10, 15, 20)),
            with_interpreter=self._interpreter and self._dice.random() < 0.6,
            place=self._diary.place if kind == "in_person" else None,
            note=self._dice.choice(_NOTES),
        )
        self._met += 1
        if self._met == 1:
            self._agree(moment)
            self._paperwork.begin(moment)
        elif self._met % 2:
            self._assess_again()
        if self._dice.random() < 0.55:
            self._meet_a_wall(moment)
        self._go_on(moment)

    def _agree(self, moment: datetime) -> None:
        for topic in self._topics[:2]:
            due_on = self._case.day(moment, self._dice.randint(30, 120))
            goal = self._case.do("agree_goal", topic=topic, words=_GOALS[topic], due_on=due_on)
            self._plan_steps(goal["goal_id"], topic, moment)
            which = {"goal_id": goal["goal_id"], "version": goal["version"]}
            fate = self._dice.random()
            # What is in distress is not dropped.
            self._scores[topic] = (
                self._judgement.randint(2, 3) if 0.55 <= fate < 0.65 else self._judgement.randint(0, 2)
            )
            if fate < 0.55:
                self._case.later(moment, (15, 60), self._dice, self._case.while_open("reach_goal", **which))
            elif fate < 0.65:
                drop = self._case.while_open("drop_goal", reason="no_longer_wanted", **which)
                self._case.later(moment, (15, 60), self._dice, drop)
        if self._left_out is None:
            self._case.do("record_assessment", scores=self._scores)
            self._case.do("agree_plan")

    def _plan_steps(self, goal_id: str, topic: str, moment: datetime) -> None:
        for doer, words in _STEPS[topic]:
            due_on = self._case.day(moment, self._judgement.randint(7, 40))
            step = self._case.do("plan_step", goal_id=goal_id, doer=doer, words=words, due_on=due_on)
            if self._judgement.random() < 0.7:
                which = {"step_id": step["step_id"], "version": step["version"]}
                self._case.later(moment, (5, 30), self._judgement, self._case.while_open("finish_step", **which))

    def _assess_again(self) -> None:
        for topic in self._topics[:2]:
            self._scores[topic] = min(4, self._scores[topic] + self._judgement.choice((0, 1, 1, 2)))
        self._case.do("record_assessment", scores=self._scores)

    def _meet_a_wall(self, moment: datetime) -> None:
        _, topic, kind, institution = self._dice.choices(_WALLS, weights=[row[0] for row in _WALLS])[0]
        met = self._case.do("meet_barrier", topic=topic, kind=kind, institution=institution)
        if self._dice.random() < 0.4:
            how = self._judgement.choice(("solved", "solved", "way_around", "not_needed"))
            which = {"barrier_id": met["barrier_id"], "version": met["version"], "how": how}
            self._case.later(moment, (10, 40), self._dice, self._case.while_open("clear_barrier", **which))

    def _go_on(self, moment: datetime) -> None:
        if self._phase < len(_PHASES) and self._dice.random() < 0.85:
            if _PHASES[self._phase] == "evaluation":
                self._assess_again()
            skip = {"skip": {"reason": self._left_out}} if self._left_out else {}
            self._case.change("enter_phase", phase=_PHASES[self._phase], **skip)
            self._phase += 1
        if self._met < self._meetings:
            self._agree_to_meet(moment)
        else:
            self._case.later(moment, (7, 30), self._dice, self._close)

    def _close(self, moment: datetime) -> None:
        self._paperwork.settle()
        _, reason, outcome = self._dice.choices(_ENDINGS, weights=[row[0] for row in _ENDINGS])[0]
        self._case.change("close_case", reason=reason, outcome=outcome)
        self._case.is_closed = True
        if self._comes_back:
            self._comes_back = False
            self._case.later(moment, (8, 25), self._judgement, self._reopen)

    def _reopen(self, moment: datetime) -> None:
        self._case.change("reopen_case")
        self._case.is_closed = False
        self._case.later(moment, (1, 3), self._judgement, self._agree_to_meet)
