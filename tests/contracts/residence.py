"""What is said about residence documents, a change of the legal sphere and questions of the foreigners' authority."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from services.cases.commands.residence import warn_of_expiring
from services.chassis import tracing
from services.chassis.identity import Actor
from services.chassis.testing import TRACE
from tests.builders import PROGRAMME

if TYPE_CHECKING:
    from tests.contracts.history import Town

CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"
QUESTION = {"reference": "K7M-4XQ-6", "purpose": "documents_missing", "words": "Fehlt noch der Nachweis?"}
RELEASE = {
    "recipient": "foreigners_authority",
    "data": ["documents"],
    "purpose": "documents_missing",
    "valid_until": "2026-12-31",
}


def residence_told(town: Town) -> None:
    """A document is noted, corrected, warned of and ended; a change goes its way; of two questions one is answered."""
    cases = town.cases
    with tracing.span("lotse accounts create", CALLER):
        ketevan = cases.engage()
        ole = cases.engage("ole", "kim", name="Ole Brandt", roles=["liaison"], counsellor=None)
        case = {"case_id": cases.open(ketevan)}
    with tracing.span("POST /cases/{id}/residence", CALLER, actor=ketevan.label):
        dates = {"document": "duldung_60a", "valid_until": "2026-12-10"}
        noted = cases.ask(ketevan, "note_residence", **case, **dates)
        noted = cases.ask(ketevan, "correct_residence", **noted, **dates, valid_from="2026-06-10")
    with tracing.span("warn", CALLER):
        warn_of_expiring(cases.store, Actor.system(), PROGRAMME.residence.warning_days)
    with tracing.span("POST /cases/{id}/sphere-changes", CALLER, actor=ketevan.label):
        cases.ask(ketevan, "end_residence", **noted)
        change = cases.ask(ketevan, "start_sphere_change", **case, sphere="sgb2")
        change = cases.ask(ketevan, "tick_sphere_step", **change, step="bank_account")
        change = cases.ask(ketevan, "untick_sphere_step", **change, step="bank_account")
        cases.ask(ketevan, "end_sphere_change", **change, status="completed")
    with tracing.span("POST /cases/{id}/releases", CALLER, actor=ketevan.label):
        cases.ask(ketevan, "grant_release", **case, **RELEASE)
    for decide, words in (("answer_question", {"words": "Sie bringt ihn mit."}), ("decline_question", {})):
        with tracing.span("POST /questions", CALLER, actor=ole.label):
            asked = cases.ask(ole, "ask_question", **QUESTION)
        town.clock.advance(timedelta(hours=1))
        with tracing.span("POST /questions/{id}", CALLER, actor=ketevan.label):
            cases.ask(ketevan, decide, **asked, **words)
