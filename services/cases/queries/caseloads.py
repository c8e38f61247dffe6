"""What coordinators are told of cases: figures by phase, and by reference what needs somebody. Never a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from services.cases import permissions
from services.cases.model.cases import PHASES, Case
from services.cases.queries.moments import at
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.identity import Actor

Told = dict[str, Any]

# Why a case needs somebody: whoever has it counsels no longer; it is urgent and has not got beyond its first phase.
NOBODYS, URGENT_WAITS = ESCALATIONS = ("nobodys", "urgent_waits")
_SHOWN = 50


def case_figures(store: Store, who: Actor, clock: Clock, urgent_days: int) -> Told:
    """How many cases of the own organisation are open in each phase, how much each counsellor has, and the first 50
    cases of each kind that need somebody: {kind, reference, …}."""
    permissions.require(who, permissions.SEE_FIGURES)
    counted = store.caseloads.by_phase(who.organisation)
    since = clock.now() - timedelta(days=urgent_days)
    found = {
        NOBODYS: store.caseloads.of_nobody(who.organisation, who.ref, _SHOWN),
        URGENT_WAITS: store.caseloads.urgent_since(who.organisation, since, who.ref, _SHOWN),
    }
    names = store.accounts.names({case.counsellor_id for cases in found.values() for case in cases})
    return {
        "phases": [{"phase": phase, "cases": counted.get(phase, 0)} for phase in PHASES],
        "escalations": [_line(kind, case, names) for kind, cases in found.items() for case in cases],
    }


def _line(kind: str, case: Case, names: Mapping[str, str]) -> Told:
    return {
        "kind": kind,
        "case_id": case.case_id,
        "reference": case.reference,
        "phase": case.phase,
        "urgency": case.urgency,
        "counsellor": names.get(case.counsellor_id),
        "changed_at": at(case.changed_at),
    }
