"""The history of two requests that turn out to be of one person, and then of two."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from services.chassis import tracing
from services.chassis.testing import TRACE
from tests.builders.people import DESK

if TYPE_CHECKING:
    from tests.contracts.history import Town

CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


def likenesses_told(town: Town) -> None:
    """The desk links two requests, and separates them when it has asked again."""
    with tracing.span("POST /requests", CALLER, actor="public:public"):
        one, other = (town.intake.ask()["request_id"] for _ in range(2))
    town.deliver()
    for verdict in ("same", "split"):
        town.clock.advance(timedelta(hours=1))
        with tracing.span("POST /requests/{id}/likenesses", CALLER, actor=DESK.label):
            town.intake.decide_likeness(other, one, verdict)
    town.deliver()
