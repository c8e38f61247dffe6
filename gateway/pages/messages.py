"""What was written to somebody, on the pages of their case or request: what became of it, and sending it again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_wtf.csrf import CSRFError

from gateway import messages
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.staff_words import TABLES, word
from gateway.who import staff

blueprint = staff_frame.blueprint("messages")

# So many stand on the page of a case or a request; the rest is on a page of its own.
NEWEST = 10
_PER_PAGE = 50

_AGAIN = Form("notifications", texts=("message_id",))
OF_CASE = {"send_again": replace(_AGAIN, bears=messages.under_warrant_of_case)}
OF_REQUEST = {"send_again": replace(_AGAIN, bears=messages.under_warrant_of_request)}

# When it became what it is.
_SINCE = {"delivered": "delivered_at", "bounced": "bounced_at", "queued": "due_at"}
# What carriers answer, in their own codes: what it means to whoever reads it here.
_MEANS = (
    (re.compile(r"smtp_5|sms_101|sms_202|dsn_5\.[12]"), "address_refused"),
    (re.compile(r"dsn_5"), "sent_back"),
    (re.compile(r"smtp_4|dsn_4"), "not_now"),
)


def of_case(case_id: str) -> dict[str, Any] | None:
    """The newest messages about a case, as its page shows them; None while they cannot be told."""
    return _shown(messages.shown_of_case(case_id, NEWEST))


def of_request(request_id: str) -> dict[str, Any] | None:
    """The newest messages about a request, as its page shows them; None while they cannot be told."""
    return _shown(messages.shown_of_request(request_id, NEWEST))


@blueprint.get("/cases/<uuid:case_id>/messages")
@staff("counsellor", "coordinator", "privacy_officer")
def in_case(case_id: UUID) -> Response:
    """All messages about a case, in pages."""
    return _case(str(case_id))


@blueprint.post("/cases/<uuid:case_id>/messages")
@staff("counsellor")
def send_again_in_case(case_id: UUID) -> Response:
    """Send one of them again."""
    about = {"case_id": str(case_id)}
    return deeds.carry_out(OF_CASE, about, lambda **said: _case(str(case_id), **said), lambda _: _back())


@blueprint.get("/desk/requests/<uuid:request_id>/messages")
@staff("desk", "coordinator")
def about_request(request_id: UUID) -> Response:
    """All messages about a request, in pages."""
    return _request(str(request_id))


@blueprint.post("/desk/requests/<uuid:request_id>/messages")
@staff("desk", "coordinator")
def send_again_about_request(request_id: UUID) -> Response:
    """Send one of them again."""
    about = {"request_id": str(request_id)}
    return deeds.carry_out(OF_REQUEST, about, lambda **said: _request(str(request_id), **said), lambda _: _back())


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    where = request.view_args or {}
    if case_id := where.get("case_id"):
        return deeds.say_again(lambda **said: _case(str(case_id), **said), error)
    return deeds.say_again(lambda **said: _request(str(where["request_id"]), **said), error)


def _case(case_id: str, **said: Any) -> Response:
    found = messages.of_case(case_id, **_asked())
    return _all(found, url_for("cases.case", case_id=case_id), **said)


def _request(request_id: str, **said: Any) -> Response:
    found = messages.of_request(request_id, **_asked())
    return _all(found, url_for("desk.one_request", request_id=request_id), **said)


def _all(found: dict[str, Any], way_back: str, **said: Any) -> Response:
    assert request.endpoint
    following = found["next"] and url_for(request.endpoint, **{**(request.view_args or {}), "cursor": found["next"]})
    return staff_frame.page("staff/written.html", messages=_shown(found), next_page=following, back_to=way_back, **said)


def _asked() -> dict[str, Any]:
    cursor = request.args.get("cursor")
    return {"limit": _PER_PAGE} | ({"cursor": cursor} if cursor else {})


def _back() -> Response:
    assert request.endpoint
    return staff_frame.to(request.endpoint, **(request.view_args or {}))


def _shown(found: dict[str, Any] | None) -> dict[str, Any] | None:
    return found and {**found, "items": [{**each, **_said(each)} for each in found["items"]]}


def _said(message: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the line of a message: its state in words, since when, and why."""
    state, words = message["state"], TABLES["message_state"]
    of_channel = f"{message['channel']}_{state}"
    return {
        "state_said": word("message_state", of_channel if of_channel in words else state),
        "since": message[_SINCE.get(state, "settled_at")] or message["queued_at"],
        "why": _why(message["reason"]) if state in ("queued", "failed", "bounced") else None,
    }


def _why(reason: str | None) -> str | None:
    if reason is None:
        return None
    if reason in TABLES["message_reason"]:
        return word("message_reason", reason)
    means = next((code for pattern, code in _MEANS if pattern.match(reason)), "not_handed_over")
    return word("message_reason", means)
