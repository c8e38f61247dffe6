"""What is said at the desk and at counters: a request that nobody looks at, and short advice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from services.chassis import tracing
from services.chassis.testing import TRACE
from tests.builders import DESK

if TYPE_CHECKING:
    from tests.contracts.history import Town

CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


def desk_told(town: Town) -> None:
    """Nobody looks at a request for days; meanwhile somebody is advised without a name, and a slip is taken back."""
    with tracing.span("POST /requests", CALLER, actor=DESK.label):
        town.intake.ask(DESK, channel="phone")
    talk = {"topic": "housing", "language": "ka", "municipality": "wuerselen", "minutes": 10}
    with tracing.span("POST /advice", CALLER, actor=DESK.label):
        barrier = {"kind": "no_place", "institution": "housing_provider"}
        town.cases.ask(DESK, "give_advice", **talk, barrier=barrier)
        noted = town.cases.ask(DESK, "give_advice", **talk)
    with tracing.span("POST /advice/{id}/withdraw", CALLER, actor=DESK.label):
        town.cases.ask(DESK, "withdraw_advice", **noted)
    town.clock.advance(timedelta(days=7))
    with tracing.span("escalate", CALLER):
        town.intake.escalate()
    town.deliver()
