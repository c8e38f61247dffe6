"""The words of messages, looked over by administrators."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import answers
from services.chassis.identity import Actor
from services.notifications.letters import Letters
from services.notifications.queries import templates as queries
from services.notifications.schemas import templates as asked
from services.notifications.service.parts import Part

Answer = dict[str, Any]


class Templates(Part):
    """The words of messages, looked over by administrators."""

    letters: Letters

    @answers(asked.Templates)
    def templates(self, who: Actor, request: Answer) -> Answer:
        return queries.templates(who)

    @answers(asked.Template)
    def template(self, who: Actor, request: Answer) -> Answer:
        return queries.template(who, self.letters, **request)
