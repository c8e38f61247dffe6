"""What a small intake knows of somebody who has asked and has no case: enough to try data protection by."""

from __future__ import annotations

import copy
from typing import Any

from services.chassis.errors import FieldError, Invalid, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT, expect, page_of
from tests.unit.gateway.fake_exports import KNOWN_ELSEWHERE
from tests.unit.gateway.fake_likenesses import LIKE_ID, REQUEST_ID

_GUARDS, _OFFICER = frozenset({"privacy_officer", "coordinator"}), frozenset({"privacy_officer"})
# method → who may; what may be asked with; what has to be there
SUBJECT_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "find_request": (_GUARDS, "reference", "reference"),
    "subject_request": (_GUARDS, "request_id", "request_id"),
    "export_request": (_OFFICER, "request_id", "request_id"),
    "request_erasures": (_GUARDS, "cursor limit", ""),
    "propose_request_erasure": (_GUARDS, "request_id reason", "request_id reason"),
    "confirm_request_erasure": (_GUARDS, "request_id version", "request_id version"),
    "reject_request_erasure": (_GUARDS, "request_id version", "request_id version"),
}


def line(**differs: Any) -> dict[str, Any]:
    """The request as it is found."""
    found = {"request_id": REQUEST_ID, "reference": "K7M-4XQ-6", "status": "received", "channel": "web"}
    return found | {"language": "ka", "received_at": AT} | differs


def erasure(**differs: Any) -> dict[str, Any]:
    """What somebody has proposed (with these changes)."""
    return {
        "request_id": REQUEST_ID,
        "reference": "K7M-4XQ-6",
        "reason": "objection",
        "status": "proposed",
        "first_by": "018f4a7e-0000-7000-8000-0000000000f9",
        "proposed_at": AT,
        "decided_by": None,
        "decided_at": None,
        "waiting_for": [],
        "may": ["confirm", "reject"],
        "version": 1,
        **differs,
    }


class FakeSubjects:
    """Answers as the intake would to whoever serves somebody's rights; `refusing` is the code of a refusal."""

    def __init__(self) -> None:
        self.erasure_: dict[str, Any] | None = None
        self.status = "received"
        self.refusing: str | None = None

    def answer(self, method: str, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        """The answer, or the error, to one call."""
        roles, known, needed = SUBJECT_METHODS[method]
        if not who.roles & roles:
            raise NotAllowed("not_allowed", "Not by you.")
        errors = [FieldError.of(name, "unknown_field") for name in request if name not in known.split()]
        errors += [FieldError.of(name, "required") for name in needed.split() if request.get(name) in (None, "")]
        if errors:
            raise Invalid("invalid", "Something is wrong.", errors=tuple(errors))
        if self.refusing and method.endswith("_erasure"):
            raise Refused(self.refusing, "Not now.")
        if request.get("request_id", REQUEST_ID) != REQUEST_ID or who.organisation != "kim":
            raise NotFound("request_unknown", "No such request.")
        found: dict[str, Any] = copy.deepcopy(getattr(self, method)(request, who))
        return found

    def find_request(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"items": [line()] if request["reference"] == "K7M-4XQ-6" else []}

    def subject_request(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        hands_out = "privacy_officer" in who.roles
        is_known = self.status != "erased"
        return line(status=self.status) | {
            "name": "ნინო ბერიძე" if hands_out and is_known else None,
            "is_known": is_known,
            "linked": [line(request_id=LIKE_ID, reference="H3R-8TW-2")],
            "erasure": self.erasure_,
            "may": (["export"] if hands_out else []) + (["erase"] if is_known and not self.erasure_ else []),
        }

    def export_request(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return KNOWN_ELSEWHERE["intake"]

    def request_erasures(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return page_of([self.erasure_] if self.erasure_ else [], request)

    def propose_request_erasure(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        self.erasure_ = erasure(reason=request["reason"], may=["reject"])
        return self._told()

    def confirm_request_erasure(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._decide(request, status="carried_out", waiting_for=[{"service": "notifications"}])

    def reject_request_erasure(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._decide(request, status="rejected")

    def _decide(self, request: dict[str, Any], **changes: Any) -> dict[str, Any]:
        before = self.erasure_ or erasure()
        expect(before, request)
        self.erasure_ = before | changes | {"may": [], "version": before["version"] + 1}
        return self._told()

    def _told(self) -> dict[str, Any]:
        assert self.erasure_
        return {name: self.erasure_[name] for name in ("request_id", "status", "version")}
