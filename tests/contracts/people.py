"""What the cases say when a person is corrected and a household is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.chassis import tracing
from services.chassis.testing import TRACE

if TYPE_CHECKING:
    from tests.contracts.history import Town

CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


def people_told(town: Town) -> None:
    """Somebody comes in, moves, is spoken with in another language; a child joins the household and leaves it."""
    cases = town.cases
    ketevan = cases.engage()
    with tracing.span("POST /cases", CALLER, actor=ketevan.label):
        case = {"case_id": cases.open_walk_in(ketevan)["case_id"]}
    town.deliver()
    person = cases.ask(ketevan, "case", **case)["person"]
    moved: dict[str, Any] = {"municipality": "alsdorf", "language": "ru", "email": "nino.neu@example.org"}
    with tracing.span("PATCH /people/{id}", CALLER, actor=ketevan.label):
        seen = {"person_id": person["person_id"], "version": person["version"]}
        cases.ask(ketevan, "correct_person", **seen, **moved)
    with tracing.span("POST /cases/{id}/household", CALLER, actor=ketevan.label):
        joined = cases.ask(ketevan, "join_household", **case, name="ლუკა ბერიძე", birth_year=2016, relation="child")
    with tracing.span("POST /cases/{id}/household/{person_id}/leave", CALLER, actor=ketevan.label):
        cases.ask(ketevan, "leave_household", **joined)
    town.deliver()
