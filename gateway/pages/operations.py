"""Operations: how every service is, and the messages on which a person has to decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Response, request, url_for
from flask_wtf.csrf import CSRFError

from gateway import operations, staff_figures, who
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff
from services.chassis.errors import NotFound

blueprint = staff_frame.blueprint("operations")

# Of each service on the page of all of them; the rest of a long list has pages of its own.
_FIRST, _PER_PAGE = 10, 100
_DEEDS = ("replay_parked", "archive_parked")


@blueprint.get("/operations")
@staff("operator")
def services() -> Response:
    """Every service, and what is parked there; or the parked messages of the one that is named, page by page."""
    return _services()


@blueprint.get("/operations/<parked_id>")
@staff("operator")
def archiving(parked_id: str) -> Response:
    """One parked message, and whether it is to be set aside for good."""
    return staff_frame.page("staff/archive.html", message=_message(parked_id))


@blueprint.post("/operations/<parked_id>")
@staff("operator")
def decide(parked_id: str) -> Response:
    """Let a parked message have its turn again, or set it aside."""
    service, position = operations.locate(parked_id)
    forms = dict.fromkeys(_DEEDS, Form(service))
    return deeds.carry_out(
        forms, {"position": position}, _services, lambda _answer: staff_frame.to("operations.services")
    )


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_services, error)


def _services(**said: Any) -> Response:
    of_one = request.args.get("service")
    asked: dict[str, Any] = {"limit": _PER_PAGE if of_one else _FIRST}
    asked |= {name: value for name in ("service", "cursor") if (value := request.args.get(name))}
    parked = operations.parked(asked)
    conditions = [each for each in operations.conditions() if of_one in (None, each["service"])]
    return staff_frame.page(
        "staff/operations.html",
        conditions=conditions,
        parked={
            each["service"]: [item for item in parked["items"] if item["service"] == each["service"]]
            for each in conditions
        },
        more=parked["more"],
        waiting=sum(each.get("parked", 0) for each in conditions),
        absent=[each["service"] for each in conditions if not each["present"]],
        of_one=of_one,
        number=staff_figures.number,
        next_page=parked["next"] and url_for("operations.services", service=of_one, cursor=parked["next"]),
        **said,
    )


def _message(parked_id: str) -> dict[str, Any]:
    service, position = operations.locate(parked_id)
    found = next((item for item in _all_parked(service) if item["position"] == position), None)
    if found is None:
        raise NotFound("message_not_parked", "There is no such parked message (any more).")
    return found | {"service": service, "parked_id": parked_id}


def _all_parked(service: str) -> Iterator[dict[str, Any]]:
    body: dict[str, Any] = {"limit": _PER_PAGE}
    while True:
        answer = who.ask(service, "parked", body)
        yield from answer["items"]
        if not answer["next"]:
            return
        body["cursor"] = answer["next"]
