"""The desk: who is waiting, and one request as a whole, with everything that can be done about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, request
from flask_wtf.csrf import CSRFError

from gateway import files, who
from gateway.pages import colleagues, contacting, deeds, interpreters, messages, staff_frame
from gateway.pages.typed import Form, Typed
from gateway.who import staff
from services.chassis.errors import LotseError

blueprint = staff_frame.blueprint("desk")

_PER_PAGE = 50
# What the address calls it → what the intake does; `language` is that of the page.
_FILTERS = {"municipality": "municipality", "speaks": "language", "reference": "reference"}
# What stands among the states in the filter: everything at which nobody has looked in time.
_OVERDUE = "overdue"
# While a request is in one of these, somebody waits for us.
_WAITING = frozenset({"received", "triaged", "offered"})

FORMS = {
    "triage_request": Form(
        "intake",
        texts=("track", "urgency", "municipality", "language"),
        lists=("criteria", "topics"),
        numbers=("version",),
        order=("criteria", "track", "urgency", "municipality", "language", "topics"),
    ),
    "offer_request": Form("intake", texts=("to",), numbers=("version",)),
    "withdraw_offer": Form("intake", texts=("offer_id",), numbers=("version",)),
    "answer_request": Form("intake", texts=("summary",), numbers=("version",)),
    "mark_letter_read": Form("intake", texts=("letter_id",), numbers=("version",)),
    "decide_likeness": Form("intake", texts=("other_id", "verdict"), numbers=("version",), ticks=("despite",)),
    **messages.OF_REQUEST,
    **contacting.OF_REQUEST,
}


@blueprint.get("/desk")
@staff("desk", "coordinator")
def requests() -> Response:
    """Who is waiting, the longest first; or what the filter asks for."""
    chosen = {name: request.args.get(name, "").strip() for name in ("status", *_FILTERS, "cursor")}
    chosen["reference"] = chosen["reference"].upper()
    if chosen["reference"] and not chosen["status"]:  # who types a reference wants that one, wherever it is
        chosen["status"] = "all"
    body: dict[str, Any] = {asked: chosen[name] for name, asked in _FILTERS.items() if chosen[name]}
    body |= {"limit": _PER_PAGE} | ({"cursor": chosen["cursor"]} if chosen["cursor"] else {})
    if chosen["status"] == _OVERDUE:
        body["overdue"] = True
    elif chosen["status"] not in {"", "all"}:
        body["status"] = chosen["status"]
    elif not chosen["status"]:
        body["waiting"] = True
    found = who.ask("intake", "requests", body)
    return staff_frame.page(
        "staff/desk.html",
        requests=[
            item | {"is_waiting": item["status"] in _WAITING, "unseen_since": unseen_since(item)}
            for item in found["items"]
        ],
        chosen=chosen,
        is_filtered=(is_filtered := any(value for name, value in chosen.items() if name != "cursor")),
        interpreters={} if is_filtered else interpreters.still_wanted(),
        **staff_frame.leaves("desk.requests", found, chosen),
    )


@blueprint.get("/desk/offers")
@staff("desk", "coordinator")
def offers() -> Response:
    """Whom we have asked, and what became of it."""
    chosen = {name: request.args.get(name, "").strip() for name in ("status", "to", "cursor")}
    given = {name: text for name, text in chosen.items() if text}
    found = who.ask("intake", "offers_made", {"limit": _PER_PAGE} | given)
    return staff_frame.page(
        "staff/offers_made.html",
        offers=found["items"],
        chosen=chosen,
        **staff_frame.leaves("desk.offers", found, chosen),
    )


@blueprint.get("/desk/requests/<uuid:request_id>")
@staff("desk", "coordinator")
def one_request(request_id: UUID) -> Response:
    """One request: who asks, what for, and what can be done about it now."""
    return _request(str(request_id))


@blueprint.get("/desk/requests/<uuid:request_id>/attachments/<uuid:attachment_id>")
@staff("desk", "coordinator")
def attachment(request_id: UUID, attachment_id: UUID) -> Response:
    """A file that came with a mail: shown if a browser can show it, otherwise saved."""
    found = who.ask("intake", "attachment", {"request_id": str(request_id), "attachment_id": str(attachment_id)})
    return files.handed_out(found, save="save" in request.args)


@blueprint.post("/desk/requests/<uuid:request_id>")
@staff("desk", "coordinator")
def decide(request_id: UUID) -> Response:
    """Triage, offer, withdraw an offer, answer, or note that a letter was read."""
    return deeds.carry_out(
        FORMS,
        {"request_id": str(request_id)},
        lambda **said: _request(str(request_id), **said),
        lambda _answer: staff_frame.to("desk.one_request", request_id=request_id),
    )


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    request_id = str((request.view_args or {})["request_id"])
    return deeds.say_again(lambda **said: _request(request_id, **said), error)


def unseen_since(item: dict[str, Any]) -> datetime | None:
    """Since when nobody has looked at a request that waits, if that is longer than agreed."""
    return datetime.fromisoformat(item.get("seen_at") or item["received_at"]) if item["overdue"] else None


def _request(
    request_id: str, *, typed: Typed | None = None, problem: LotseError | None = None, stale: bool = False
) -> Response:
    found = who.ask("intake", "request", {"request_id": request_id})
    may = frozenset(found["may"])
    suggestions = who.ask("intake", "suggestions", {"request_id": request_id})["items"] if "offer" in may else []
    alike = who.ask("intake", "likenesses", {"request_id": request_id})
    objections = problem.params["contradictions"] if problem and problem.code == "contradicts_verdicts" else []
    return staff_frame.page(
        "staff/request.html",
        typed=typed,
        problem=problem,
        stale=stale,
        request_=found,
        may=may,
        suggestions=[item for item in suggestions if not _is_open_with(found, item["organisation"])],
        likenesses=alike["items"],
        group=[each for each in alike["group"] if each["request_id"] != request_id],
        contradictions=alike["contradictions"],
        objections=objections,
        messages=messages.of_request(request_id),
        written_to=contacting.of_request(request_id),
        deciders=colleagues.deciders(alike["items"], alike["contradictions"] + objections),
        offers=sorted(found["offers"], key=lambda offer: offer["status"] != "open"),
    )


def _is_open_with(found: dict[str, Any], organisation: str) -> bool:
    return any(offer["to"] == organisation and offer["status"] == "open" for offer in found["offers"])
