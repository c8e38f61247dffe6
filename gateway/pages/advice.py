"""Short advice: noted in ten seconds, without a name; a slip of the finger is taken back at once."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_wtf.csrf import CSRFError

from gateway import who
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("advice")

_PER_PAGE = 20
_BARRIER = ("kind", "institution")


def _as_advice(body: dict[str, Any]) -> dict[str, Any]:
    barrier = {name: body.pop(name) for name in _BARRIER if name in body}
    return body | ({"barrier": barrier} if barrier else {})


FORMS = {
    "give_advice": Form(
        "cases",
        texts=("topic", "language", "municipality", *_BARRIER),
        numbers=("minutes",),
        instead={"minutes": "other_minutes"},
        order=("topic", "language", "municipality", "minutes", "barrier"),
        shape=_as_advice,
    ),
    "withdraw_advice": Form("cases", texts=("advice_id",), numbers=("version",)),
}


@blueprint.get("/advice")
@staff("desk", "counsellor", "coordinator")
def quick() -> Response:
    """The form, and below it what one has noted last."""
    return _page()


@blueprint.post("/advice")
@staff("desk", "counsellor", "coordinator")
def note() -> Response:
    """Note it, or take back what was noted a moment ago; then the form is there for the next."""
    return deeds.carry_out(FORMS, {}, _page, lambda _answer: staff_frame.to("advice.quick"))


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_page, error)


def _page(**said: Any) -> Response:
    found = who.ask("cases", "advice", {"limit": _PER_PAGE})
    # Who talks to one person after the other at one counter need not choose language and town each time.
    last = found["items"][0] if found["items"] else {}
    return staff_frame.page(
        "staff/advice.html",
        noted=found["items"],
        last=last,
        **said,
    )
