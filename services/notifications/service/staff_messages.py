"""What those who work here are told of."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import answers
from services.chassis.identity import Actor
from services.notifications.commands import staff_messages as commands
from services.notifications.queries import staff_messages as queries
from services.notifications.schemas import staff_messages as asked
from services.notifications.service.parts import Part

Answer = dict[str, Any]


class StaffMessages(Part):
    """What those who work here are told of, and that they have seen it."""

    @answers(asked.StaffMessages)
    def staff_messages(self, who: Actor, request: Answer) -> Answer:
        return queries.staff_messages(self.store, who)

    @answers(asked.SeeStaffMessages, command=True)
    def see_staff_messages(self, who: Actor, request: Answer) -> Answer:
        commands.see_staff_messages(self.store, who, **request)
        return {}
