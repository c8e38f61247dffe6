"""By which ways somebody may be written to, and how that ends."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import answers
from services.chassis.identity import Actor
from services.notifications.commands import ways as commands
from services.notifications.queries import ways as queries
from services.notifications.schemas import ways as asked
from services.notifications.service.parts import Part

Answer = dict[str, Any]


class Ways(Part):
    """By which ways somebody may be written to, and how that ends. Whoever has the link of a mail needs no account."""

    @answers(asked.ByLink)
    def way_by_link(self, who: Actor, request: Answer) -> Answer:
        return queries.way_by_link(self.store, **request)

    @answers(asked.ByLink)
    def stop_by_link(self, who: Actor, request: Answer) -> Answer:
        commands.stop_by_link(self.store, self.clock, **request)
        return queries.way_by_link(self.store, **request)
