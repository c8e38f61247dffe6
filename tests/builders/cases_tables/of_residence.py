"""What is asked of residence documents, changes of the legal sphere and questions of the foreigners' authority."""

from __future__ import annotations

from typing import Any

from services.cases.commands import questions as questions_commands
from services.cases.commands import residence as residence_commands
from services.cases.commands import spheres as spheres_commands
from services.cases.queries import questions as questions_queries
from services.cases.schemas import questions as of_questions
from services.cases.schemas import residence as of_residence


def _ask_question(*asked: Any, **what: Any) -> dict[str, Any]:
    return questions_commands.require_asked(questions_commands.ask_question(*asked, **what))


ASKED: dict[str, tuple[Any, Any]] = {
    "questions": (of_questions.ListQuestions, questions_queries.questions),
}
DONE: dict[str, tuple[Any, Any]] = {
    "note_residence": (of_residence.NoteResidence, residence_commands.note_residence),
    "correct_residence": (of_residence.CorrectResidence, residence_commands.correct_residence),
    "end_residence": (of_residence.EndResidence, residence_commands.end_residence),
    "start_sphere_change": (of_residence.StartSphereChange, spheres_commands.start_sphere_change),
    "tick_sphere_step": (of_residence.TickStep, spheres_commands.tick_sphere_step),
    "untick_sphere_step": (of_residence.TickStep, spheres_commands.untick_sphere_step),
    "end_sphere_change": (of_residence.EndSphereChange, spheres_commands.end_sphere_change),
    "question": (of_questions.OneQuestion, questions_queries.question),
    "ask_question": (of_questions.AskQuestion, _ask_question),
    "answer_question": (of_questions.AnswerQuestion, questions_commands.answer_question),
    "decline_question": (of_questions.DeclineQuestion, questions_commands.decline_question),
}
