"""What is said when somebody is forgotten, told as history.py tells the rest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from services.cases.commands import erasures as erasure_commands
from services.cases.events.erasures import CaseErased
from services.chassis import tracing
from services.chassis.identity import Actor
from services.chassis.testing import NOON, TRACE, StoppedClock, foretold, message_of, said
from services.intake.events import RequestErased
from tests.builders import Reporting

if TYPE_CHECKING:
    from tests.contracts.history import Town

_CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


def erasures_told(town: Town) -> None:
    """A client whose case is closed wants to be forgotten; two people agree, and everybody forgets."""
    cases = town.cases
    with tracing.span("lotse accounts create", _CALLER):
        ketevan = cases.engage()
        lioba = cases.engage("lioba", name="Lioba Hansen", roles=["coordinator"], counsellor=None)
        dagmar = cases.engage("dagmar", name="Dagmar Ising", roles=["privacy_officer"], counsellor=None)
    case_id = cases.open(ketevan)
    version = cases.store.cases.get(case_id).version
    with tracing.span("POST /cases/{id}/close", _CALLER, actor=ketevan.label):
        cases.ask(ketevan, "close_case", case_id=case_id, version=version, reason="other", outcome="unknown")
    with tracing.span("POST /people/{id}/erase", _CALLER, actor=dagmar.label):
        asked = {"person_id": cases.store.cases.get(case_id).person_id, "reason": "consent_withdrawn"}
        erasure = cases.ask(dagmar, "propose_erasure", **asked)
    seen = {name: erasure[name] for name in ("erasure_id", "version")}
    with tracing.span("POST /erasures/{id}/confirm", _CALLER, actor=lioba.label):
        cases.ask(lioba, "confirm_erasure", **seen)
    with tracing.span("carry out", _CALLER):
        erasure_commands.carry_out_erasures(cases.store, Actor.system(), cases.clock)
    erased = said(cases.database)[-1]
    for service in (town.intake, town.notifications):
        with tracing.span("hear", erased.traceparent, causation_id=erased.id, actor=erased.actor):
            service.hear(erased)


def figures_told(folder: Path) -> Reporting:
    """The reporting is told that a case and a request were erased; the reporting that has said what it says of that."""
    case_id, erasure_id = "01a20846-fe00-7000-8000-00000000000b", "01a20846-fe00-7000-8000-0000000000e1"
    request_id = "01a20846-fe00-7000-8000-00000000000a"
    with foretold(NOON):
        reporting = Reporting(folder, StoppedClock(NOON))
        with tracing.span("hear", _CALLER):
            reporting.hear(message_of(CaseErased(case_id, erasure_id, "bruecke", NOON), "cases@bruecke"))
            reporting.hear(message_of(RequestErased(request_id, NOON), "intake@kim"))
    return reporting
