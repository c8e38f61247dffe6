"""A case has ended: what is booked ahead in it does not take place, and the client is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.chassis.testing import said
from tests.builders import ADA, Scheduling


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    made = Scheduling(tmp_path)
    made.engage(ADA)
    return made


def state(scheduling: Scheduling, booked: dict[str, Any]) -> tuple[str, str | None, str | None]:
    found = scheduling.appointment(booked)
    return found["status"], found["by"], found["reason"]


def test_what_is_ahead_is_cancelled_and_what_is_over_stays(scheduling: Scheduling) -> None:
    case_id, other = scheduling.open_case(), scheduling.open_case()
    over = scheduling.book(case_id, starts_at="2026-11-24T10:00:00+01:00")
    ahead, others = scheduling.book(case_id), scheduling.book(other, starts_at="2026-11-30T13:00:00+01:00")
    scheduling.clock.advance(timedelta(days=2))
    scheduling.close_case(case_id)
    assert state(scheduling, ahead) == ("cancelled", "office", "case_closed")
    assert [state(scheduling, one)[0] for one in (over, others)] == ["booked", "booked"]
    told = said(scheduling.database)[-1]
    assert (told.type, told.data["appointment_id"], told.data["reason"], told.data["revision"]) == (
        "appointment.cancelled.v1", ahead["appointment_id"], "case_closed", 1,
    )  # fmt: skip
    scheduling.book(other)  # the time is free again


def test_hearing_it_again_cancels_nothing_more_nor_what_was_booked_since_the_case_goes_on(
    scheduling: Scheduling,
) -> None:
    case_id, now = scheduling.open_case(), scheduling.clock.now().isoformat()
    scheduling.book(case_id)
    closed = {"case_id": case_id, "organisation": "kim", "closed_at": now}
    scheduling.hear_of("case.closed.v1", case_id, **closed)
    before = len(said(scheduling.database))
    scheduling.hear_of("case.closed.v1", case_id, **closed)
    assert len(said(scheduling.database)) == before
    scheduling.clock.advance(timedelta(hours=1))
    reopened = {"case_id": case_id, "organisation": "kim", "reopened_at": scheduling.clock.now().isoformat()}
    scheduling.hear_of("case.reopened.v1", case_id, **reopened)
    anew = scheduling.book(case_id)
    scheduling.hear_of("case.closed.v1", case_id, **closed)
    assert state(scheduling, anew)[0] == "booked"
