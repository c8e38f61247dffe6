"""Interpreters: which money pays for whom, who is asked first, and what a booking can become."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from services.chassis.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from services.chassis.testing import said
from services.scheduling.model import interpreting as model
from tests.builders import ADA, BEN, RUTH, Scheduling
from tests.builders.interpreters import MARTA, RULES, Interpreting


@pytest.fixture
def lasha(tmp_path: Path) -> Interpreting:
    return Interpreting(Scheduling(tmp_path))


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def booked(interpreting: Interpreting, **changes: object) -> dict[str, object]:
    return interpreting.scheduling.book(interpreting.scheduling.open_case(), ADA, **changes)


def test_every_status_of_a_booking_has_a_row() -> None:
    assert set(model.TRANSITIONS) == set(model.STATUSES)
    assert {after for row in model.TRANSITIONS.values() for after in row.values()} <= set(model.STATUSES)


def test_the_pool_is_paid_only_without_legal_consequence(lasha: Interpreting) -> None:
    without = lasha.request(booked(lasha))
    assert (without["kind"], without["pot"]) == ("pool", "land_pool")
    other = booked(lasha, starts_at="2026-11-30T14:00:00+01:00")
    assert refusal(lambda: lasha.request(other, legal_consequence=True, kind="pool")) == "no_funding"
    with_consequence = lasha.request(other, legal_consequence=True)
    assert (with_consequence["kind"], with_consequence["pot"]) == ("professional", "municipal")
    assert with_consequence["rule"] == "professional_for_consequence"


def test_an_appointment_has_one_booking_under_way(lasha: Interpreting) -> None:
    at_ten = booked(lasha)
    first = lasha.request(at_ten)
    assert refusal(lambda: lasha.request(at_ten)) == "has_interpreter_booking"
    lasha.release(first)
    assert lasha.request(at_ten)["booking_id"] != first["booking_id"]


def test_whoever_fits_stands_first_and_each_with_the_reasons(lasha: Interpreting) -> None:
    fits = lasha.add()
    no_pledge = lasha.add(name="Nana", pledged_on=None)
    lasha.add(name="Speaks Arabic only", languages=[{"source": "ar"}])
    lasha.add(name="Not active", active=False)
    at_ten = booked(lasha)
    lasha.request(at_ten)
    first, second = lasha.find(at_ten)
    assert (first["interpreter_id"], first["can_be_asked"], first["against"]) == (fits, True, [])
    assert (second["interpreter_id"], second["can_be_asked"]) == (no_pledge, False)
    assert second["against"] == ["has_not_pledged"]
    assert first["fee_cents"] == 3000


def test_each_appointment_tells_how_far_it_is_with_an_interpreter(lasha: Interpreting) -> None:
    who, at_ten = lasha.add(), booked(lasha)
    booked(lasha, starts_at="2026-11-30T13:00:00+01:00")

    def told() -> list[str | None]:
        found = [one["interpreting"] for one in lasha.scheduling.appointments()["items"]]
        assert lasha.scheduling.appointment(at_ten)["interpreting"] == found[0]
        return found

    assert told() == [None, None]
    booking = lasha.request(at_ten)
    assert told() == ["requested", None]
    lasha.ask(booking, who)
    assert told() == ["asked", None]
    lasha.confirm(booking)
    assert told() == ["confirmed", None]


def test_one_is_suggested_where_the_counsellor_does_not_speak_the_language(lasha: Interpreting) -> None:
    """Until somebody is looked for; and not where it is not known what the counsellor speaks."""
    at_ten, at_one = booked(lasha), booked(lasha, starts_at="2026-11-30T13:00:00+01:00", language="ti")
    at_two = booked(lasha, starts_at="2026-11-30T14:00:00+01:00", language="ti")

    def suggested() -> list[bool]:
        found = [one["interpreter_suggested"] for one in lasha.scheduling.appointments()["items"]]
        assert lasha.scheduling.appointment(at_one)["interpreter_suggested"] == found[1]
        return found

    assert suggested() == [False, False, False]
    lasha.scheduling.engage(languages=("ka", "de"))
    assert suggested() == [False, True, True]
    booking = lasha.request(at_one)
    lasha.scheduling.cancel(at_two)
    assert suggested() == [False, False, False]
    lasha.release(booking)
    assert suggested() == [False, True, False]
    assert lasha.scheduling.appointment(at_ten)["status"] == "booked"


def test_gender_direction_and_hours_are_weighed_and_shown(lasha: Interpreting) -> None:
    lasha.add(languages=[{"source": "ka", "both_ways": False}], gender="male")
    fits = lasha.add(name="Tamar", gender="female", available=[{"weekday": 0, "begins": "08:00", "ends": "12:00"}])
    at_ten = booked(lasha)
    lasha.request(at_ten, gender="female")
    first, second = lasha.find(at_ten)
    assert first["interpreter_id"] == fits
    assert {"gender_as_wished", "is_available", "speaks_both_ways"} <= set(first["for"])
    assert set(second["against"]) == {"speaks_one_way", "gender_not_as_wished"}


def test_from_requested_to_done(lasha: Interpreting) -> None:
    who, at_ten = lasha.add(), booked(lasha)
    booking = lasha.request(at_ten)
    lasha.ask(booking, who)
    lasha.confirm(booking)
    assert lasha.store.appointments.get(str(at_ten["appointment_id"])).interpreter_id == who
    assert refusal(lambda: lasha.done(booking)) == "not_begun"
    lasha.clock.advance(timedelta(days=8))
    lasha.done(booking)
    assert lasha.booking(booking)["may"] == []
    spoken = [message.type for message in said(lasha.scheduling.database)]
    assert [type_ for type_ in spoken if type_.startswith("interpreter.")] == [
        f"interpreter.{what}.v1" for what in ("requested", "asked", "confirmed", "done")
    ]


def test_one_interpreter_is_never_at_two_places_at_once(lasha: Interpreting) -> None:
    who = lasha.add()
    lasha.scheduling.engage(BEN)
    one, other = lasha.request(booked(lasha)), lasha.request(booked(lasha, counsellor_id=BEN.ref))
    lasha.ask(one, who)
    lasha.ask(other, who)
    lasha.confirm(one)
    assert refusal(lambda: lasha.confirm(other)) == "interpreter_taken"
    lasha.decline(other)
    assert refusal(lambda: lasha.ask(other, who)) == "interpreter_not_fitting"


def test_a_declined_booking_goes_on_with_somebody_else(lasha: Interpreting) -> None:
    first, second = lasha.add(), lasha.add(name="Tamar")
    at_ten = booked(lasha)
    booking = lasha.request(at_ten)
    lasha.ask(booking, first)
    lasha.decline(booking)
    shown = lasha.booking(booking)
    assert (shown["status"], shown["interpreter_id"], shown["reason"]) == ("requested", None, "no_time")
    assert [line["interpreter_id"] for line in lasha.find(at_ten)] == [second, first]


def test_moving_asks_whoever_was_to_come_anew(lasha: Interpreting) -> None:
    who, at_ten = lasha.add(), booked(lasha)
    booking = lasha.request(at_ten)
    lasha.ask(booking, who)
    lasha.confirm(booking)
    now = lasha.store.appointments.get(str(at_ten["appointment_id"]))
    lasha.scheduling.move({"appointment_id": now.appointment_id, "version": now.version})
    assert lasha.booking(booking)["status"] == "asked"
    assert lasha.store.appointments.get(now.appointment_id).interpreter_id is None
    lasha.confirm(booking)
    assert lasha.store.appointments.get(now.appointment_id).interpreter_id == who


def test_another_room_asks_nobody_anew(lasha: Interpreting) -> None:
    who, at_ten = lasha.add(), booked(lasha)
    booking = lasha.request(at_ten)
    lasha.ask(booking, who)
    lasha.confirm(booking)
    before, now = lasha.booking(booking), lasha.store.appointments.get(str(at_ten["appointment_id"]))
    seen = {"appointment_id": now.appointment_id, "version": now.version}
    lasha.scheduling.move(seen, starts_at=now.starts_at.isoformat(), room="2.04")
    assert lasha.booking(booking) == before
    moved = lasha.store.appointments.get(now.appointment_id)
    assert (moved.room, moved.interpreter_id) == ("2.04", who)


def test_moving_asks_whoever_has_not_answered_anew_and_for_the_new_time(lasha: Interpreting) -> None:
    who, at_ten = lasha.add(), booked(lasha)
    booking = lasha.request(at_ten)
    lasha.ask(booking, who)
    seen = lasha.booking(booking)
    now = lasha.store.appointments.get(str(at_ten["appointment_id"]))
    lasha.scheduling.move({"appointment_id": now.appointment_id, "version": now.version})
    asked = [message.data for message in said(lasha.scheduling.database) if message.type == "interpreter.asked.v1"]
    moved = lasha.store.appointments.get(now.appointment_id)
    assert [one["has_moved"] for one in asked] == [False, True]
    assert datetime.fromisoformat(asked[1]["starts_at"]) == moved.starts_at != now.starts_at
    assert lasha.booking(booking)["status"] == "asked"
    # An answer to the old time is none to the new one.
    assert lasha.booking(booking)["version"] > seen["version"]


def test_who_is_asked_in_place_of_another_is_said_with_the_other(lasha: Interpreting) -> None:
    first, second, booking = lasha.add(), lasha.add(name="Tamar"), lasha.request(booked(lasha))
    lasha.ask(booking, first)
    lasha.ask(booking, second)
    asked = [message.data for message in said(lasha.scheduling.database) if message.type == "interpreter.asked.v1"]
    assert [(one["interpreter_id"], one.get("instead_of")) for one in asked] == [(first, None), (second, first)]


def test_how_somebody_is_reached_is_said_sealed_and_again_only_when_it_changes(lasha: Interpreting) -> None:
    who = lasha.add(email="lasha@example.org")
    lasha.change(who, 1, hourly_cents=3500)
    lasha.change(who, 2, email="beridze@example.org")
    contacts = [message for message in said(lasha.scheduling.database) if message.type.startswith("contact.")]
    assert [(one.type, one.data["about"]) for one in contacts] == [
        ("contact.given.v1", who),
        ("contact.changed.v1", who),
    ]
    keys = lasha.scheduling.parts.seal_keys
    given, changed = (
        keys.unseal(keys, f"contact.{what} {who}", one.data["sealed"]).data
        for what, one in zip(("given", "changed"), contacts, strict=True)
    )
    assert (given["email"], given["language"], given["status_token"]) == ("lasha@example.org", "de", None)
    assert changed == {"email": "beridze@example.org", "phone": None, "language": "de"}


def test_who_left_is_forgotten_years_later_and_what_was_paid_is_not(lasha: Interpreting) -> None:
    stays, who, at_ten = lasha.add(name="Tamar"), lasha.add(), booked(lasha)
    lasha.ask(booking := lasha.request(at_ten), who)
    lasha.confirm(booking)
    lasha.clock.advance(timedelta(days=8))
    lasha.done(booking)
    lasha.change(who, 1, active=False)
    # Left in 2026: kept until the end of 2029.
    a_new_year = datetime(2029, 12, 31, 23, tzinfo=UTC)
    lasha.clock.advance(a_new_year - timedelta(seconds=1) - lasha.clock.now())
    assert lasha.forget() == 0
    lasha.change(who, 2, note="left for another town")
    lasha.clock.advance(timedelta(seconds=1))
    assert (lasha.forget(), lasha.forget()) == (1, 0)
    with pytest.raises(NotFound):
        lasha.see(who)
    assert lasha.see(stays)["active"]
    erased = [one for one in said(lasha.scheduling.database) if one.type == "contact.erased.v1"]
    assert [one.data for one in erased] == [{"about": who}]
    (line,) = lasha.statement()["items"]
    assert (line["cost_cents"], line["interpreter"]) == (3750, "")


def test_who_comes_back_is_not_forgotten(lasha: Interpreting) -> None:
    who = lasha.add(active=False)
    lasha.change(who, 1, active=True)
    lasha.clock.advance(timedelta(days=5 * 365))
    assert lasha.forget() == 0


def test_cancelling_releases_and_within_the_notice_period_costs(lasha: Interpreting) -> None:
    who = lasha.add()
    early, late = booked(lasha), booked(lasha, starts_at="2026-11-24T14:00:00+01:00")
    bookings = [lasha.request(one) for one in (early, late)]
    for booking, appointment in zip(bookings, (early, late), strict=True):
        lasha.ask(booking, who)
        lasha.confirm(booking)
        now = lasha.store.appointments.get(str(appointment["appointment_id"]))
        lasha.scheduling.cancel({"appointment_id": now.appointment_id, "version": now.version})
    in_time, too_late = map(lasha.booking, bookings)
    assert (in_time["status"], in_time["is_late"], in_time["cost_cents"]) == ("released", False, 0)
    assert (too_late["status"], too_late["is_late"], too_late["cost_cents"]) == ("released", True, 1500)
    (line,) = lasha.statement()["items"]
    assert (line["booking_id"], line["cost_cents"], line["is_late"]) == (too_late["booking_id"], 1500, True)


def test_the_notice_period_counts_working_days_only(lasha: Interpreting) -> None:
    # Monday, 4 January 2027: before it lie a weekend and New Year's Day, a Friday.
    since = model.costs_from(RULES, lasha.calendar, date(2027, 1, 4))
    assert since == datetime(2026, 12, 29, 23, tzinfo=UTC) - timedelta(days=1)


def test_a_statement_tells_what_was_done_and_what_is_left(lasha: Interpreting) -> None:
    who, at_ten = lasha.add(), booked(lasha)
    booking = lasha.request(at_ten)
    lasha.ask(booking, who)
    lasha.confirm(booking)
    lasha.clock.advance(timedelta(days=8))
    lasha.done(booking, minutes=75)
    told = lasha.statement()
    (line,) = told["items"]
    assert (line["cost_cents"], line["minutes"], line["interpreter"]) == (3750, 75, "Lasha Beridze")
    land = next(pot for pot in told["pots"] if pot["pot"] == "land_pool")
    assert (land["cost_cents"], land["this_year_cents"], land["yearly_cents"]) == (3750, 3750, 1_800_000)
    assert lasha.statement(pot="municipal")["items"] == []
    assert lasha.statement("2026-12")["items"] == []


def test_what_was_paid_stays_when_the_case_is_forgotten(lasha: Interpreting) -> None:
    scheduling, who = lasha.scheduling, lasha.add()
    case_id = scheduling.open_case()
    booking = lasha.request(at_ten := scheduling.book(case_id))
    lasha.ask(booking, who)
    lasha.confirm(booking)
    lasha.clock.advance(timedelta(days=8))
    lasha.done(booking)
    with scheduling.database.transaction() as tx:
        tx.execute(text("UPDATE outbox SET sent_at = '2026-12-01T00:00:00+00:00'"))
    scheduling.hear_of("case.erased.v1", case_id, case_id=case_id, erasure_id=str(at_ten["appointment_id"]))
    with pytest.raises(NotFound):
        lasha.booking(booking)
    assert len(lasha.statement()["items"]) == 1


def test_nobody_is_named_in_messages_or_readable_at_rest(lasha: Interpreting) -> None:
    who = lasha.add(email="lasha@example.org", phone="+49 30 23125 117")
    booking = lasha.request(booked(lasha))
    lasha.ask(booking, who)
    lasha.confirm(booking)
    spoken = " ".join(message.to_json() for message in said(lasha.scheduling.database))
    with lasha.scheduling.database.transaction() as tx:
        kept = str(tx.execute(text("SELECT * FROM interpreters")).all())
    for told in ("Lasha", "Beridze", "lasha@", "23125"):
        assert told not in spoken
        assert told not in kept


def test_the_list_is_the_own_organisations_and_changes_with_its_version(lasha: Interpreting) -> None:
    who = lasha.add()
    with pytest.raises(NotAllowed):
        lasha.see(who, ADA)
    with pytest.raises(NotAllowed):
        lasha.add(ADA)
    at_ten = booked(lasha)
    with pytest.raises(NotFound):
        lasha.request(at_ten, RUTH)
    lasha.change(who, 1, hourly_cents=3500)
    with pytest.raises(Conflict):
        lasha.change(who, 1, hourly_cents=4000)
    seen = lasha.see(who)
    assert (seen["hourly_cents"], seen["name"], seen["version"]) == (3500, "Lasha Beridze", 2)


def test_a_certificate_that_runs_out_within_thirty_days_is_shown(lasha: Interpreting) -> None:
    soon = lasha.clock.now().date() + timedelta(days=30)
    later = soon + timedelta(days=1)
    certificates = [{"code": "b2", "valid_until": soon.isoformat()}, {"code": "c1", "valid_until": later.isoformat()}]
    assert lasha.see(lasha.add(certificates=certificates))["running_out"] == ["b2"]


def test_an_absence_keeps_somebody_away_for_its_days(lasha: Interpreting) -> None:
    lasha.add(absences=[{"from_on": "2026-11-30", "until_on": "2026-12-04"}])
    at_ten = booked(lasha)
    lasha.request(at_ten)
    (line,) = lasha.find(at_ten)
    assert line["against"] == ["is_not_available"]


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "26-1", "2026", "next"])
def test_a_month_that_is_none_is_refused_at_its_field(lasha: Interpreting, month: str) -> None:
    with pytest.raises(Invalid) as invalid:
        lasha.statement(month)
    assert [(error.field, error.code) for error in invalid.value.errors] == [("month", "not_a_month")]


def test_the_desk_arranges_and_the_counsellor_too(lasha: Interpreting) -> None:
    who, at_ten = lasha.add(), booked(lasha)
    booking = lasha.request(at_ten, MARTA)
    lasha.ask(booking, who, ADA)
    lasha.confirm(booking, ADA)
    assert lasha.booking(booking, ADA)["status"] == "confirmed"


def test_nobody_is_asked_or_confirmed_for_what_is_over(lasha: Interpreting) -> None:
    booking = lasha.request(booked(lasha))
    lasha.ask(booking, lasha.add())
    lasha.clock.advance(timedelta(days=30))
    assert refusal(lambda: lasha.confirm(booking)) == "appointment_not_booked"
    assert refusal(lambda: lasha.ask(booking, lasha.add())) == "appointment_not_booked"


def test_whoever_is_not_active_any_more_is_not_confirmed(lasha: Interpreting) -> None:
    booking, who = lasha.request(booked(lasha)), lasha.add()
    lasha.ask(booking, who)
    lasha.change(who, lasha.see(who)["version"], active=False)
    assert refusal(lambda: lasha.confirm(booking)) == "interpreter_not_fitting"
