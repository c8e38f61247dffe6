"""The waiting list: who waits, in which order, and what becomes of times that were freed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, request
from flask_wtf.csrf import CSRFError

from gateway import who
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff
from services.chassis.errors import TooLate, Unavailable

blueprint = staff_frame.blueprint("waiting")

_PER_PAGE = 50
_FILTERS = ("speaks", "place", "topic")
_LEAVE = Form("scheduling", texts=("waiting_id",), numbers=("version",), names_page=False)
_FORMS = {"withdraw_waiting": _LEAVE}

# On the page of a case.
FORMS = {
    "join_waiting_list": Form(
        "scheduling",
        texts=("place", "topic", "mode", "until"),
        numbers=("minutes",),
        ticks=("urgent", "with_interpreter"),
        order=("place", "topic", "mode", "minutes", "until"),
    ),
    "withdraw_waiting": _LEAVE,
}


@blueprint.get("/waiting")
@staff("counsellor", "coordinator")
def line() -> Response:
    """Who waits (for this), in order; how many for what; and freed times."""
    return _line()


@blueprint.post("/waiting")
@staff("counsellor", "coordinator")
def leave() -> Response:
    """Take somebody off the list."""
    return deeds.carry_out(_FORMS, {}, _line, lambda _answer: staff_frame.to("waiting.line"))


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_line, error)


def of_case(case: Mapping[str, Any], appointments: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How the person in a case waits at present, with their position; None where they do not, and while the scheduling
    is away or whoever asks only looks in."""
    if appointments.get("away") or not appointments["can_book"]:
        return None
    try:
        found = who.ask("scheduling", "waiting_list", {"case_id": case["case_id"]})["items"]
    except (Unavailable, TooLate):
        return None
    return next(iter(found), None)


def _line(**said: Any) -> Response:
    chosen = {name: request.args.get(name, "").strip() for name in (*_FILTERS, "cursor")}
    wanted = {"language": chosen["speaks"], "place": chosen["place"], "topic": chosen["topic"]}
    asked: dict[str, Any] = {name: value for name, value in wanted.items() if value} | {"limit": _PER_PAGE}
    if chosen["cursor"]:
        asked["cursor"] = chosen["cursor"]
    found = who.ask("scheduling", "waiting_list", asked)
    return staff_frame.page(
        "staff/waiting.html",
        entries=found["items"],
        counts=found["counts"],
        freed=who.ask("scheduling", "freed_times", {"limit": _PER_PAGE})["items"],
        chosen=chosen,
        is_filtered=any(chosen[name] for name in _FILTERS),
        **staff_frame.leaves("waiting.line", found, chosen),
        **said,
    )
