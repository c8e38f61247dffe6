"""What the scheduling accepts from the wire; every mistake has a field and a code."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import pytest
from marshmallow import Schema

from services.chassis import fields
from services.chassis.clock import new_id
from services.chassis.errors import Invalid
from services.scheduling.schemas import appointments as of_appointments
from services.scheduling.schemas import hours as of_hours
from services.scheduling.schemas import slots as of_slots
from tests.builders import PROGRAMME

MONDAYS = {"place": "alsdorf-rathaus", "weekday": 0, "begins": "09:00", "ends": "12:00"}
HOUR = {"case_id": new_id(), "place": "alsdorf-rathaus", "starts_at": "2026-11-30T10:00:00+01:00", "minutes": 60}
WEEK = {"from": "2026-11-23", "to": "2026-11-29"}


def mistakes(schema: Schema, asked: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        fields.load(schema, asked)
    return {error.field: error.code for error in refusal.value.errors}


def test_hours_are_read_as_the_clock_on_the_wall_shows_them() -> None:
    read = fields.load(of_hours.KeepHours(PROGRAMME), MONDAYS)
    assert (read["begins"], read["ends"]) == (time(9), time(12))
    assert (read["valid_from"], read["valid_until"]) == (None, None)


@pytest.mark.parametrize("shown", ["", "9 Uhr", "25:00", "09:60", "24:00", "09:00:00", "-1:00", "٠٩:٠٠x"])
def test_what_no_clock_shows_is_none(shown: str) -> None:
    assert mistakes(of_hours.KeepHours(PROGRAMME), MONDAYS | {"begins": shown})["begins"] in (
        "not_a_clock_time",
        "required",
        "too_long",
    )


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"begins": "09:03"}, "begins", "not_in_steps"),
        ({"ends": "09:00"}, "ends", "ends_before_it_begins"),
        ({"ends": "08:00"}, "ends", "ends_before_it_begins"),
        ({"weekday": 7}, "weekday", "number_out_of_range"),
        ({"place": "atlantis"}, "place", "unknown_place"),
        ({"counsellor_id": new_id()}, "counsellor_id", "unknown_field"),
    ],
)
def test_hours_that_cannot_be_kept(changes: dict[str, Any], field: str, code: str) -> None:
    assert mistakes(of_hours.KeepHours(PROGRAMME), MONDAYS | changes) == {field: code}


def test_an_appointment_is_read_in_utc_with_the_askers_defaults_left_open() -> None:
    read = fields.load(of_appointments.BookAppointment(PROGRAMME), HOUR)
    assert read["starts_at"] == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert (read["counsellor_id"], read["language"], read["with_interpreter"]) == (None, None, False)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"minutes": 10}, "minutes", "number_out_of_range"),
        ({"minutes": 245}, "minutes", "number_out_of_range"),
        ({"minutes": 62}, "minutes", "not_in_steps"),
        ({"starts_at": "2026-11-30T10:03:00+01:00"}, "starts_at", "not_in_steps"),
        ({"starts_at": "2026-11-30T10:00:01+01:00"}, "starts_at", "not_in_steps"),
        ({"starts_at": "2026-11-30T10:00:00"}, "starts_at", "not_a_time"),
        ({"language": "tlh"}, "language", "unknown_language"),
        ({"place": "atlantis"}, "place", "unknown_place"),
        ({"case_id": "1"}, "case_id", "not_an_id"),
    ],
)
def test_an_appointment_that_cannot_be_booked(changes: dict[str, Any], field: str, code: str) -> None:
    assert mistakes(of_appointments.BookAppointment(PROGRAMME), HOUR | changes) == {field: code}


@pytest.mark.parametrize("minutes", [15, 240])
def test_both_ends_of_how_long_an_appointment_may_last(minutes: int) -> None:
    assert fields.load(of_appointments.BookAppointment(PROGRAMME), HOUR | {"minutes": minutes})["minutes"] == minutes


def test_free_times_are_asked_for_by_days_with_defaults_for_the_rest() -> None:
    read = fields.load(of_slots.Slots(PROGRAMME), WEEK)
    assert (read["minutes"], read["step"], read["place"], read["language"]) == (60, 15, None, None)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"to": "2026-11-22"}, "to", "ends_before_it_begins"),
        ({"to": "2026-12-24"}, "to", "too_many_days"),
        ({"from": None}, "from", "required"),
        ({"step": 10}, "step", "number_out_of_range"),
        ({"place": "atlantis"}, "place", "unknown_place"),
    ],
)
def test_free_times_that_cannot_be_asked_for(changes: dict[str, Any], field: str, code: str) -> None:
    assert mistakes(of_slots.Slots(PROGRAMME), WEEK | changes) == {field: code}


def test_thirty_one_days_can_be_asked_for_at_once() -> None:
    assert fields.load(of_slots.Slots(PROGRAMME), WEEK | {"to": "2026-12-23"})


def test_a_cancellation_says_for_whom_and_why_as_codes() -> None:
    seen = {"appointment_id": new_id(), "version": 1}
    assert mistakes(of_appointments.CancelAppointment(), seen) == {"by": "required", "reason": "required"}
    wrong = {"by": "weather", "reason": "rain"}
    assert mistakes(of_appointments.CancelAppointment(), seen | wrong) == {
        "by": "unknown_by",
        "reason": "unknown_reason",
    }


def test_a_list_of_appointments_is_asked_for_by_days() -> None:
    assert mistakes(of_appointments.Appointments(), {"limit": 101, "case_id": "1"}) == {
        "from": "required",
        "to": "required",
        "limit": "number_out_of_range",
        "case_id": "not_an_id",
    }
