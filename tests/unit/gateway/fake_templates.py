"""The words of messages, as `notifications` answers: by its own queries, which need no memory."""

from __future__ import annotations

from typing import Any

from services.chassis.identity import Actor
from services.notifications.letters import Letters
from services.notifications.queries import templates
from tests.builders import PROGRAMME, PUBLIC_URL

_LETTERS = Letters(PROGRAMME, PUBLIC_URL, "")


class FakeTemplates:
    """The shipped words."""

    def templates(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return templates.templates(who)

    def template(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return templates.template(who, _LETTERS, **request)
