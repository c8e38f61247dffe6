"""What every service answers to its operators; a service class inherits it."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions.answering import answers
from services.chassis.extensions.parts import Provided
from services.chassis.identity import Actor
from services.chassis.operations import Condition, ListParked, OneParked, Operations

Answer = dict[str, Any]


class Operated:
    """A service that tells its operators how it is, and lets them decide about what is parked."""

    # A worker finds there what the provider has made.
    operations: Operations = Provided(
        lambda parts: Operations(parts.service, parts.settings.organisation, parts.database)
    )

    @answers(Condition)
    def condition(self, who: Actor, request: Answer) -> Answer:
        return self.operations.condition(who)

    @answers(ListParked)
    def parked(self, who: Actor, request: Answer) -> Answer:
        return self.operations.parked(who, **request)

    @answers(OneParked, command=True)
    def replay_parked(self, who: Actor, request: Answer) -> Answer:
        return self.operations.replay(who, **request)

    @answers(OneParked, command=True)
    def archive_parked(self, who: Actor, request: Answer) -> Answer:
        return self.operations.archive(who, **request)
