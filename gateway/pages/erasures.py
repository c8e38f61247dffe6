"""Forgetting people: proposed on their page, decided by two, carried out everywhere; holds, and what is due."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_wtf.csrf import CSRFError

from gateway import who
from gateway.pages import deeds, staff_frame
from gateway.pages.privacy import of_intake, show_person
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("erasures")

_PER_PAGE = 50
# Of a proposal of retention so many cases are shown; how many there are is told beside.
_SHOWN = 50

OF_PERSON = {
    "propose_erasure": Form("cases", texts=("reason",), order=("reason",)),
    "place_hold": Form("cases", texts=("reason", "until"), order=("reason", "until")),
    "release_hold": Form("cases", texts=("hold_id",), numbers=("version",), names_page=False),
}
FORMS = {
    "confirm_erasure": Form("cases", numbers=("version",)),
    "reject_erasure": Form("cases", numbers=("version",)),
}


@blueprint.get("/privacy/erasures")
@staff("privacy_officer", "coordinator")
def listed() -> Response:
    """Erasures of the organisation, the newest first."""
    chosen = {name: text for name in ("status", "cursor") if (text := request.args.get(name, "").strip())}
    found = who.ask("cases", "erasures", {"limit": _PER_PAGE} | chosen)
    return staff_frame.page(
        "staff/erasures.html",
        erasures=found["items"],
        status=chosen.get("status", ""),
        **staff_frame.leaves("erasures.listed", found, chosen),
        **({} if chosen else of_intake("of_requests", "request_erasures", {"limit": _PER_PAGE})),
    )


@blueprint.get("/privacy/erasures/<uuid:erasure_id>")
@staff("privacy_officer", "coordinator")
def one(erasure_id: UUID) -> Response:
    """One erasure: what would be gone, and who has said yes."""
    return _one(str(erasure_id))


@blueprint.post("/privacy/erasures/<uuid:erasure_id>")
@staff("privacy_officer", "coordinator")
def decide(erasure_id: UUID) -> Response:
    """Confirm it as the second person, or reject it."""
    return deeds.carry_out(
        FORMS,
        {"erasure_id": str(erasure_id)},
        lambda **said: _one(str(erasure_id), **said),
        lambda _answer: staff_frame.to("erasures.one", erasure_id=erasure_id),
    )


@blueprint.post("/privacy/people/<uuid:person_id>")
@staff("privacy_officer", "coordinator")
def of_person(person_id: UUID) -> Response:
    """Propose that they are forgotten; place a hold, or release it."""

    def done(answer: dict[str, Any]) -> Response:
        if "erasure_id" in answer:
            return staff_frame.to("erasures.one", erasure_id=answer["erasure_id"])
        return staff_frame.to("privacy.person", person_id=person_id)

    about = {"person_id": str(person_id)}
    return deeds.carry_out(OF_PERSON, about, lambda **said: show_person(str(person_id), **said), done)


@blueprint.get("/privacy/retention")
@staff("privacy_officer", "coordinator")
def retention() -> Response:
    """A dry run: which cases' time is over."""
    found = who.ask("cases", "retention", {})
    return staff_frame.page("staff/retention.html", years=found["years"], due=found["items"])


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    named = request.view_args or {}
    if "person_id" in named:
        return deeds.say_again(lambda **said: show_person(str(named["person_id"]), **said), error)
    return deeds.say_again(lambda **said: _one(str(named["erasure_id"]), **said), error)


def _one(erasure_id: str, **said: Any) -> Response:
    found = who.ask("cases", "erasure", {"erasure_id": erasure_id})
    return staff_frame.page(
        "staff/erasure.html", erasure=found, about=found["about"][:_SHOWN], more=len(found["about"]) > _SHOWN, **said
    )
