"""Booking, moving, cancelling: time is taken and freed with the appointment, or nothing happens."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis import answers
from services.chassis.clock import new_id
from services.chassis.errors import Conflict, Invalid, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import said, types_of
from tests.builders import ADA, BEN, RUTH, Scheduling

CORA = Actor(frozenset({"coordinator"}), "kim", "018f4a7e-0000-7000-8000-0000000000d4")


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    return Scheduling(tmp_path)


def time_taken(scheduling: Scheduling) -> dict[str, int]:
    """How many units of whose time are taken."""
    with scheduling.database.reading() as tx:
        rows = tx.execute(text("SELECT resource, count(*) AS units FROM occupied GROUP BY resource")).all()
    return {row.resource.partition(":")[0]: row.units for row in rows}


def refusal(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    assert refused.value.params.keys() <= {"status", "action"}
    return refused.value.code


def fault(act: Any) -> tuple[str, str]:
    with pytest.raises(Invalid) as invalid:
        act()
    (error,) = invalid.value.errors
    return error.field, error.code


def test_a_booked_appointment_takes_its_time_from_counsellor_and_case_and_is_said(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case(language="ka")
    booked = scheduling.book(case_id)
    assert booked == {"appointment_id": booked["appointment_id"], "version": 1}
    assert time_taken(scheduling) == {"counsellor": 12, "case": 12}
    (message,) = said(scheduling.database)
    assert (message.type, message.subject) == ("appointment.booked.v1", booked["appointment_id"])
    assert message.data["starts_at"] == "2026-11-30T09:00:00.000000Z"
    assert message.data["ends_at"] == "2026-11-30T10:00:00.000000Z"
    assert (message.data["language"], message.data["with_interpreter"]) == ("ka", False)
    assert ADA.ref not in message.to_json(), "who counsels is nobody else's business"


def test_the_language_and_the_interpreter_can_be_named(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case(), language="ti", with_interpreter=True)
    found = scheduling.appointment(booked)
    assert (found["language"], found["with_interpreter"], found["counsellor_id"]) == ("ti", True, ADA.ref)


def test_one_counsellor_cannot_meet_two_people_at_once(scheduling: Scheduling) -> None:
    scheduling.book(scheduling.open_case())
    before = said(scheduling.database)
    for starts_at in ("2026-11-30T09:05:00+01:00", "2026-11-30T10:00:00+01:00", "2026-11-30T10:55:00+01:00"):
        assert refusal(lambda at=starts_at: scheduling.book(scheduling.open_case(), starts_at=at)) == "time_taken"
    assert said(scheduling.database) == before
    assert time_taken(scheduling) == {"counsellor": 12, "case": 12}, "who is refused has taken nothing"


def test_one_person_cannot_be_in_two_places_at_once(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    scheduling.book(case_id)
    assert refusal(lambda: scheduling.book(case_id, BEN)) == "time_taken"


def test_appointments_may_follow_one_another_without_a_pause(scheduling: Scheduling) -> None:
    for starts_at in ("2026-11-30T10:00:00+01:00", "2026-11-30T11:00:00+01:00", "2026-11-30T09:00:00+01:00"):
        scheduling.book(scheduling.open_case(), starts_at=starts_at)
    assert time_taken(scheduling)["counsellor"] == 36


def test_what_was_refused_tells_nothing_about_the_other_appointment(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    scheduling.book(case_id)
    with pytest.raises(Refused) as refused:
        scheduling.book(scheduling.open_case())
    wire = str(refused.value.to_wire())
    assert case_id not in wire
    assert ADA.ref not in wire
    assert refused.value.params == {}


def test_outside_of_hours_and_on_a_holiday_a_person_decides(scheduling: Scheduling) -> None:
    scheduling.book(scheduling.open_case(), starts_at="2026-12-25T22:00:00+01:00")


def test_nobody_books_or_moves_into_the_past_or_far_beyond_any_plan(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    past, far = "2026-11-23T11:55:00Z", "2036-11-30T10:00:00Z"
    assert fault(lambda: scheduling.book(case_id, starts_at=past)) == ("starts_at", "in_the_past")
    assert fault(lambda: scheduling.book(case_id, starts_at=far)) == ("starts_at", "too_far_ahead")
    booked = scheduling.book(case_id)
    assert fault(lambda: scheduling.move(booked, starts_at=past)) == ("starts_at", "in_the_past")


def test_only_an_open_case_has_new_appointments(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    booked = scheduling.book(case_id)
    scheduling.close_case(case_id)
    assert refusal(lambda: scheduling.book(case_id, BEN)) == "case_not_open"
    assert refusal(lambda: scheduling.move(booked | {"version": 2})) == "case_not_open"


def test_a_coordinator_books_for_a_counsellor_of_the_organisation(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    assert fault(lambda: scheduling.book(case_id, CORA)) == ("counsellor_id", "required")
    with pytest.raises(NotFound):
        scheduling.book(case_id, CORA, counsellor_id=BEN.ref)
    scheduling.engage(BEN)
    scheduling.engage(RUTH)
    booked = scheduling.book(case_id, CORA, counsellor_id=BEN.ref)
    assert scheduling.appointment(booked)["counsellor_id"] == BEN.ref
    with pytest.raises(NotFound) as unknown:
        scheduling.book(case_id, CORA, counsellor_id=RUTH.ref)
    assert unknown.value.code == "counsellor_unknown"


def test_nothing_is_booked_with_a_counsellor_who_has_left(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    scheduling.engage(BEN, active=False)
    assert refusal(lambda: scheduling.book(case_id, CORA, counsellor_id=BEN.ref)) == "counsellor_not_active"


def test_a_moved_appointment_frees_its_old_time_and_takes_the_new(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case())
    moved = scheduling.move(booked, starts_at="2026-11-30T10:30:00+01:00", minutes=45, place="alsdorf-rathaus")
    assert moved["version"] == 2
    assert time_taken(scheduling) == {"counsellor": 9, "case": 9}
    found = scheduling.appointment(moved)
    assert (found["starts_at"], found["ends_at"]) == ("2026-11-30T09:30:00+00:00", "2026-11-30T10:15:00+00:00")
    assert (found["status"], found["revision"], found["place"]) == ("booked", 1, "alsdorf-rathaus")
    scheduling.book(scheduling.open_case(), minutes=30)
    message = said(scheduling.database)[1]
    assert message.type == "appointment.moved.v1"
    assert (message.data["revision"], message.data["place"]) == (1, "alsdorf-rathaus")


def test_what_is_not_named_stays_when_an_appointment_is_moved(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case(), minutes=25)
    found = scheduling.appointment(scheduling.move(booked))
    assert (found["starts_at"], found["ends_at"]) == ("2026-11-30T10:00:00+00:00", "2026-11-30T10:25:00+00:00")
    assert found["place"] == "wuerselen-rathaus"


def test_an_appointment_that_cannot_be_moved_keeps_its_time(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case())
    scheduling.book(scheduling.open_case(), starts_at="2026-11-30T11:00:00+01:00")
    before = said(scheduling.database), scheduling.appointment(booked), time_taken(scheduling)
    assert refusal(lambda: scheduling.move(booked, starts_at="2026-11-30T10:30:00+01:00")) == "time_taken"
    assert before == (said(scheduling.database), scheduling.appointment(booked), time_taken(scheduling))


def test_an_appointment_that_would_stay_where_it_is_is_not_moved(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case())
    assert refusal(lambda: scheduling.move(booked, starts_at="2026-11-30T09:00:00Z")) == "already_there"


def test_a_cancelled_appointment_frees_its_time_and_says_why_as_codes(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case())
    cancelled = scheduling.cancel(scheduling.move(booked), by="office", reason="no_interpreter")
    assert time_taken(scheduling) == {}
    found = scheduling.appointment(cancelled)
    assert (found["status"], found["by"], found["reason"]) == ("cancelled", "office", "no_interpreter")
    message = said(scheduling.database)[-1]
    assert message.type == "appointment.cancelled.v1"
    assert message.data["revision"] == 2, "a calendar ignores the cancellation of an older revision"
    scheduling.book(scheduling.open_case(), starts_at="2026-11-30T11:00:00+01:00")


def test_what_came_of_it_can_be_said_once_it_began(scheduling: Scheduling) -> None:
    kept, missed = (scheduling.book(scheduling.open_case(), who) for who in (ADA, BEN))
    assert refusal(lambda: scheduling.kept(kept)) == "not_begun"
    assert refusal(lambda: scheduling.missed(missed)) == "not_begun"
    assert scheduling.appointment(kept)["may"] == ["move", "cancel"]
    scheduling.clock.advance(timedelta(days=6, hours=21))  # to the minute
    assert scheduling.appointment(kept)["may"] == ["move", "cancel", "keep", "miss"]
    scheduling.kept(kept)
    scheduling.missed(missed)
    assert types_of(said(scheduling.database))[2:] == ["appointment.kept.v1", "appointment.missed.v1"]
    assert [scheduling.appointment(one)["status"] for one in (kept, missed)] == ["kept", "missed"]
    assert scheduling.appointment(kept)["may"] == ["miss"]


def test_what_came_of_it_can_be_corrected_for_a_week_and_then_no_longer(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case())
    scheduling.clock.advance(timedelta(days=7))
    missed = scheduling.missed(booked)
    kept = scheduling.kept(missed)
    assert scheduling.appointment(kept)["status"] == "kept"
    assert refusal(lambda: scheduling.cancel(kept)) == "not_in_this_state"
    scheduling.clock.advance(timedelta(days=7))
    assert scheduling.appointment(kept)["may"] == []
    assert refusal(lambda: scheduling.missed(kept)) == "too_late_to_correct"


def test_who_acts_on_an_outdated_version_hears_the_newest(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case())
    scheduling.move(booked)
    for act in (scheduling.move, scheduling.cancel, scheduling.kept, scheduling.missed):
        with pytest.raises(Conflict) as conflict:
            act(booked)
        assert conflict.value.params == {"version": 2}


def test_a_change_that_somebody_else_was_quicker_with_is_a_conflict_and_takes_nothing(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case())
    seen = scheduling.store.appointments.get(booked["appointment_id"])
    scheduling.cancel(booked)
    with pytest.raises(Conflict):
        scheduling.store.appointments.save(seen)
    assert time_taken(scheduling) == {}


def test_a_command_that_is_repeated_books_once_and_is_answered_alike(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()

    def once(command_id: str, act: Any) -> dict[str, Any]:
        return answers.once(scheduling.database, scheduling.clock, command_id, b"the same", act)

    booked = once("b", lambda: scheduling.book(case_id))
    assert once("b", lambda: scheduling.book(case_id)) == booked, "and not that the time is taken"
    moved = once("m", lambda: scheduling.move(booked))
    assert once("m", lambda: scheduling.move(booked)) == moved, "and not that it has changed"
    cancelled = once("c", lambda: scheduling.cancel(moved))
    assert once("c", lambda: scheduling.cancel(moved)) == cancelled
    assert len(said(scheduling.database)) == 3


def test_appointments_are_listed_by_time_in_pages_for_days_or_for_a_case(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    late, early, eve = (
        scheduling.book(case_id, starts_at=f"2026-11-{at}:00+01:00") for at in ("30T23:00", "30T00:00", "29T23:00")
    )
    other = scheduling.book(scheduling.open_case(), starts_at="2026-11-30T12:00:00+01:00")
    first = scheduling.appointments(limit=2)
    second = scheduling.appointments(limit=2, cursor=first["next"])
    ids = [item["appointment_id"] for item in first["items"] + second["items"]]
    assert ids == [one["appointment_id"] for one in (early, other, late)], "the day is that of the programme's zone"
    assert second["next"] is None
    of_case = scheduling.appointments(first="2026-11-29", case_id=case_id)["items"]
    assert [item["appointment_id"] for item in of_case] == [one["appointment_id"] for one in (eve, early, late)]


def test_what_is_another_organisations_or_nowhere_is_one_answer(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case())
    nowhere = booked | {"appointment_id": new_id()}
    for act in (scheduling.appointment, scheduling.move, scheduling.cancel, scheduling.kept, scheduling.missed):
        told = []
        for what in (booked, nowhere):
            with pytest.raises(NotFound) as unknown:
                act(what, who=RUTH)
            told.append((unknown.value.code, unknown.value.sentence, unknown.value.params))
        assert told[0] == told[1]
    assert scheduling.appointments(RUTH)["items"] == []


def test_an_appointment_is_not_booked_for_another_organisations_case(scheduling: Scheduling) -> None:
    told = []
    for case_id in (scheduling.open_case("bruecke"), new_id()):
        with pytest.raises(NotFound) as unknown:
            scheduling.book(case_id)
        told.append((unknown.value.code, unknown.value.sentence))
    assert told[0] == told[1] == ("case_unknown", "There is no such case.")


def test_whose_time_was_taken_is_forgotten_a_day_later(scheduling: Scheduling) -> None:
    past = scheduling.book(scheduling.open_case(), starts_at="2026-11-24T10:00:00+01:00")
    scheduling.book(scheduling.open_case())
    assert scheduling.forget_past_time() == 0
    scheduling.clock.advance(timedelta(days=2))
    assert scheduling.forget_past_time() == 24
    assert time_taken(scheduling) == {"counsellor": 12, "case": 12}
    scheduling.missed(past)
    assert scheduling.appointment(past)["status"] == "missed"
