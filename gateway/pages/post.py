"""The post tray: letters that wait to be printed, addressed by hand, and posted or handed over."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request
from flask_wtf.csrf import CSRFError

from gateway import files, who
from gateway import post as letters
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("post")

FORMS = {"mark_posted": Form("notifications", lists=("message_ids",))}
_POSTERS = ("counsellor", "coordinator", "desk")
_PER_PAGE = 50  # as many as are printed or marked at once


@blueprint.get("/post")
@staff(*_POSTERS)
def tray() -> Response:
    """Which letters wait, the first first."""
    return _tray()


@blueprint.get("/post/letters.pdf")
@staff(*_POSTERS)
def print_letters() -> Response:
    """Some of them as one file."""
    return files.shown(letters.as_pdf(request.args.getlist("message_id")), letters.FILE)


@blueprint.post("/post")
@staff(*_POSTERS)
def posted() -> Response:
    """Note that they were posted."""
    return deeds.carry_out(FORMS, {}, _tray, lambda _answer: staff_frame.to("post.tray"))


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_tray, error)


def _tray(**said: Any) -> Response:
    chosen = {"cursor": request.args.get("cursor", "").strip()}
    asked: dict[str, Any] = {"limit": _PER_PAGE} | {name: value for name, value in chosen.items() if value}
    found = who.ask("notifications", "post_tray", asked)
    return staff_frame.page(
        "staff/post.html",
        letters=found["items"],
        opens_cases="counsellor" in g.account["roles"],
        **staff_frame.leaves("post.tray", found, chosen),
        **said,
    )
