"""Offers to us: all of them with what became of them; one, with what may be known before it is accepted, and the two
answers to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_wtf.csrf import CSRFError

from gateway import who
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("offers")

_PER_PAGE = 50
_ALL = "all"

FORMS = {
    "accept_offer": Form("cases", numbers=("version",)),
    "decline_offer": Form("cases", texts=("reason",), numbers=("version",)),
}


@blueprint.get("/offers")
@staff("counsellor", "coordinator")
def offers() -> Response:
    """What was offered to us and waits for an answer; or what became of the others."""
    status, cursor = (request.args.get(name, "").strip() for name in ("status", "cursor"))
    status = status or "open"
    body: dict[str, Any] = {"limit": _PER_PAGE} | ({"cursor": cursor} if cursor else {})
    found = who.ask("cases", "offers", body | ({} if status == _ALL else {"status": status}))
    return staff_frame.page(
        "staff/offers.html",
        offers=found["items"],
        status=status,
        next_page=found["next"] and url_for("offers.offers", status=status, cursor=found["next"]),
    )


@blueprint.get("/offers/<uuid:offer_id>")
@staff("counsellor", "coordinator")
def one_offer(offer_id: UUID) -> Response:
    """What was offered: topics, language, place; no person."""
    return _offer(str(offer_id))


@blueprint.post("/offers/<uuid:offer_id>")
@staff("counsellor", "coordinator")
def decide(offer_id: UUID) -> Response:
    """Accept it or decline it."""
    return deeds.carry_out(
        FORMS,
        {"offer_id": str(offer_id)},
        lambda **said: _offer(str(offer_id), **said),
        lambda _answer: staff_frame.to("work.mine"),
    )


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    offer_id = str((request.view_args or {})["offer_id"])
    return deeds.say_again(lambda **said: _offer(offer_id, **said), error)


def _offer(offer_id: str, **said: Any) -> Response:
    offer = who.ask("cases", "offer", {"offer_id": offer_id})
    return staff_frame.page("staff/offer.html", offer=offer, **said)
