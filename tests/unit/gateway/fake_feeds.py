"""What the small `scheduling` knows of private calendars: one address, and what is read there."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import NotFound
from services.chassis.identity import Actor

TOKEN = "AZ3TdXKccACAAAAAAAAApQ0123456789abcdefghijkl"
_COUNSELLOR = frozenset({"counsellor"})
_KEEPERS = frozenset({"coordinator", "desk"})
METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "own_feed": (_COUNSELLOR, "", ""),
    "make_feed": (_COUNSELLOR, "", ""),
    "revoke_feed": (_COUNSELLOR, "", ""),
    "interpreter_feed": (_KEEPERS, "interpreter_id", "interpreter_id"),
    "make_interpreter_feed": (_KEEPERS, "interpreter_id", "interpreter_id"),
    "revoke_interpreter_feed": (_KEEPERS, "interpreter_id", "interpreter_id"),
    "feed": (frozenset({"public"}), "token", "token"),
}


class FakeFeeds:
    """Answers what `scheduling` would answer about the calendar of a counsellor; `held` are the appointments."""

    held: dict[str, tuple[dict[str, Any], str]]
    has_feed = False

    def own_feed(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return {"made_at": "2026-11-23T09:00:00+00:00" if self.has_feed else None}

    def make_feed(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        self.has_feed = True
        return {"token": TOKEN}

    def revoke_feed(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        self.has_feed = False
        return {}

    interpreter_feed, make_interpreter_feed, revoke_interpreter_feed = own_feed, make_feed, revoke_feed

    def feed(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if not self.has_feed or request["token"] != TOKEN:
            raise NotFound("feed_unknown", "There is no such calendar.")
        told = ("starts_at", "ends_at", "place", "status", "revision", "changed_at")
        items = [
            {name: one[name] for name in told}
            | {"entry_id": one["appointment_id"], "room": None, "mode": one.get("mode", "in_person")}
            for one, organisation in self.held.values()
            if organisation == "kim"
        ]
        return {"kind": "counsellor", "items": items}
