"""A case that is locked for somebody has no appointments for them: not in lists, not one by one, not to be changed."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from services.chassis.clock import new_id
from services.chassis.errors import NotFound, Refused
from tests.builders import ADA, Scheduling
from tests.builders.scheduling import BEN


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    made = Scheduling(tmp_path)
    for who in (ADA, BEN):
        made.engage(who)
    return made


def unknown(refusal: pytest.ExceptionInfo[NotFound]) -> tuple[str, str]:
    return refusal.value.code, refusal.value.sentence


def test_whom_a_case_is_locked_for_finds_none_of_its_appointments(scheduling: Scheduling) -> None:
    case_id, other = scheduling.open_case(), scheduling.open_case()
    booked, others = scheduling.book(case_id), scheduling.book(other, starts_at="2026-11-30T13:00:00+01:00")
    scheduling.lock_case(case_id, BEN)
    assert [one["appointment_id"] for one in scheduling.appointments(BEN)["items"]] == [others["appointment_id"]]
    assert scheduling.appointments(BEN, case_id=case_id)["items"] == []
    assert len(scheduling.appointments(ADA)["items"]) == 2
    scheduling.unlock_case(case_id, BEN)
    assert scheduling.appointment(booked, BEN)["case_id"] == case_id
    assert len(scheduling.appointments(BEN)["items"]) == 2


def test_what_is_locked_is_as_unknown_as_what_is_not_there(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    booked = scheduling.book(case_id)
    scheduling.lock_case(case_id, BEN)
    for act in ("appointment", "move", "cancel", "kept", "missed"):
        answers = []
        for one in (booked, {"appointment_id": new_id(), "version": 1}):
            with pytest.raises(NotFound) as refusal:
                getattr(scheduling, act)(one, BEN)
            answers.append(unknown(refusal))
        assert answers[0] == answers[1], act
    answers = []
    for one_case in (case_id, new_id()):
        with pytest.raises(NotFound) as refusal:
            scheduling.book(one_case, BEN)
        answers.append(unknown(refusal))
    assert answers[0] == answers[1]
    assert scheduling.appointment(booked, ADA)["version"] == booked["version"]


def test_free_times_show_time_as_taken_whomever_it_is_locked_for(scheduling: Scheduling) -> None:
    scheduling.keep_hours()
    case_id = scheduling.open_case()
    scheduling.book(case_id)
    scheduling.lock_case(case_id, BEN)
    assert scheduling.slots(BEN) == scheduling.slots(ADA) != []
    with pytest.raises(Refused) as refusal:
        scheduling.book(scheduling.open_case(), BEN, counsellor_id=ADA.ref)
    assert refusal.value.code == "time_taken"


@pytest.mark.parametrize("order", sorted(set(permutations([0, 1, 2, 1]))))
def test_in_whichever_order_it_is_told_the_last_word_holds(scheduling: Scheduling, order: tuple[int, ...]) -> None:
    case_id, now = scheduling.open_case(), scheduling.clock.now()
    tellings: list[Any] = [scheduling.lock_case, scheduling.unlock_case, scheduling.lock_case]
    booked = scheduling.book(case_id)
    for number in order:
        tellings[number](case_id, BEN, at=now + timedelta(hours=number))
    with pytest.raises(NotFound):
        scheduling.appointment(booked, BEN)
    assert scheduling.appointment(booked, ADA)


def test_what_a_locked_colleague_held_ahead_is_with_whoever_has_the_case(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    booked = scheduling.book(case_id, BEN)
    for _ in range(2):
        scheduling.lock_case(case_id, BEN)
        assert scheduling.appointment(booked, ADA)["counsellor_id"] == ADA.ref
        assert scheduling.appointment(booked, ADA)["version"] == booked["version"] + 1


def test_a_lock_that_is_told_again_after_it_was_taken_away_takes_nothing(scheduling: Scheduling) -> None:
    case_id, now = scheduling.open_case(), scheduling.clock.now()
    scheduling.unlock_case(case_id, BEN, at=now + timedelta(hours=1))
    booked = scheduling.book(case_id, BEN)
    scheduling.lock_case(case_id, BEN, at=now)
    assert scheduling.appointment(booked, BEN)["counsellor_id"] == BEN.ref
