"""Residence documents, changes of the legal sphere, and the questions of the foreigners' authority."""

from __future__ import annotations

from typing import Any

from services.cases.commands import questions as question_commands
from services.cases.commands import residence as residence_commands
from services.cases.commands import spheres as sphere_commands
from services.cases.queries import questions as question_queries
from services.cases.schemas import questions as of_questions
from services.cases.schemas import residence as of_residence
from services.cases.service.parts import Part
from services.chassis.extensions import Provided, answers, every
from services.chassis.identity import Actor

Answer = dict[str, Any]


class Residence(Part):
    """Residence documents, changes of the legal sphere, and the questions of the foreigners' authority."""

    warning_days: tuple[int, ...] = Provided(lambda parts: parts.programme.residence.warning_days)

    @answers(of_residence.NoteResidence, command=True)
    def note_residence(self, who: Actor, request: Answer) -> Answer:
        return residence_commands.note_residence(self.store, who, self.clock, **request)

    @answers(of_residence.CorrectResidence, command=True)
    def correct_residence(self, who: Actor, request: Answer) -> Answer:
        return residence_commands.correct_residence(self.store, who, self.clock, **request)

    @answers(of_residence.EndResidence, command=True)
    def end_residence(self, who: Actor, request: Answer) -> Answer:
        return residence_commands.end_residence(self.store, who, self.clock, **request)

    @answers(of_residence.StartSphereChange, command=True)
    def start_sphere_change(self, who: Actor, request: Answer) -> Answer:
        return sphere_commands.start_sphere_change(self.store, who, self.clock, **request)

    @answers(of_residence.TickStep, command=True)
    def tick_sphere_step(self, who: Actor, request: Answer) -> Answer:
        return sphere_commands.tick_sphere_step(self.store, who, self.clock, **request)

    @answers(of_residence.TickStep, command=True)
    def untick_sphere_step(self, who: Actor, request: Answer) -> Answer:
        return sphere_commands.untick_sphere_step(self.store, who, self.clock, **request)

    @answers(of_residence.EndSphereChange, command=True)
    def end_sphere_change(self, who: Actor, request: Answer) -> Answer:
        return sphere_commands.end_sphere_change(self.store, who, self.clock, **request)

    @answers(of_questions.ListQuestions)
    def questions(self, who: Actor, request: Answer) -> Answer:
        return question_queries.questions(self.store, who, **request)

    @answers(of_questions.OneQuestion)
    def question(self, who: Actor, request: Answer) -> Answer:
        return question_queries.question(self.store, who, self.clock, **request)

    def _asked(self, answer: Answer) -> Answer:
        return question_commands.require_asked(answer)

    @answers(of_questions.AskQuestion, command=True, complete=_asked)
    def ask_question(self, who: Actor, request: Answer) -> Answer:
        return question_commands.ask_question(self.store, who, self.clock, **request)

    @answers(of_questions.AnswerQuestion, command=True)
    def answer_question(self, who: Actor, request: Answer) -> Answer:
        return question_commands.answer_question(self.store, who, self.clock, **request)

    @answers(of_questions.DeclineQuestion, command=True)
    def decline_question(self, who: Actor, request: Answer) -> Answer:
        return question_commands.decline_question(self.store, who, self.clock, **request)

    @every(seconds=600)
    def warn_of_expiring(self) -> None:
        residence_commands.warn_of_expiring(self.store, Actor.system(), self.warning_days)
