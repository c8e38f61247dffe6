"""What the desk asks the intake: two requests, one of them triaged and offered, with enough of the rules."""

from __future__ import annotations

import copy
import itertools
from typing import Any

from services.chassis.errors import Conflict, FieldError, Invalid, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT, page_of
from tests.unit.gateway.fake_exports import WARRANT
from tests.unit.gateway.fake_likenesses import LIKENESS_METHODS, REQUEST_ID, FakeLikenesses
from tests.unit.gateway.fake_mail import MAIL_METHODS, FakeMail, mail_of_request

OFFERED_ID = "00000000-0000-7000-8000-000000000002"
DESK_OFFER_ID = "00000000-0000-7000-8000-0000000000f2"
EXPIRES_AT = "2126-11-29T09:15:00Z"

# method → what may be asked with, what has to be there
METHODS: dict[str, tuple[str, str]] = (
    {
        "requests": ("status municipality language reference waiting overdue cursor limit", ""),
        "offers_made": ("status to cursor limit", ""),
        "request": ("request_id", "request_id"),
        "triage_request": (
            "request_id version track criteria urgency topics municipality language",
            "request_id version track urgency",
        ),
        "offer_request": ("request_id version to", "request_id version to"),
        "withdraw_offer": ("request_id offer_id version", "request_id offer_id version"),
        "answer_request": ("request_id version summary", "request_id version summary"),
        "suggestions": ("request_id", "request_id"),
        "messages_warrant": ("request_id", "request_id"),
    }
    | LIKENESS_METHODS
    | MAIL_METHODS
)
_PERSON = {
    "name": "ნინო ბერიძე",
    "email": "nino@example.org",
    "phone": None,
    "message": "ბინა მჭირდება",
    "sms_allowed": None,
    "asked_by": None,
    "birth_year": None,
    "behalf": None,
}
_WAITING = {"received", "triaged", "offered"}
_IN_ONE_REQUEST_ONLY = {
    "person",
    "preferred_place",
    "criteria",
    "summary",
    "notice_version",
    "notice_language",
    "consent_at",
    "appointments",
    "letters",
    "attachments",
    "consent_way",
    "language_guessed",
    "may",
}


def _request(request_id: str, reference: str, **differs: Any) -> dict[str, Any]:
    return {
        "request_id": request_id,
        "reference": reference,
        "status": "received",
        "channel": "web",
        "language": "ka",
        "language_mode": "spoken",
        "topics": ["housing", "language"],
        "municipality": "wuerselen",
        "track": None,
        "urgency": None,
        "received_at": AT,
        "changed_at": AT,
        "seen_at": None,
        "overdue": False,
        "unread": 0,
        "receipt": "sent",
        "helper": None,
        "offers": [],
        "version": 1,
        "person": dict(_PERSON),
        "preferred_place": None,
        "criteria": [],
        "summary": None,
        "notice_version": "2026-11",
        "notice_language": "ka",
        "consent_at": AT,
        "consent_way": "agreed",
        "language_guessed": False,
        **mail_of_request(),
        "appointments": [],
        "may": ["triage", "answer"],
    } | differs


def _offered() -> dict[str, Any]:
    offer = {
        "offer_id": DESK_OFFER_ID,
        "to": "bruecke",
        "status": "open",
        "offered_at": AT,
        "expires_at": EXPIRES_AT,
        "decided_at": None,
        "reason": None,
        "case_id": None,
    }
    triaged = {"track": "case_management", "urgency": "high", "criteria": ["complex_need", "client_wants"]}
    state = {"status": "offered", "offers": [offer], "version": 3, "seen_at": AT, "may": ["offer", "withdraw_offer"]}
    return _request(OFFERED_ID, "H3R-8TW-2", **triaged, **state)


class FakeDesk(FakeLikenesses, FakeMail):
    """Answers as the intake would answer the desk and the coordinators of `kim`."""

    def __init__(self) -> None:
        super().__init__()
        self.held = {REQUEST_ID: _request(REQUEST_ID, "K7M-4XQ-6"), OFFERED_ID: _offered()}
        self.numbers = itertools.count(1)

    def answer(self, method: str, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        """The answer, or the error, to one call."""
        if not who.roles & {"desk", "coordinator"} or who.organisation != "kim":
            raise NotAllowed("not_allowed", "Not by you.")
        known, needed = METHODS[method]
        errors = [FieldError.of(name, "unknown_field") for name in request if name not in known.split()]
        errors += [FieldError.of(name, "required") for name in needed.split() if request.get(name) in (None, "")]
        if errors:
            raise Invalid("invalid", "Something is wrong.", errors=tuple(errors))
        found: dict[str, Any] = copy.deepcopy(getattr(self, method)(dict(request)))
        return found

    def requests(self, request: dict[str, Any]) -> dict[str, Any]:
        filters = {
            name: request[name] for name in ("status", "municipality", "language", "reference") if name in request
        }
        chosen = [
            {name: value for name, value in held.items() if name not in _IN_ONE_REQUEST_ONLY}
            for held in self.held.values()
            if all(not value or held[name] == value for name, value in filters.items())
            and (not request.get("waiting") or held["status"] in _WAITING)
            and (not request.get("overdue") or held["overdue"])
        ]
        return page_of(chosen, request)

    def messages_warrant(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"warrant": WARRANT} if self.request(request) else {}

    def request(self, request: dict[str, Any]) -> dict[str, Any]:
        if request["request_id"] not in self.held:
            raise NotFound("request_unknown", "No such request.")
        found = self.held[request["request_id"]]
        found["seen_at"] = AT
        return found

    def offers_made(self, request: dict[str, Any]) -> dict[str, Any]:
        made = [
            offer | {name: held[name] for name in ("request_id", "reference")} | {"request_status": held["status"]}
            for held in self.held.values()
            for offer in held["offers"]
        ]
        chosen = [
            one for one in made if all(one[name] == request[name] for name in ("status", "to") if name in request)
        ]
        return page_of(chosen, request)

    def triage_request(self, request: dict[str, Any]) -> dict[str, Any]:
        if request["track"] == "case_management" and "client_wants" not in request.get("criteria", []):
            error = FieldError.of("criteria", "client_must_want")
            raise Invalid("invalid", "The client must want it.", errors=(error,))
        given = {
            name: request[name]
            for name in ("track", "criteria", "urgency", "topics", "municipality", "language")
            if request.get(name)
        }
        return self._change(request, status="triaged", may=["triage", "offer", "answer"], **given)

    def offer_request(self, request: dict[str, Any]) -> dict[str, Any]:
        offers = self.request(request)["offers"]
        if any(offer["to"] == request["to"] and offer["status"] == "open" for offer in offers):
            raise Refused("already_offered", "It is offered there.")
        offer_id = f"00000000-0000-7000-9000-f{next(self.numbers):011d}"
        when = {"offered_at": AT, "expires_at": EXPIRES_AT, "decided_at": None}
        offer = {"offer_id": offer_id, "to": request["to"], "status": "open", "reason": None, "case_id": None} | when
        changed = self._change(request, status="offered", may=["offer", "withdraw_offer"], offers=[*offers, offer])
        return changed | {"offer_id": offer_id, "expires_at": EXPIRES_AT}

    def withdraw_offer(self, request: dict[str, Any]) -> dict[str, Any]:
        offers = copy.deepcopy(self.request(request)["offers"])
        offer = next((offer for offer in offers if offer["offer_id"] == request["offer_id"]), None)
        if offer is None:
            raise NotFound("offer_unknown", "No such offer.")
        if offer["status"] != "open":
            raise Refused("offer_closed", "It is not open.")
        offer.update(status="withdrawn", decided_at=AT)
        return self._change(request, status="triaged", may=["triage", "offer", "answer"], offers=offers)

    def answer_request(self, request: dict[str, Any]) -> dict[str, Any]:
        return self._change(request, status="answered", summary=request["summary"], may=[])

    def suggestions(self, request: dict[str, Any]) -> dict[str, Any]:
        self.request(request)
        knows = {"languages": ["de", "ka"], "municipalities": ["wuerselen"], "topics": ["housing"]}
        counsellor = knows | {"counsellor_ref": "c-7", "capacity": 20, "free": 3, "reasons": ["speaks_language"]}
        speaks = {"code": "speaks_language", "params": {"language": "ka", "count": 1}}
        lacks = {"code": "no_language", "params": {"language": "ka"}}
        fits = {"organisation": "bruecke", "fits": True, "free": 3, "reasons": [speaks], "counsellors": [counsellor]}
        fits_not = {"organisation": "kim", "fits": False, "free": 0, "reasons": [lacks], "counsellors": []}
        return {"items": [fits, fits_not]}

    def _change(self, request: dict[str, Any], **changes: Any) -> dict[str, Any]:
        held = self.request(request)
        if request["version"] != held["version"]:
            raise Conflict("changed_meanwhile", "Somebody was quicker.")
        held.update(changes, version=held["version"] + 1)
        return {"request_id": held["request_id"], "version": held["version"]}
