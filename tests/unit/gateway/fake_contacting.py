"""By which ways somebody may be written to, as the small `notifications` tells it."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from services.chassis.errors import FieldError, Invalid, Refused
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT
from tests.unit.gateway.fake_choices import PASS
from tests.unit.gateway.fake_exports import CASE_ID, WARRANT


def way(channel: str, **differs: Any) -> dict[str, Any]:
    """A way that was allowed on the form (with these differences)."""
    return {
        "channel": channel,
        "state": "allowed",
        "since": AT,
        "how": None,
        "proof": "form" if channel == "sms" else "given",
        "allowed_at": AT,
        "is_shared": False,
        "may": [],
        **differs,
    }


@dataclass
class FakeContacting:
    """E-mail is allowed, and so are text messages; `refuses` is why nothing is written down."""

    items: list[dict[str, Any]] = field(default_factory=lambda: [way("email"), way("sms")])
    refuses: str | None = None
    done: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def ways_of(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        assert request == {"warrant": WARRANT}
        return {"items": copy.deepcopy(self.items)}

    def allow_way(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if not request.get("proof"):
            raise Invalid("invalid", "No proof.", errors=(FieldError.of("proof", "required"),))
        return self._written("allow_way", request)

    def stop_way(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._written("stop_way", request)

    def share_telephone(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._written("share_telephone", request)

    def client_ways(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        assert (request, who) == ({"pass": PASS}, Actor.public())
        return {"items": [{name: each[name] for name in ("channel", "state", "since")} for each in self.items]}

    def set_own_way(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        said = dict(request)
        assert (said.pop("pass"), who) == (PASS, Actor.public())
        if self.refuses:
            raise Refused(self.refuses, "Not there.")
        self.done.append(("set_own_way", said))
        for each in self.items:
            if each["channel"] == said["channel"]:
                each["state"] = "allowed" if said["is_allowed"] else "stopped"
        return {"about": CASE_ID}

    def _written(self, command: str, request: dict[str, Any]) -> dict[str, Any]:
        said = dict(request)
        assert said.pop("warrant") == WARRANT
        if self.refuses:
            raise Refused(self.refuses, "Not there.")
        self.done.append((command, said))
        return {"about": CASE_ID}
