"""Appointments with more than two: rooms and households; by phone or video; and hours that are for some topics."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis import fields
from services.chassis.clock import new_id
from services.chassis.errors import Conflict, Invalid, NotFound, Refused
from services.chassis.testing import said
from services.scheduling.model.appointments import of_case, of_interpreter, of_room
from services.scheduling.schemas import appointments as of_appointments
from tests.builders import ADA, BEN, PROGRAMME, TOWN_HALL, Scheduling

OTHER_HALL = "alsdorf-rathaus"


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    scheduling = Scheduling(tmp_path)
    scheduling.engage(ADA)
    scheduling.engage(BEN)
    return scheduling


def resources(scheduling: Scheduling) -> set[str]:
    """Whose time is taken."""
    with scheduling.database.reading() as tx:
        return set(tx.execute(text("SELECT DISTINCT resource FROM occupied")).scalars())


def refusal(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_what_is_not_named_is_a_meeting_of_two_that_staff_booked(scheduling: Scheduling) -> None:
    told = scheduling.appointment(scheduling.book(scheduling.open_case()))
    assert (told["mode"], told["booked_by"], told["with_case_ids"]) == ("in_person", "staff", [])
    assert (told["room"], told["series_id"], told["interpreter_id"]) == (None, None, None)


def test_mode_and_room_and_who_comes_along_are_kept_and_told(scheduling: Scheduling) -> None:
    child = scheduling.open_case()
    told = scheduling.appointment(
        scheduling.book(scheduling.open_case(), mode="video", room="2.04", with_case_ids=[child])
    )
    assert (told["mode"], told["room"], told["with_case_ids"]) == ("video", "2.04", [child])
    assert said(scheduling.database)[-1].data["mode"] == "video"


def test_the_time_of_whoever_comes_along_is_taken_and_free_again_once_it_is_cancelled(scheduling: Scheduling) -> None:
    mother, child = scheduling.open_case(), scheduling.open_case()
    booked = scheduling.book(mother, with_case_ids=[child])
    assert {of_case(mother), of_case(child)} <= resources(scheduling)
    assert refusal(lambda: scheduling.book(child, BEN)) == "time_taken"
    scheduling.cancel(booked)
    assert scheduling.book(child, BEN)["version"] == 1


def test_a_room_is_taken_by_one_appointment_at_a_time_and_by_another_at_another_place(scheduling: Scheduling) -> None:
    places = scheduling.calendar.places
    same_rooms = replace(places[OTHER_HALL], rooms=places[TOWN_HALL].rooms)
    scheduling.calendar = replace(scheduling.calendar, places={**places, OTHER_HALL: same_rooms})
    scheduling.book(scheduling.open_case(), room="2.04")
    assert of_room(TOWN_HALL, "2.04") in resources(scheduling)
    other = scheduling.open_case()
    assert refusal(lambda: scheduling.book(other, BEN, room="2.04")) == "time_taken"
    assert scheduling.book(other, BEN, room="2.04", place=OTHER_HALL)["version"] == 1


def test_the_time_of_whoever_interprets_is_taken_once_that_is_known(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case())
    appointment = scheduling.store.appointments.get(booked["appointment_id"])
    scheduling.store.appointments.save(replace(appointment, interpreter_id="mariam"))
    assert of_interpreter("mariam") in resources(scheduling)
    assert scheduling.store.appointments.get(booked["appointment_id"]).interpreter_id == "mariam"


def test_moving_can_change_room_and_mode_and_leaves_who_comes_along(scheduling: Scheduling) -> None:
    child = scheduling.open_case()
    booked = scheduling.book(scheduling.open_case(), room="2.04", with_case_ids=[child])
    moved = scheduling.move(booked, room="2.05", mode="phone")
    told = scheduling.appointment(moved)
    assert (told["mode"], told["room"], told["with_case_ids"]) == ("phone", "2.05", [child])
    assert said(scheduling.database)[-1].data["mode"] == "phone"
    taken = resources(scheduling)
    assert of_room(TOWN_HALL, "2.05") in taken
    assert of_room(TOWN_HALL, "2.04") not in taken


def test_a_room_stays_where_it_is_when_the_appointment_moves_to_another_place(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case(), room="2.04")
    later = scheduling.move(booked)
    assert scheduling.appointment(later)["room"] == "2.04"
    elsewhere = scheduling.move(later, place=OTHER_HALL)
    assert scheduling.appointment(elsewhere)["room"] is None


def test_nobody_comes_along_whose_case_is_closed_or_another_organisations_or_unknown(scheduling: Scheduling) -> None:
    mother, closed = scheduling.open_case(), scheduling.open_case()
    scheduling.close_case(closed)
    assert refusal(lambda: scheduling.book(mother, with_case_ids=[closed])) == "case_not_open"
    for hidden in (scheduling.open_case("bruecke"), new_id()):
        with pytest.raises(NotFound):
            scheduling.book(mother, with_case_ids=[hidden])
    assert resources(scheduling) == set()


def test_whoever_is_named_twice_or_has_the_appointment_comes_once(scheduling: Scheduling) -> None:
    mother, child = scheduling.open_case(), scheduling.open_case()
    booked = scheduling.book(mother, with_case_ids=[child, mother, child])
    assert scheduling.appointment(booked)["with_case_ids"] == [child]


@pytest.mark.parametrize(("size", "fits"), [(10, True), (11, False)])
def test_ten_can_come_along(size: int, fits: bool) -> None:
    asked = {"case_id": new_id(), "place": TOWN_HALL, "starts_at": "2026-11-30T10:00:00+01:00", "minutes": 60}
    asked["with_case_ids"] = [new_id() for _ in range(size)]
    schema = of_appointments.BookAppointment(PROGRAMME)
    if fits:
        assert len(fields.load(schema, asked)["with_case_ids"]) == size
    else:
        with pytest.raises(Invalid):
            fields.load(schema, asked)


def test_hours_tell_their_topics_and_their_room(scheduling: Scheduling) -> None:
    scheduling.keep_hours(topics=["language", "orientation"], room="2.04")
    scheduling.keep_hours(weekday=1)
    told = [(set(kept["topics"]), kept["room"]) for kept in scheduling.hours()]
    assert told == [({"language", "orientation"}, "2.04"), (set(), None)]


def test_free_times_are_of_hours_with_the_topic_or_with_none(scheduling: Scheduling) -> None:
    scheduling.keep_hours(ADA, topics=["language"])
    scheduling.keep_hours(BEN, begins="13:00", ends="15:00")
    both = {ADA.ref, BEN.ref}
    assert {slot["counsellor_id"] for slot in scheduling.slots()} == both
    assert {slot["counsellor_id"] for slot in scheduling.slots(topic="language")} == both
    assert {slot["counsellor_id"] for slot in scheduling.slots(topic="orientation")} == {BEN.ref}


def test_a_time_at_which_somebody_else_has_the_room_is_not_free(scheduling: Scheduling) -> None:
    scheduling.keep_hours(ADA, room="2.04")
    assert {slot["room"] for slot in scheduling.slots()} == {"2.04"}
    scheduling.book(scheduling.open_case(), BEN, room="2.04")
    assert [slot["starts_at"][11:16] for slot in scheduling.slots(step=60)] == ["08:00", "10:00"]


def test_an_erased_case_that_only_came_along_goes_and_the_appointment_stays(scheduling: Scheduling) -> None:
    mother, child = scheduling.open_case(), scheduling.open_case()
    booked = scheduling.book(mother, with_case_ids=[child])
    assert scheduling.store.forgotten.forget(child, scheduling.clock.now())
    assert scheduling.appointment(booked)["with_case_ids"] == []
    assert of_case(child) not in resources(scheduling)
    assert of_case(mother) in resources(scheduling)


def test_who_came_along_is_forgotten_with_the_appointment(scheduling: Scheduling) -> None:
    mother, child = scheduling.open_case(), scheduling.open_case()
    scheduling.book(mother, with_case_ids=[child])
    with scheduling.database.transaction() as tx:
        tx.execute(text("DELETE FROM outbox"))
    assert scheduling.store.forgotten.forget(mother, scheduling.clock.now())
    with scheduling.database.reading() as tx:
        assert tx.execute(text("SELECT count(*) FROM appointment_cases")).scalar() == 0
    assert of_case(child) not in resources(scheduling)


def test_whom_a_case_that_comes_along_is_locked_for_does_not_see_it(scheduling: Scheduling) -> None:
    mother, child, other = (scheduling.open_case() for _ in range(3))
    booked = scheduling.book(mother, with_case_ids=[child, other])
    scheduling.lock_case(child, BEN)
    assert scheduling.appointment(booked, BEN)["with_case_ids"] == [other]
    assert scheduling.appointments(BEN)["items"][0]["with_case_ids"] == [other]
    assert set(scheduling.appointments(ADA)["items"][0]["with_case_ids"]) == {child, other}


def test_what_was_seen_before_a_case_was_forgotten_cannot_bring_it_back(scheduling: Scheduling) -> None:
    mother, child = scheduling.open_case(), scheduling.open_case()
    before = scheduling.store.appointments.get(scheduling.book(mother, with_case_ids=[child])["appointment_id"])
    assert scheduling.store.forgotten.forget(child, scheduling.clock.now())
    with pytest.raises(Conflict):
        scheduling.store.appointments.save(before)
    assert of_case(child) not in resources(scheduling)


def test_a_case_that_ends_no_longer_comes_along_and_the_appointment_stays(scheduling: Scheduling) -> None:
    mother, child = scheduling.open_case(), scheduling.open_case()
    over = scheduling.book(mother, with_case_ids=[child], starts_at="2026-11-24T10:00:00+01:00")
    ahead = scheduling.book(mother, with_case_ids=[child])
    scheduling.clock.advance(timedelta(days=2))
    scheduling.close_case(child)
    told = scheduling.appointment(ahead)
    assert (told["status"], told["with_case_ids"]) == ("booked", [])
    assert scheduling.appointment(over)["with_case_ids"] == [child]
    before = said(scheduling.database)
    scheduling.close_case(child)
    assert scheduling.appointment(ahead)["version"] == told["version"]
    assert said(scheduling.database) == before
