"""By which ways somebody may be written to, and how that ends."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import Provided, answers
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.notifications.commands import preferences
from services.notifications.commands import ways as commands
from services.notifications.queries import ways as queries
from services.notifications.schemas import ways as asked
from services.notifications.service.parts import Part

Answer = dict[str, Any]


class Ways(Part):
    """By which ways somebody may be written to, and how that ends. Whoever has the link of a mail needs no account."""

    seal_keys: SealKeys = Provided(lambda parts: parts.seal_keys)

    @answers(asked.ByLink)
    def way_by_link(self, who: Actor, request: Answer) -> Answer:
        return queries.way_by_link(self.store, **request)

    @answers(asked.StopByLink)
    def stop_by_link(self, who: Actor, request: Answer) -> Answer:
        commands.stop_by_link(self.store, self.clock, **request)
        return queries.way_by_link(self.store, request["token"])

    @answers(asked.WaysOf)
    def ways_of(self, who: Actor, request: Answer) -> Answer:
        return queries.ways_of(self.store, who, self.clock, self.seal_keys, **request)

    @answers(asked.AllowWay, command=True)
    def allow_way(self, who: Actor, request: Answer) -> Answer:
        return preferences.allow_way(self.store, who, self.clock, self.seal_keys, **request)

    @answers(asked.StopWay, command=True)
    def stop_way(self, who: Actor, request: Answer) -> Answer:
        return preferences.stop_way(self.store, who, self.clock, self.seal_keys, **request)

    @answers(asked.ShareTelephone, command=True)
    def share_telephone(self, who: Actor, request: Answer) -> Answer:
        return preferences.share_telephone(self.store, who, self.clock, self.seal_keys, **request)

    @answers(asked.OfClient)
    def client_ways(self, who: Actor, request: Answer) -> Answer:
        return queries.client_ways(self.store, who, self.clock, self.seal_keys, **request)

    @answers(asked.SetOwnWay, command=True)
    def set_own_way(self, who: Actor, request: Answer) -> Answer:
        return preferences.set_own_way(self.store, who, self.clock, self.seal_keys, **request)
