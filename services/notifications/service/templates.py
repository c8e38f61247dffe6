"""The words of messages: looked over by administrators, and put into the programme's own."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import Provided, answers
from services.chassis.identity import Actor
from services.chassis.programme import Programme
from services.notifications.commands import templates as commands
from services.notifications.letters import Letters
from services.notifications.queries import templates as queries
from services.notifications.schemas import templates as asked
from services.notifications.service.parts import Part

Answer = dict[str, Any]


class Templates(Part):
    """The words of messages: looked over by administrators, and put into the programme's own."""

    letters: Letters
    programme: Programme = Provided(lambda parts: parts.programme)

    @answers(asked.Templates)
    def templates(self, who: Actor, request: Answer) -> Answer:
        return queries.templates(self.store, who)

    @answers(asked.Template)
    def template(self, who: Actor, request: Answer) -> Answer:
        return queries.template(self.store, who, self.letters, **request)

    @answers(asked.Draft)
    def preview_template(self, who: Actor, request: Answer) -> Answer:
        return queries.preview_template(self.store, who, self.letters, self.programme, **request)

    @answers(asked.PublishTemplate, command=True)
    def publish_template(self, who: Actor, request: Answer) -> Answer:
        return commands.publish_template(self.store, who, self.clock, self.letters, self.programme, **request)

    @answers(asked.WithdrawTemplate, command=True)
    def withdraw_template(self, who: Actor, request: Answer) -> Answer:
        return commands.withdraw_template(self.store, who, self.clock, self.programme, **request)
