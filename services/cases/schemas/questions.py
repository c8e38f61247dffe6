"""What comes in about questions of the foreigners' authority."""

from __future__ import annotations

from typing import Any

from marshmallow import post_load

from services.cases.schemas.codes import Coded
from services.chassis.fields import Asked, Code, Identifier, Number, Text
from services.chassis.paging import Paged
from services.chassis.programme import Programme

_WORDS_MAX = 2000


class ListQuestions(Paged):
    """What one has asked, in pages."""


class OneQuestion(Asked):
    """One question, by its id."""

    question_id = Identifier(required=True)


class AskQuestion(Coded):
    """A question about one case, by its reference, for one purpose; with the data that the programme says it is for."""

    reference = Text(max=20, required=True)
    purpose = Code("question_purpose", required=True)
    words = Text(max=_WORDS_MAX, lines=True, required=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(programme, **options)
        self._purposes = programme.residence.purposes

    @post_load
    def _with_data(self, asked: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {**asked, "data": self._purposes[asked["purpose"]].data}


class DeclineQuestion(OneQuestion):
    """A question, as it was seen."""

    version = Number(1, 2**31 - 1, required=True)


class AnswerQuestion(DeclineQuestion):
    """A question, as it was seen, and what it is answered."""

    words = Text(max=_WORDS_MAX, lines=True, required=True)
