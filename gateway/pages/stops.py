"""The link at the end of every mail: no more of them.

Mail programs follow it as well, without asking, by a POST to the same address (RFC 8058). It carries all that is
needed, so that there is no cookie to forge with.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from gateway import who
from gateway.pages.public import give_language, private, take_language
from gateway.who import public

blueprint = Blueprint("stops", __name__)
blueprint.url_value_preprocessor(take_language)
blueprint.url_defaults(give_language)


@blueprint.get("/messages/<token>")
@public
def ask(token: str) -> Response:
    """Ask whether they want no more e-mails, and say what goes on all the same; a program that only looks stops
    nothing."""
    return _page("way_by_link", token)


@blueprint.post("/messages/<token>")
@public
def stop(token: str) -> Response:
    """No more e-mails; again, nothing more happens."""
    # What a mail program sends by itself (RFC 8058 section 3.2) holds this; the form of our page is empty.
    by_program = request.form.get("List-Unsubscribe") == "One-Click"
    return _page("stop_by_link", token, **{"how": "one_click"} if by_program else {})


def _page(method: str, token: str, **said: str) -> Response:
    told = who.ask("notifications", method, {"token": token, **said})
    return private("stop.html", token=token, is_open=told["is_open"])
