"""Figures outlive whom they are about: not one of them changes, and no id is left that leads back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from services.cases.events.erasures import CaseErased
from services.chassis.clock import new_id
from services.chassis.testing import NOON, message_of, said
from services.reporting.store.tables import metadata
from tests.builders import Reporting
from tests.unit.reporting import voices

# What is counted apart from rows: how many different ones there are.
_DISTINCT = {"requests": "person_ref", "cases": "person_ref", "barriers": "person_ref", "case_steps": "case_id"}


def counts(reporting: Reporting) -> dict[str, Any]:
    """How many rows each table has, and how many different people or cases."""
    with reporting.database.reading() as tx:
        return {
            name: (
                tx.execute(select(func.count()).select_from(table)).scalar(),
                name in _DISTINCT and tx.execute(select(func.count(table.c[_DISTINCT[name]].distinct()))).scalar(),
            )
            for name, table in metadata.tables.items()
        }


def everything(reporting: Reporting) -> str:
    with reporting.database.reading() as tx:
        return str([tx.execute(select(table)).all() for table in metadata.sorted_tables])


def test_a_forgotten_case_counts_as_before_and_its_ids_are_gone(tmp_path: Path) -> None:
    reporting = Reporting(tmp_path)
    case_id, other_case, request_id, other_request = (new_id() for _ in range(4))
    reporting.hear(
        voices.request_received(request_id),
        voices.request_received(other_request),
        voices.requests_linked(request_id, other_request),
        voices.request_milestone(request_id, "triaged"),
        voices.case_opened(case_id, "ref-of-nino"),
        voices.case_opened(other_case, "ref-of-nino"),
        voices.phase_entered(case_id, "assessment", 2),
        voices.case_closed(case_id, 3),
    )
    before = counts(reporting)
    erased = CaseErased(case_id, new_id(), "bruecke", NOON, request_id, "ref-of-nino")
    reporting.hear(message_of(erased, "cases@bruecke"), message_of(erased, "cases@bruecke"))
    assert counts(reporting) == before
    for gone in (case_id, request_id, "ref-of-nino"):
        assert gone not in everything(reporting)
    assert other_case in everything(reporting), "only what was erased has another id"
    assert {each.type for each in said(reporting.database)} == {"case.forgotten.v1"}
