"""What whoever is signed in was told of: what is new first, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, g, url_for
from flask_wtf.csrf import CSRFError

from gateway import who
from gateway.api.staff_messages import READERS
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff
from services.chassis.errors import TooLate, Unavailable

blueprint = staff_frame.blueprint("staff_messages")

FORMS = {"see_staff_messages": Form("notifications", texts=("until",))}

# Where a line leads: by the id it holds, to a page of whoever has one of these roles.
_LEADS = (
    ("offer_id", "offers.one_offer", frozenset({"counsellor", "coordinator"})),
    ("case_id", "cases.case", frozenset({"counsellor"})),
    ("request_id", "desk.one_request", frozenset({"desk", "coordinator"})),
    ("interpreter_id", "interpreters.interpreter", frozenset({"desk", "coordinator"})),
)


@blueprint.get("/messages")
@staff(*READERS)
def told() -> Response:
    """What one was told of, with a way to each thing."""
    return _told()


@blueprint.post("/messages")
@staff(*READERS)
def see() -> Response:
    """Note that one has seen what the page showed."""
    return deeds.carry_out(FORMS, {}, _told, lambda _answer: staff_frame.to("staff_messages.told"))


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_told, error)


def unread() -> int | None:
    """How many lines hold something new; None while that cannot be said, which holds up no page."""
    try:
        found: int = who.ask("notifications", "staff_messages", {})["unread"]
    except (Unavailable, TooLate):
        return None
    return found


def _told(**said: Any) -> Response:
    found = who.ask("notifications", "staff_messages", {})
    lines = [{**line, "leads_to": _leads_to(line["about"])} for line in found["items"]]
    return staff_frame.page(
        "staff/messages.html",
        fresh=[line for line in lines if line["unread"]],
        seen=[line for line in lines if not line["unread"]],
        newest_at=max((line["last_at"] for line in lines), default=None),
        unread=found["unread"],
        **said,
    )


def _leads_to(about: Mapping[str, str]) -> str | None:
    roles = set(g.account["roles"])
    for name, endpoint, whose in _LEADS:
        if about.get(name) and roles & whose:
            thing: dict[str, Any] = {name: about[name]}
            return url_for(endpoint, **thing)
    return None
