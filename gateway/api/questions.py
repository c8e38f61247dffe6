"""Questions of the foreigners' authority: its liaison asks and reads the own ones, the counsellor answers."""

from __future__ import annotations

from uuid import UUID

from flask import url_for
from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, LOCATION, NEXT, changing, creating, listing, reading
from gateway.schemas import questions as schemas

blueprint = Blueprint("api_questions", __name__, description="One case, one purpose, one release; no browsing.")

_liaison, _counsellor = who.bearer("liaison"), who.bearer("counsellor")


@blueprint.route("/questions", methods=["GET"])
@_liaison
@blueprint.doc(**listing("List the own questions"))
@blueprint.response(200, schemas.Questions, headers=NEXT)
def questions() -> lists.Page:
    """What one has asked, the newest first; without words."""
    return lists.page("cases", "questions")


@blueprint.route("/questions/<uuid:question_id>", methods=["GET"])
@_liaison
@blueprint.doc(**reading("See an own question"))
@blueprint.response(200, schemas.QuestionOfOnesOwn, headers=ETAG)
def question(question_id: UUID) -> Answer:
    """With its answer, once there is one. That you looked is written down."""
    found = who.ask("cases", "question", {"question_id": str(question_id)})
    return found, 200, versions.header(found)


@blueprint.route("/questions", methods=["POST"])
@_liaison
@blueprint.doc(**creating("Ask about a case", schemas.QuestionAsked))
@blueprint.response(201, schemas.QuestionNoted, headers=ETAG | LOCATION)
def ask_question() -> Answer:
    """Refused in the same words whether the reference is unknown or nothing was released for this purpose."""
    asked = create("cases", "ask_question")
    return created(asked, url_for("api_questions.question", question_id=UUID(asked["question_id"])))


@blueprint.route("/questions/<uuid:question_id>/answer", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Answer a question", schemas.QuestionAnswered))
@blueprint.response(200, schemas.QuestionNoted, headers=ETAG)
def answer_question(question_id: UUID) -> Answer:
    """Under the release that is in force; refused without."""
    return changed(change("cases", "answer_question", question_id=question_id))


@blueprint.route("/questions/<uuid:question_id>/decline", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Decline a question"))
@blueprint.response(200, schemas.QuestionNoted, headers=ETAG)
def decline_question(question_id: UUID) -> Answer:
    """It is not answered; a reason is owed to nobody."""
    return changed(change("cases", "decline_question", question_id=question_id))
