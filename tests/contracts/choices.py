"""What the scheduling says of times that a client chooses from: one choice is taken, one declined."""

from __future__ import annotations

from services.chassis import tracing
from tests.builders import ADA, Scheduling
from tests.builders.choices import Choosing, monday

CASE = "01a20846-fe00-7000-8000-00000000000c"
REQUEST = "01a20846-fe00-7000-8000-0000000000f1"


def choices_told(scheduling: Scheduling, caller: str) -> None:
    """Nino is offered two times and takes one of them."""
    nino = Choosing(scheduling, CASE, REQUEST)
    with tracing.span("POST /choices", caller, actor=ADA.label):
        offered = nino.offer(monday("14:00"), monday("15:00"))
    with tracing.span("POST /requests/status/choices/{id}/choose", caller, actor="public:public"):
        nino.choose(offered, 1)
