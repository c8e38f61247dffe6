"""What is asked of `cases` about short advice: one that was noted a moment ago, and what is noted meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from services.chassis.errors import Conflict, FieldError, Invalid, NotFound, Refused
from services.chassis.identity import Actor

ADVICE_ID = "00000000-0000-7000-8000-0000000000ad"
_ADVISERS = frozenset({"desk", "counsellor", "coordinator"})
_GIVEN = "topic language municipality minutes"

# method → who may ask, what may be asked with, what has to be there
ADVICE_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "advice": (_ADVISERS, "cursor limit", ""),
    "give_advice": (_ADVISERS, f"{_GIVEN} barrier given_at", _GIVEN),
    "withdraw_advice": (_ADVISERS, "advice_id version", "advice_id version"),
}


class FakeAdvice:
    """Answers as `cases` would; whoever asks has noted all of it."""

    noted: dict[str, dict[str, Any]]
    numbers: Iterator[int]

    def advice(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return {"items": list(reversed(self.noted.values())), "next": None}

    def give_advice(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        barrier = request.get("barrier")
        if barrier is not None and set(barrier) != {"kind", "institution"}:
            missing = ({"kind", "institution"} - set(barrier)).pop()
            raise Invalid("invalid", "Half a barrier.", errors=(FieldError.of(f"barrier.{missing}", "required"),))
        advice_id = f"00000000-0000-7000-8000-0000ad{next(self.numbers):06d}"
        self.noted[advice_id] = _noted(advice_id) | request
        return {"advice_id": advice_id, "version": 1}

    def withdraw_advice(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        found = self.noted.get(request["advice_id"])
        if found is None:
            raise NotFound("advice_unknown", "No such advice.")
        if found["version"] != request["version"]:
            raise Conflict("changed_meanwhile", "Somebody was quicker.")
        if "withdraw" not in found["may"]:
            raise Refused("advice_counted", "It counts.")
        del self.noted[request["advice_id"]]
        return {"advice_id": request["advice_id"], "version": found["version"] + 1}


def noted_before() -> dict[str, dict[str, Any]]:
    """What stands in the list at first."""
    first = {"topic": "housing", "language": "ka", "municipality": "wuerselen", "minutes": 10}
    return {ADVICE_ID: first | _noted(ADVICE_ID)}


def _noted(advice_id: str) -> dict[str, Any]:
    given_at = "2026-11-23T09:15:00Z"
    return {"advice_id": advice_id, "barrier": None, "given_at": given_at, "may": ["withdraw"], "version": 1}
