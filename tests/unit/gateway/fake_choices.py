"""What a client can choose from, as `scheduling` would tell it; times lie in the weeks to come."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import LotseError, NotFound
from tests.unit.gateway.fake_scheduling import COMING_ID, PLACE, at

CHOICE_ID = "00000000-0000-7000-8000-0000000000c1"
PASS = "the pass of Nino"


def times() -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "place": PLACE,
            "starts_at": at(days, "10:00").isoformat(),
            "ends_at": at(days, "11:00").isoformat(),
            "mode": mode,
            "is_free": is_free,
        }
        for number, (days, mode, is_free) in enumerate(
            [(3, "in_person", True), (4, "phone", True), (5, "in_person", False)]
        )
    ]


class FakeChoices:
    """The client's side of the scheduling: what was asked is in `done`."""

    def __init__(self) -> None:
        self.status = ""
        self.breaks_with: LotseError | None = None
        self.done: list[tuple[str, dict[str, Any]]] = []
        self.free = [at(days, "09:30").isoformat() for days in (6, 6, 7)]
        self.may: list[str] = []

    def answer(self, method: str, request: dict[str, Any]) -> dict[str, Any]:
        assert request.pop("pass") == PASS
        found: dict[str, Any] = getattr(self, method)(request)
        return found

    def client_choices(self, _request: dict[str, Any]) -> dict[str, Any]:
        one = {
            "choice_id": CHOICE_ID,
            "status": self.status,
            "is_open": self.status == "open",
            "offered_at": at(-1, "10:00").isoformat(),
            "until": at(2, "10:00").isoformat(),
            "ended_at": None,
            "appointment_id": None,
            "chosen": None,
            "slots": times(),
        }
        return {"choices": [one] if self.status else [], "appointments": [self._meeting()]}

    def client_slots(self, request: dict[str, Any]) -> dict[str, Any]:
        self._known(request)
        items = [{"place": PLACE, "starts_at": start, "ends_at": start} for start in self.free]
        return {"appointment": self._meeting(), "items": items}

    def choose_time(self, request: dict[str, Any]) -> dict[str, Any]:
        return self._do("choose_time", request, {"choice_id": CHOICE_ID, "appointment_id": COMING_ID})

    def decline_choice(self, request: dict[str, Any]) -> dict[str, Any]:
        return self._do("decline_choice", request, {"choice_id": CHOICE_ID})

    def client_moves(self, request: dict[str, Any]) -> dict[str, Any]:
        self._known(request)
        return self._do("client_moves", request, {"appointment_id": COMING_ID, "version": 2})

    def client_cancels(self, request: dict[str, Any]) -> dict[str, Any]:
        self._known(request)
        return self._do("client_cancels", request, {"appointment_id": COMING_ID, "version": 2})

    def _do(self, method: str, request: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
        if self.breaks_with:
            raise self.breaks_with
        self.done.append((method, request))
        return answer

    def _meeting(self) -> dict[str, Any]:
        return {
            "appointment_id": COMING_ID,
            "place": PLACE,
            "starts_at": at(5, "10:00").isoformat(),
            "ends_at": at(5, "11:00").isoformat(),
            "mode": "in_person",
            "status": "booked",
            "may": self.may,
            "change_until": at(4, "10:00").isoformat(),
            "moves_left": 3,
        }

    @staticmethod
    def _known(request: dict[str, Any]) -> None:
        if request["appointment_id"] != COMING_ID:
            raise NotFound("appointment_unknown", "There is no such appointment.")
