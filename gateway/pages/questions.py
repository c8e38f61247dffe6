"""The pages of the foreigners' authority's liaison: ask about one case, and read the answers; nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_wtf.csrf import CSRFError

from gateway import names, who
from gateway.installation import here
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("questions")

FORMS = {"ask_question": Form("cases", texts=("reference", "purpose", "words"))}


@blueprint.get("/questions")
@staff("liaison")
def inbox() -> Response:
    """What one has asked, the newest first, and the form for another question."""
    return _inbox()


@blueprint.post("/questions")
@staff("liaison")
def ask() -> Response:
    """Ask about one case, for one purpose."""
    return deeds.carry_out(FORMS, {}, _inbox, lambda _answer: staff_frame.to("questions.inbox"))


@blueprint.get("/questions/<uuid:question_id>")
@staff("liaison")
def question(question_id: UUID) -> Response:
    """One question with its answer."""
    found = who.ask("cases", "question", {"question_id": str(question_id)})
    return staff_frame.page("staff/question.html", question=found)


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_inbox, error)


def _inbox(**said: Any) -> Response:
    wanted = {"cursor": cursor} if (cursor := request.args.get("cursor")) else {}
    found = who.ask("cases", "questions", wanted)
    following = found["next"] and url_for("questions.inbox", cursor=found["next"])
    purposes = {code: purpose.name for code, purpose in here().programme.residence.purposes.items()}
    return staff_frame.page(
        "staff/questions.html",
        questions=found["items"],
        next_page=following,
        purposes=names.options(purposes),
        **said,
    )
