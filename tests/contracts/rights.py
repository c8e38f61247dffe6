"""What is said when the circle of a case changes: locked, unlocked, and looked into through the glass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.chassis import tracing
from services.chassis.testing import TRACE

if TYPE_CHECKING:
    from tests.contracts.history import Town

CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


def rights_told(town: Town) -> None:
    """A case is locked for a colleague and unlocked again; a coordinator breaks its glass."""
    cases = town.cases
    with tracing.span("lotse accounts create", CALLER):
        ketevan, lado = cases.engage(), cases.engage("lado", name="Lado Kiria")
        lioba = cases.engage("lioba", name="Lioba Hansen", roles=["coordinator"], counsellor=None)
    with tracing.span("POST /cases", CALLER, actor=ketevan.label):
        opened = cases.open_walk_in(ketevan)
    seen = {name: opened[name] for name in ("case_id", "version")}
    with tracing.span("POST /cases/{id}/lock", CALLER, actor=ketevan.label):
        locked = cases.ask(ketevan, "lock_case", **seen, account_id=lado.ref)
        cases.ask(ketevan, "unlock_case", **locked, account_id=lado.ref)
    with tracing.span("POST /cases/{id}/break-glass", CALLER, actor=lioba.label):
        why = {"reason": "Anruf der Klinik, Ketevan ist nicht erreichbar.", "hours": 2}
        cases.ask(lioba, "break_glass", case_id=opened["case_id"], **why)
    town.deliver()
