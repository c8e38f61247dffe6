"""Hours: a counsellor's own, kept once, dropped once; and the free times that come of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from services.chassis.errors import Conflict, Invalid, NotAllowed, NotFound
from services.chassis.identity import Actor
from tests.builders import ADA, BEN, RUTH, TOWN_HALL, Scheduling

DESK = Actor(frozenset({"desk"}), "kim", "018f4a7e-0000-7000-8000-0000000000e5")


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    scheduling = Scheduling(tmp_path)
    scheduling.engage(ADA, ("ka", "de"))
    scheduling.engage(BEN, ("ar", "de"))
    scheduling.engage(RUTH)
    return scheduling


def beginnings(items: list[dict[str, str]]) -> list[str]:
    return [item["starts_at"][11:16] for item in items]


def test_hours_hold_from_today_and_without_an_end_unless_days_are_named(scheduling: Scheduling) -> None:
    kept = scheduling.keep_hours()
    assert scheduling.hours() == [
        {
            "hours_id": kept["hours_id"],
            "place": TOWN_HALL,
            "weekday": 0,
            "begins": "09:00",
            "ends": "12:00",
            "valid_from": "2026-11-23",
            "valid_until": None,
            "topics": [],
            "room": None,
            "version": 1,
        }
    ]


def test_today_is_that_of_the_programmes_time_zone(scheduling: Scheduling) -> None:
    scheduling.clock.advance(timedelta(hours=11, minutes=30))  # half past midnight in Aachen
    scheduling.keep_hours()
    assert scheduling.hours()[0]["valid_from"] == "2026-11-24"


def test_hours_that_are_said_again_are_kept_once(scheduling: Scheduling) -> None:
    kept = scheduling.keep_hours()
    assert scheduling.keep_hours() == kept
    assert scheduling.keep_hours(ends="13:00") != kept
    assert len(scheduling.hours()) == 2


def test_hours_cannot_end_before_the_day_on_which_they_begin(scheduling: Scheduling) -> None:
    with pytest.raises(Invalid) as invalid:
        scheduling.keep_hours(valid_until="2026-11-22")
    assert [(error.field, error.code) for error in invalid.value.errors] == [("valid_until", "ends_before_it_begins")]


def test_everybody_sees_and_drops_their_own_hours_alone(scheduling: Scheduling) -> None:
    kept = scheduling.keep_hours()
    assert scheduling.hours(BEN) == []
    with pytest.raises(NotAllowed) as not_allowed:
        scheduling.drop_hours(kept, BEN)
    assert not_allowed.value.code == "not_your_hours"
    with pytest.raises(NotFound):
        scheduling.drop_hours(kept, RUTH)
    with pytest.raises(Conflict):
        scheduling.drop_hours(kept | {"version": 2})
    assert scheduling.drop_hours(kept) == {"hours_id": kept["hours_id"]}
    with pytest.raises(NotFound):
        scheduling.drop_hours(kept)
    assert scheduling.hours() == []


def test_hours_that_somebody_else_was_quicker_to_drop_are_a_conflict(scheduling: Scheduling) -> None:
    seen = scheduling.store.hours.get(scheduling.keep_hours()["hours_id"])
    scheduling.store.hours.drop(seen)
    with pytest.raises(Conflict):
        scheduling.store.hours.drop(seen)


def test_free_times_are_those_of_the_own_organisations_counsellors(scheduling: Scheduling) -> None:
    scheduling.keep_hours(ADA)
    scheduling.keep_hours(RUTH)
    found = scheduling.slots(DESK, step=60)
    assert beginnings(found) == ["08:00", "09:00", "10:00"]
    assert {item["counsellor_id"] for item in found} == {ADA.ref}
    assert {item["counsellor_id"] for item in scheduling.slots(RUTH)} == {RUTH.ref}
    assert set(found[0]) == {"place", "counsellor_id", "starts_at", "ends_at", "room"}


def test_free_times_can_be_asked_for_by_place_and_by_language(scheduling: Scheduling) -> None:
    scheduling.keep_hours(ADA)
    scheduling.keep_hours(BEN, place="alsdorf-rathaus")
    assert {item["counsellor_id"] for item in scheduling.slots()} == {ADA.ref, BEN.ref}
    assert {item["counsellor_id"] for item in scheduling.slots(place="alsdorf-rathaus")} == {BEN.ref}
    assert {item["counsellor_id"] for item in scheduling.slots(language="ka")} == {ADA.ref}
    assert scheduling.slots(language="ti") == []


def test_who_counsels_no_more_or_is_not_known_yet_has_no_free_times(scheduling: Scheduling) -> None:
    scheduling.keep_hours(ADA)
    scheduling.clock.advance(timedelta(minutes=1))
    scheduling.engage(ADA, active=False)
    assert scheduling.slots() == []


def test_what_is_booked_is_not_free_and_what_is_cancelled_is_again(scheduling: Scheduling) -> None:
    scheduling.keep_hours(ADA)
    free = scheduling.slots(step=60)
    booked = scheduling.book(scheduling.open_case())
    assert beginnings(scheduling.slots(step=60)) == ["08:00", "10:00"]
    moved = scheduling.move(booked, starts_at="2026-11-30T10:30:00+01:00")
    assert beginnings(scheduling.slots(step=60)) == ["08:00"]
    scheduling.cancel(moved)
    assert scheduling.slots(step=60) == free


def test_a_free_time_can_be_booked(scheduling: Scheduling) -> None:
    scheduling.keep_hours(ADA)
    slot = scheduling.slots()[3]
    asked = {key: slot[key] for key in ("place", "counsellor_id", "starts_at")}
    scheduling.book(scheduling.open_case(), BEN, **asked, minutes=60)
    assert slot not in scheduling.slots()


def test_there_are_no_free_times_on_christmas(scheduling: Scheduling) -> None:
    scheduling.keep_hours(ADA, weekday=4)
    assert scheduling.slots(day="2026-12-25") == []
    assert scheduling.slots(day="2026-12-18")
