"""A case has another counsellor: what is booked ahead keeps its time, with whoever has the case now."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.chassis.identity import Actor
from services.chassis.testing import said
from tests.builders import ADA, Scheduling
from tests.builders.scheduling import BEN
from tests.builders.waiting import freed

CLEO = Actor(frozenset({"counsellor"}), "kim", "018f4a7e-0000-7000-8000-0000000000c5")


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    made = Scheduling(tmp_path)
    for who in (ADA, BEN, CLEO):
        made.engage(who)
    return made


def holder(scheduling: Scheduling, booked: dict[str, Any]) -> tuple[str, str | None]:
    found = scheduling.appointment(booked)
    return found["counsellor_id"], found["successor_id"]


def test_what_is_booked_ahead_keeps_its_time_with_whoever_has_the_case_now(scheduling: Scheduling) -> None:
    case_id, other = scheduling.open_case(), scheduling.open_case()
    booked, others = scheduling.book(case_id), scheduling.book(other, starts_at="2026-11-30T13:00:00+01:00")
    with_cleo = scheduling.book(case_id, CLEO, starts_at="2026-12-01T10:00:00+01:00")
    before = len(said(scheduling.database))
    scheduling.assign_case(case_id, BEN)
    assert [holder(scheduling, one)[0] for one in (booked, others, with_cleo)] == [BEN.ref, ADA.ref, CLEO.ref]
    assert scheduling.appointment(booked)["revision"] == 0, "the invitation is as it was"
    assert len(said(scheduling.database)) == before
    scheduling.book(other, starts_at="2026-11-30T10:00:00+01:00")  # Ada is free again


def test_what_is_over_or_cancelled_stays_with_whoever_held_it(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    soon = scheduling.book(case_id, starts_at="2026-11-24T10:00:00+01:00")
    cancelled = scheduling.cancel(scheduling.book(case_id))
    scheduling.clock.advance(timedelta(days=2))
    scheduling.assign_case(case_id, BEN)
    assert [holder(scheduling, one) for one in (soon, cancelled)] == [(ADA.ref, None)] * 2


def test_where_the_new_one_has_something_else_it_waits_for_them_until_it_is_moved(scheduling: Scheduling) -> None:
    case_id, bens = scheduling.open_case(), scheduling.open_case()
    booked = scheduling.book(case_id)
    scheduling.book(bens, BEN)
    scheduling.assign_case(case_id, BEN)
    assert holder(scheduling, booked) == (ADA.ref, BEN.ref)
    scheduling.move(booked | {"version": 2}, BEN)
    assert holder(scheduling, booked) == (BEN.ref, None)


def test_hearing_it_again_or_late_changes_nothing(scheduling: Scheduling) -> None:
    case_id, now = scheduling.open_case(), scheduling.clock.now()
    booked = scheduling.book(case_id)
    scheduling.assign_case(case_id, BEN, at=now)
    scheduling.assign_case(case_id, BEN, at=now)
    assert scheduling.appointment(booked)["version"] == 2
    scheduling.assign_case(case_id, ADA, previous=BEN, at=now + timedelta(hours=1))
    scheduling.assign_case(case_id, BEN, at=now)
    assert holder(scheduling, booked) == (ADA.ref, None)


def test_two_assignments_in_the_wrong_order_end_with_the_last_one(scheduling: Scheduling) -> None:
    case_id, now = scheduling.open_case(), scheduling.clock.now()
    booked = scheduling.book(case_id)
    scheduling.assign_case(case_id, CLEO, previous=BEN, at=now + timedelta(hours=1))
    scheduling.assign_case(case_id, BEN, at=now)
    assert holder(scheduling, booked) == (CLEO.ref, None)


def test_that_a_case_is_assigned_can_be_heard_before_it_is_opened(scheduling: Scheduling) -> None:
    case_id = "018f4a7e-0000-7000-8000-00000000ca5f"
    scheduling.assign_case(case_id, BEN)
    scheduling.open_case(case_id=case_id)
    case = scheduling.store.cases.get(case_id)
    assert (case.is_open, case.counsellor_id) == (True, BEN.ref)


def test_who_is_away_then_is_not_given_it_at_once(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    booked = scheduling.book(case_id)
    scheduling.note_absence(BEN)
    scheduling.assign_case(case_id, BEN)
    assert holder(scheduling, booked) == (ADA.ref, BEN.ref)


def test_the_time_of_whoever_had_the_case_is_free_again_and_offered_on(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    scheduling.book(case_id)
    scheduling.assign_case(case_id, BEN)
    scheduling.assign_case(case_id, BEN)
    (time,) = freed(scheduling)
    assert (time["counsellor_id"], time["starts_at"]) == (ADA.ref, "2026-11-30T09:00:00+00:00")


@pytest.mark.parametrize("following", [CLEO, ADA], ids=["somebody else", "whoever still holds the time"])
def test_what_waits_for_a_successor_goes_on_to_whoever_has_the_case_next(
    scheduling: Scheduling, following: Actor
) -> None:
    case, bens = scheduling.open_case(), scheduling.open_case()
    booked = scheduling.book(case)
    scheduling.book(bens, BEN)
    now = scheduling.clock.now()
    scheduling.assign_case(case, BEN, at=now)
    assert holder(scheduling, booked) == (ADA.ref, BEN.ref)
    scheduling.assign_case(case, following, previous=BEN, at=now + timedelta(hours=1))
    assert holder(scheduling, booked) == (following.ref, None)
