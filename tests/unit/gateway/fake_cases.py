"""A small `cases`: accounts with every role, two offers, one case, and enough of its rules to try the gateway by."""

from __future__ import annotations

import copy
import itertools
from typing import Any

from services.chassis.errors import Conflict, FieldError, Invalid, NotAllowed, NotFound, NotSignedIn, Refused, TooMany
from services.chassis.identity import Actor

PASSWORD = "correct horse battery staple"
ROLES = ("counsellor", "desk", "coordinator", "steering", "liaison", "privacy_officer", "operator", "administrator")
AT = "2026-11-22T09:15:00Z"
TOMORROW = "2126-11-23T09:15:00Z"

OFFER_ID = "00000000-0000-7000-8000-0000000000f1"
OFFER_OF_BRUECKE = "00000000-0000-7000-8000-0000000000f2"
CASE_ID = "00000000-0000-7000-8000-0000000000c1"
CONSULTATION_ID = "00000000-0000-7000-8000-0000000000d1"
GOAL_ID = "00000000-0000-7000-8000-0000000000e1"
BARRIER_ID = "00000000-0000-7000-8000-0000000000b1"
PHASES = ("clarification", "assessment", "planning", "linking", "monitoring", "evaluation")

_OFFERS, _RECORDS = frozenset({"counsellor", "coordinator"}), frozenset({"counsellor"})
# method → who may, what may be asked with, what has to be there
METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "offers": (_OFFERS, "status cursor limit", ""),
    "offer": (_OFFERS, "offer_id", "offer_id"),
    "accept_offer": (_OFFERS, "offer_id version", "offer_id version"),
    "decline_offer": (_OFFERS, "offer_id version reason", "offer_id version reason"),
    "cases": (_OFFERS, "status phase mine cursor limit", ""),
    "case": (_OFFERS, "case_id", "case_id"),
    "open_case": (
        frozenset({"counsellor"}),
        "name email phone language language_mode topics municipality track urgency message consent",
        "name language topics municipality consent",
    ),
    "assign_case": (frozenset({"coordinator"}), "case_id version counsellor_id", "case_id version counsellor_id"),
    "enter_phase": (_OFFERS, "case_id version phase", "case_id version phase"),
    "close_case": (_OFFERS, "case_id version reason outcome", "case_id version reason outcome"),
    "hold_consultation": (
        _RECORDS,
        "case_id kind topics minutes with_interpreter held_at note",
        "case_id kind topics minutes",
    ),
    "agree_goal": (_RECORDS, "case_id topic words due_on", "case_id topic words"),
    "reach_goal": (_RECORDS, "case_id goal_id version", "case_id goal_id version"),
    "drop_goal": (_RECORDS, "case_id goal_id version reason", "case_id goal_id version reason"),
    "meet_barrier": (
        _RECORDS,
        "case_id topic kind institution municipality note",
        "case_id topic kind institution",
    ),
    "clear_barrier": (_RECORDS, "case_id barrier_id version", "case_id barrier_id version"),
    "counsellors": (_OFFERS | {"administrator"}, "", ""),
}


def account(user: str, *roles: str, organisation: str = "kim", name: str = "") -> dict[str, Any]:
    """An account as `cases` names it to the gateway."""
    return {
        "account_id": f"account-{user}",
        "organisation": organisation,
        "roles": list(roles),
        "name": name or user.replace("_", " ").title(),
        "ends_at": TOMORROW,
    }


def _accounts() -> dict[str, dict[str, Any]]:
    found = {role: account(role, role) for role in ROLES}
    found["counsellor_bruecke"] = account("counsellor_bruecke", "counsellor", organisation="bruecke")
    found["desk_bruecke"] = account("desk_bruecke", "desk", organisation="bruecke")
    return found


def _offer(offer_id: str, organisation: str) -> dict[str, Any]:
    return {
        "offer_id": offer_id,
        "request_id": "00000000-0000-7000-8000-000000000001",
        "organisation": organisation,
        "status": "open",
        "topics": ["housing", "language"],
        "language": "ka",
        "language_mode": "spoken",
        "municipality": "wuerselen",
        "track": "case_management",
        "urgency": "normal",
        "offered_at": AT,
        "expires_at": "2126-11-29T09:15:00Z",
        "decided_at": None,
        "reason": None,
        "case_id": None,
        "version": 1,
    }


def _case() -> dict[str, Any]:
    return {
        "case_id": CASE_ID,
        "reference": "K7M-4XQ-6",
        "name": "ნინო ბერიძე",
        "language": "ka",
        "municipality": "wuerselen",
        "topics": ["housing", "language"],
        "track": "case_management",
        "urgency": "normal",
        "phase": "clarification",
        "status": "open",
        "counsellor_id": "account-counsellor",
        "counsellor": "Counsellor",
        "opened_at": AT,
        "changed_at": AT,
        "version": 1,
        "person": {
            "name": "ნინო ბერიძე",
            "email": "nino@example.org",
            "phone": None,
            "message": "ბინა მჭირდება",
            "asked_by": None,
        },
        "language_mode": "spoken",
        "received_at": AT,
        "consultations": [
            {
                "consultation_id": CONSULTATION_ID,
                "kind": "in_person",
                "topics": ["housing"],
                "minutes": 45,
                "with_interpreter": True,
                "held_at": AT,
                "note": "Kennt die Frist.",
                "by": "Counsellor",
                "version": 1,
            }
        ],
        "goals": [
            {
                "goal_id": GOAL_ID,
                "topic": "language",
                "words": "B1 bis zum Sommer",
                "due_on": "2127-06-30",
                "status": "agreed",
                "agreed_at": AT,
                "changed_at": AT,
                "version": 1,
            }
        ],
        "barriers": [
            {
                "barrier_id": BARRIER_ID,
                "topic": "housing",
                "kind": "waiting_time",
                "institution": "jobcenter",
                "municipality": "wuerselen",
                "note": None,
                "met_at": AT,
                "cleared_at": None,
                "version": 1,
            }
        ],
        "phases": list(PHASES),
        "may": ["assign", "phase", "consultations", "goals", "barriers", "close"],
    }


_IN_ONE_CASE_ONLY = {"person", "language_mode", "received_at", "consultations", "goals", "barriers", "phases", "may"}


class FakeCases:
    """Answers as `cases` would; `ended` holds the tokens whose session has ended."""

    def __init__(self) -> None:
        self.accounts = _accounts()
        self.ended: set[str] = set()
        self.failures: dict[str, int] = {}
        self.offers_ = {OFFER_ID: _offer(OFFER_ID, "kim"), OFFER_OF_BRUECKE: _offer(OFFER_OF_BRUECKE, "bruecke")}
        self.cases_ = {CASE_ID: (_case(), "kim")}
        self.numbers = itertools.count(1)

    @staticmethod
    def token(user: str) -> str:
        """The token of this user's session, which is open from the beginning."""
        return f"token-of-{user}"

    def answer(self, method: str, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        """The answer, or the error, to one call."""
        if method in METHODS:
            roles, known, needed = METHODS[method]
            if not who.roles & roles:
                raise NotAllowed("not_allowed", "Not by you.")
            errors = [FieldError.of(name, "unknown_field") for name in request if name not in known.split()]
            errors += [FieldError.of(name, "required") for name in needed.split() if request.get(name) in (None, "")]
            if errors:
                raise Invalid("invalid", "Something is wrong.", errors=tuple(errors))
        else:
            assert who == Actor.public()
        found: dict[str, Any] = copy.deepcopy(getattr(self, method)(dict(request), who))
        return found

    def sign_in(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        errors = [FieldError.of(name, "required") for name in ("user", "password") if not request.get(name)]
        errors += [FieldError.of(name, "unknown_field") for name in request if name not in ("user", "password")]
        if errors:
            raise Invalid("invalid", "Something is wrong.", errors=tuple(errors))
        user = request["user"]
        if self.failures.get(user, 0) >= 10:
            raise TooMany("too_many_sign_ins", "Too often.", retry_after=900)
        if user not in self.accounts or request["password"] != PASSWORD:
            self.failures[user] = self.failures.get(user, 0) + 1
            raise NotSignedIn("wrong_credentials", "Not like this.")
        self.ended.discard(self.token(user))
        return {"token": self.token(user)} | self.accounts[user]

    def renew_session(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        user = request["token"].removeprefix("token-of-")
        if request["token"] in self.ended or user not in self.accounts:
            raise NotSignedIn("session_ended", "It has ended.")
        return self.accounts[user]

    def end_session(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        self.ended.add(request["token"])
        return {}

    def offers(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        own = [offer for offer in self.offers_.values() if offer["organisation"] == who.organisation]
        return page_of(
            [offer for offer in own if offer["status"] == (request.get("status") or offer["status"])], request
        )

    def offer(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        offer = self.offers_.get(request["offer_id"])
        if offer is None or offer["organisation"] != who.organisation:
            raise NotFound("offer_unknown", "No such offer.")
        return offer

    def accept_offer(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        offer = self._decide(request, who, "accepted", None)
        offer["case_id"] = self._id("c")
        return {"offer_id": offer["offer_id"], "case_id": offer["case_id"], "version": offer["version"]}

    def decline_offer(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        offer = self._decide(request, who, "declined", request["reason"])
        return {"offer_id": offer["offer_id"], "version": offer["version"]}

    def cases(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        own = [case for case, organisation in self.cases_.values() if organisation == who.organisation]
        chosen = [
            {name: value for name, value in case.items() if name not in _IN_ONE_CASE_ONLY}
            for case in own
            if case["phase"] == (request.get("phase") or case["phase"])
            and case["status"] == (request.get("status") or case["status"])
        ]
        return page_of(chosen, request)

    def case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case, organisation = self.cases_.get(request["case_id"], ({}, ""))
        if not case or organisation != who.organisation:
            raise NotFound("case_unknown", "No such case.")
        if "coordinator" not in who.roles and case["counsellor_id"] != who.ref:
            raise NotAllowed("not_your_case", "It is somebody else's.")
        return case

    def open_case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        person = {name: request.get(name) for name in ("name", "email", "phone", "message")} | {"asked_by": None}
        given = {name: request[name] for name in ("name", "language", "municipality", "topics")}
        empty: dict[str, Any] = {"consultations": [], "goals": [], "barriers": []}
        case = _case() | empty | given | {"case_id": self._id("c"), "counsellor_id": who.ref, "person": person}
        self.cases_[case["case_id"]] = (case, who.organisation)
        return _versioned(case, "case_id")

    def assign_case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change(request, who, counsellor_id=request["counsellor_id"])

    def enter_phase(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if self.case(request, who)["phase"] == request["phase"]:
            raise Refused("already_there", "It is there.")
        return self._change(request, who, phase=request["phase"])

    def close_case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change(request, who, status="closed", may=[])

    def hold_consultation(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if not isinstance(request["minutes"], int) or not 1 <= request["minutes"] <= 600:
            error = FieldError.of("minutes", "number_out_of_range", min=1, max=600)
            raise Invalid("invalid", "Something is wrong.", errors=(error,))
        missing = {"with_interpreter": False, "held_at": AT, "note": None}
        return self._record(request, who, "consultation", missing | {"by": who.ref})

    def agree_goal(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        missing = {"due_on": None, "status": "agreed", "agreed_at": AT, "changed_at": AT}
        return self._record(request, who, "goal", missing)

    def reach_goal(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change_record(request, who, "goal", status="reached")

    def drop_goal(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change_record(request, who, "goal", status="dropped")

    def meet_barrier(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        missing = {"municipality": "wuerselen", "note": None, "met_at": AT, "cleared_at": None}
        return self._record(request, who, "barrier", missing)

    def clear_barrier(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change_record(request, who, "barrier", cleared_at=AT)

    def counsellors(self, _request: dict[str, Any], who: Actor) -> dict[str, Any]:
        own = [
            a for a in self.accounts.values() if a["organisation"] == who.organisation and "counsellor" in a["roles"]
        ]
        knows = {"languages": ["de", "ka"], "municipalities": ["wuerselen"], "topics": ["housing", "language"]}
        places = {"capacity": 20, "free": 3, "active": True}
        return {"items": [{"counsellor_id": a["account_id"], "name": a["name"]} | knows | places for a in own]}

    def _decide(self, request: dict[str, Any], who: Actor, status: str, reason: str | None) -> dict[str, Any]:
        offer = self.offer(request, who)
        _expect(offer, request)
        if offer["status"] != "open":
            raise Refused("offer_closed", "It is not open.")
        offer.update(status=status, reason=reason, decided_at=AT, version=offer["version"] + 1)
        return offer

    def _change(self, request: dict[str, Any], who: Actor, **changes: Any) -> dict[str, Any]:
        case = self.case(request, who)
        _expect(case, request)
        case.update(changes, version=case["version"] + 1)
        return _versioned(case, "case_id")

    def _record(self, request: dict[str, Any], who: Actor, kind: str, missing: dict[str, Any]) -> dict[str, Any]:
        case = self.case(request, who)
        given = {name: value for name, value in request.items() if name != "case_id" and value is not None}
        record = missing | given | {f"{kind}_id": self._id("a"), "version": 1}
        case[f"{kind}s"].append(record)
        return _versioned(record, f"{kind}_id") | {"case_id": case["case_id"]}

    def _change_record(self, request: dict[str, Any], who: Actor, kind: str, **changes: Any) -> dict[str, Any]:
        case = self.case(request, who)
        record = next((r for r in case[f"{kind}s"] if r[f"{kind}_id"] == request[f"{kind}_id"]), None)
        if record is None:
            raise NotFound(f"{kind}_unknown", "No such record.")
        _expect(record, request)
        record.update(changes, version=record["version"] + 1)
        return _versioned(record, f"{kind}_id") | {"case_id": case["case_id"]}

    def _id(self, letter: str) -> str:
        return f"00000000-0000-7000-9000-{letter}{next(self.numbers):011d}"


def _expect(thing: dict[str, Any], request: dict[str, Any]) -> None:
    if request["version"] != thing["version"]:
        raise Conflict("changed_meanwhile", "Somebody was quicker.")


def _versioned(thing: dict[str, Any], name: str) -> dict[str, Any]:
    return {name: thing[name], "version": thing["version"]}


def page_of(items: list[dict[str, Any]], request: dict[str, Any]) -> dict[str, Any]:
    """One page, with a cursor that is simply the number of the next item."""
    start, limit = int(request.get("cursor") or 0), int(request.get("limit") or 50)
    more = start + limit < len(items)
    return {"items": items[start : start + limit], "next": str(start + limit) if more else None}
