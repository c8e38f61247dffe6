"""Staff's side of times that clients choose from, as `scheduling` would answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from services.chassis.errors import Conflict, FieldError, Invalid, NotFound, Refused
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT
from tests.unit.gateway.fake_cases import CASE_ID

OFFERED_ID = "00000000-0000-7000-8000-0000000000c1"

_STAFF = frozenset({"counsellor", "coordinator"})
METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "choices": (_STAFF | {"privacy_officer"}, "case_id", "case_id"),
    "offer_times": (_STAFF, "case_id slots rule until appointment_id with_interpreter", "case_id"),
    "withdraw_choice": (_STAFF, "choice_id version", "choice_id version"),
}


def _offered() -> dict[str, Any]:
    starts_at = (datetime.now(UTC) + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    return {
        "choice_id": OFFERED_ID,
        "status": "open",
        "is_open": True,
        "source": "staff",
        "reason": None,
        "offered_at": AT,
        "until": (starts_at - timedelta(days=1)).isoformat(),
        "ended_at": None,
        "appointment_id": None,
        "chosen": None,
        "slots": [
            {
                "number": 0,
                "place": "wuerselen-rathaus",
                "starts_at": starts_at.isoformat(),
                "ends_at": (starts_at + timedelta(hours=1)).isoformat(),
                "mode": "in_person",
                "is_free": False,
                "counsellor_id": "00000000-0000-7000-8000-0000000000d1",
                "room": None,
            }
        ],
        "version": 1,
    }


class FakeOffered:
    """What was offered in a case; new offers are in `offers`, a time in `taken` is not free."""

    taken = ""

    @cached_property
    def offers(self) -> list[dict[str, Any]]:
        """What staff have offered, as they asked."""
        return []

    @cached_property
    def offered(self) -> list[dict[str, Any]]:
        """What there is to choose from in the case."""
        return [_offered()]

    def choices(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return {"items": self.offered if request["case_id"] == CASE_ID else []}

    def offer_times(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if request["case_id"] != CASE_ID or who.organisation != "kim":
            raise NotFound("case_unknown", "There is no such case.")
        if not request.get("slots") and not request.get("rule"):
            raise Invalid("invalid", "Something is wrong.", errors=(FieldError.of("slots", "slots_or_rule"),))
        if any(slot["starts_at"] == self.taken for slot in request.get("slots", ())):
            raise Refused("time_taken", "It is taken.")
        self.offers.append(request)
        return {"choice_id": OFFERED_ID, "version": 1}

    def withdraw_choice(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        (one,) = self.offered
        if request["choice_id"] != OFFERED_ID or who.organisation != "kim":
            raise NotFound("choice_unknown", "There is no such choice.")
        if int(request["version"]) != one["version"]:
            raise Conflict("changed_meanwhile", "Somebody was quicker.")
        one |= {"status": "withdrawn", "is_open": False, "version": one["version"] + 1}
        return {"choice_id": OFFERED_ID, "version": one["version"]}
