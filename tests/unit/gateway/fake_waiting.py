"""The waiting list, as `scheduling` would answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from services.chassis.errors import Conflict, NotFound, Refused
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT
from tests.unit.gateway.fake_cases import CASE_ID

WAITING_ID = "00000000-0000-7000-8000-0000000000e1"
FREED_ID = "00000000-0000-7000-8000-0000000000e2"

_STAFF = frozenset({"counsellor", "coordinator"})
_WISH = "case_id language place topic mode counsellor_id minutes until urgent with_interpreter"
METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "waiting_list": (_STAFF, "language place topic case_id cursor limit", ""),
    "freed_times": (_STAFF, "cursor limit", ""),
    "join_waiting_list": (_STAFF, _WISH, "case_id"),
    "withdraw_waiting": (_STAFF, "waiting_id version", "waiting_id version"),
}


class FakeWaiting:
    """Who waits: the one in `line`, unless they were taken off; what was asked for is in `wishes`."""

    @cached_property
    def wishes(self) -> list[dict[str, Any]]:
        """What somebody was put on the list with."""
        return []

    @cached_property
    def line(self) -> list[dict[str, Any]]:
        """Who waits."""
        wish = {"language": "ka", "place": "wuerselen-rathaus", "topic": "housing", "mode": None, "minutes": 60}
        return [
            {
                **wish,
                "position": 3,
                "waiting_id": WAITING_ID,
                "case_id": CASE_ID,
                "counsellor_id": None,
                "urgent": True,
                "with_interpreter": False,
                "since": AT,
                "until": None,
                "status": "open",
                "ended_at": None,
                "version": 1,
            }
        ]

    def waiting_list(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        line = self.line if who.organisation == "kim" else []
        groups = [{"code": "ka", "number": 1}, {"code": None, "number": 2}]
        counts = {"waiting": 3, "longest_since": AT} | dict.fromkeys(("by_language", "by_place", "by_topic"), groups)
        counts["by_place"], counts["by_topic"] = [{"code": None, "number": 3}], [{"code": "housing", "number": 3}]
        wanted = {name: request[name] for name in ("case_id", "language", "place", "topic") if request.get(name)}
        items = [one for one in line if all(one[name] == value for name, value in wanted.items())]
        return {"items": items, "counts": counts, "next": None}

    def freed_times(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        starts_at = (datetime.now(UTC) + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
        one = {
            "freed_id": FREED_ID,
            "counsellor_id": "00000000-0000-7000-8000-0000000000d1",
            "place": "wuerselen-rathaus",
            "starts_at": starts_at.isoformat(),
            "ends_at": (starts_at + timedelta(hours=1)).isoformat(),
            "mode": "in_person",
            "room": None,
            "freed_at": AT,
            "status": "offered",
            "case_id": CASE_ID,
            "until": (starts_at - timedelta(days=1)).isoformat(),
        }
        return {"items": [one], "next": None}

    def join_waiting_list(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if request["case_id"] != CASE_ID or who.organisation != "kim":
            raise NotFound("case_unknown", "There is no such case.")
        if self.wishes:
            raise Refused("waits_already", "They wait already.")
        self.wishes.append(request)
        return {"waiting_id": WAITING_ID, "version": 1}

    def withdraw_waiting(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if request["waiting_id"] != WAITING_ID or who.organisation != "kim":
            raise NotFound("waiting_entry_unknown", "There is no such entry.")
        (one,) = self.line
        if int(request["version"]) != one["version"]:
            raise Conflict("changed_meanwhile", "Somebody was quicker.")
        self.line.clear()
        return {"waiting_id": WAITING_ID, "version": 2}
