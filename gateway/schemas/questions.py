"""Questions of the foreigners' authority."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import REFERENCE, ident, moment, text, version

_PURPOSE = {"example": "documents_missing"}


class QuestionInList(Schema):
    """A question, without its words."""

    question_id = ident()
    reference = fields.String(required=True, metadata=REFERENCE)
    purpose = text("What for, as a code of the programme.", required=True, metadata=_PURPOSE)
    status = text("asked, answered or declined.", required=True)
    asked_at = moment()
    decided_at = moment(allow_none=True)
    version = version()


class Questions(Schema):
    """One page of what one has asked, the newest first; `Link: …; rel="next"` where there are more."""

    items = fields.List(fields.Nested(QuestionInList), required=True)


class Question(QuestionInList):
    """A question with its words and its answer. Looking at it is written down."""

    words = text("What was asked.", required=True)
    answer = text("What it was answered; none while it waits, and none where it was declined.", allow_none=True)


class QuestionOfOnesOwn(Question):
    """A question one has asked oneself."""

    withheld = fields.Boolean(
        required=True, metadata={"description": "It was answered, but the release for the answer has ended."}
    )


class QuestionInCase(Question):
    """A question about a case, as whoever works in the case sees it."""

    asked_by = text("Who asked.", required=True, allow_none=True)
    by = text("Who answered or declined.", required=True, allow_none=True)


class QuestionsOfCase(Schema):
    """What the foreigners' authority has asked about a case."""

    questions = fields.List(fields.Nested(QuestionInCase), required=True)


class QuestionAsked(Schema):
    """A question about one case, for one purpose, under a release that is in force."""

    reference = text("As the person names it; however it is written.", required=True, metadata=REFERENCE)
    purpose = text("A code of the programme.", required=True, metadata=_PURPOSE)
    words = text("What is asked; encrypted.", required=True)


class QuestionAnswered(Schema):
    """What a question is answered."""

    words = text("The answer; encrypted.", required=True)


class QuestionNoted(Schema):
    """The question after the change."""

    question_id = ident()
    version = version()


class QuestionOfRequest(Schema):
    """A question of the foreigners' authority about the case that a request became, as the person it is about sees it.

    What was asked and answered is not part of it."""

    purpose = text("A code of the programme.", required=True, metadata=_PURPOSE)
    asked_at = moment()
    status = text("asked, answered or declined.", required=True)
    decided_at = moment(allow_none=True)
