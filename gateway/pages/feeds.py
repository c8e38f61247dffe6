"""The own calendar in other programs: its secret address."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_wtf.csrf import CSRFError

from gateway import feeds, who
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("feeds")

FORMS = {"make_feed": Form("scheduling"), "revoke_feed": Form("scheduling")}


@blueprint.get("/calendar/feed")
@staff("counsellor")
def own() -> Response:
    """Whether there is an address, and since when."""
    return _own()


@blueprint.post("/calendar/feed")
@staff("counsellor")
def change() -> Response:
    """Make an address, which is shown this once, or take it back."""

    def done(answer: dict[str, Any]) -> Response:
        return _own(url=feeds.address(answer["token"])) if "token" in answer else staff_frame.to("feeds.own")

    return deeds.carry_out(FORMS, {}, _own, done)


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_own, error)


def _own(**said: Any) -> Response:
    return staff_frame.page("staff/feed.html", made_at=who.ask("scheduling", "own_feed", {})["made_at"], **said)
