"""Absences: whose they are, what they take away, and what is to be moved because of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from services.chassis.errors import Conflict, Invalid, NotAllowed, NotFound
from services.chassis.identity import Actor
from services.scheduling.store.absences import absences
from tests.builders import ADA, BEN, RUTH, Scheduling

COORDINATOR = Actor(frozenset({"coordinator"}), "kim", "018f4a7e-0000-7000-8000-0000000000d4")
DESK = Actor(frozenset({"desk"}), "kim", "018f4a7e-0000-7000-8000-0000000000e5")


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    scheduling = Scheduling(tmp_path)
    for who in (ADA, BEN, RUTH):
        scheduling.engage(who)
        scheduling.keep_hours(who)
    return scheduling


def free_with(scheduling: Scheduling, who: Actor) -> list[str]:
    found = scheduling.slots(who, step=60, counsellor_id=who.ref)
    return [slot["starts_at"][11:16] for slot in found]


def test_who_is_absent_has_no_free_times_and_who_is_back_has_them_again(scheduling: Scheduling) -> None:
    before = free_with(scheduling, ADA)
    noted = scheduling.note_absence()
    assert free_with(scheduling, ADA) == []
    assert free_with(scheduling, BEN) == before
    scheduling.drop_absence(noted)
    assert free_with(scheduling, ADA) == before != []


def test_an_absence_of_some_hours_takes_no_more_than_these(scheduling: Scheduling) -> None:
    until_ten = {"from": "2026-11-30T08:00:00+01:00", "to": "2026-11-30T10:00:00+01:00"}
    scheduling.note_absence(ADA, **until_ten, kind="training")
    assert free_with(scheduling, ADA) == ["09:00", "10:00"], "in UTC"


def test_days_are_absent_from_the_first_to_the_last_both_included_by_the_clock_on_the_wall(
    scheduling: Scheduling,
) -> None:
    """From Saturday, in whose night clocks are put back, to Sunday."""
    scheduling.note_absence(ADA, **{"from": "2027-10-30", "to": "2027-10-31"})
    found = scheduling.absences(ADA, **{"from": "2027-10-01", "to": "2027-10-31"})[0]
    assert (found["starts_at"], found["ends_at"]) == ("2027-10-29T22:00:00+00:00", "2027-10-31T23:00:00+00:00")


def test_what_is_booked_in_an_absence_stays_and_is_said_to_be_moved(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case())
    scheduling.book(scheduling.open_case(), BEN)
    scheduling.note_absence()
    to_move = scheduling.absences()[0]["to_move"]
    assert [one["appointment_id"] for one in to_move] == [booked["appointment_id"]]
    assert scheduling.appointment(booked)["status"] == "booked"


def test_what_is_booked_in_a_case_that_is_locked_for_somebody_is_not_shown_to_them(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    scheduling.book(case_id)
    scheduling.note_absence()
    away = Actor(frozenset({"coordinator"}), "kim", COORDINATOR.ref)
    assert scheduling.absences(away)[0]["to_move"]
    scheduling.lock_case(case_id, away)
    assert scheduling.absences(away)[0]["to_move"] == []


def test_counsellors_see_and_say_their_own_absences_and_coordinators_everybodys(scheduling: Scheduling) -> None:
    mine = scheduling.note_absence()
    scheduling.note_absence(COORDINATOR, counsellor_id=BEN.ref, kind="illness")
    assert [one["kind"] for one in scheduling.absences(ADA)] == ["leave"]
    assert [one["kind"] for one in scheduling.absences(ADA, counsellor_id=BEN.ref)] == ["leave"], "one's own, whatever"
    assert {one["kind"] for one in scheduling.absences(COORDINATOR)} == {"leave", "illness"}
    assert [one["kind"] for one in scheduling.absences(COORDINATOR, counsellor_id=BEN.ref)] == ["illness"]
    assert scheduling.absences(RUTH) == []
    with pytest.raises(NotAllowed):
        scheduling.note_absence(ADA, counsellor_id=BEN.ref)
    with pytest.raises(NotAllowed):
        scheduling.drop_absence(mine, BEN)
    for away in (lambda: scheduling.absences(DESK), lambda: scheduling.note_absence(DESK, counsellor_id=ADA.ref)):
        with pytest.raises(NotAllowed):
            away()


def test_absences_of_another_organisation_do_not_exist(scheduling: Scheduling) -> None:
    with pytest.raises(NotFound):
        scheduling.note_absence(COORDINATOR, counsellor_id=RUTH.ref)
    with pytest.raises(NotFound):
        scheduling.drop_absence(scheduling.note_absence(RUTH), COORDINATOR)


def test_an_absence_that_is_said_again_is_noted_once(scheduling: Scheduling) -> None:
    assert scheduling.note_absence() == scheduling.note_absence(COORDINATOR, counsellor_id=ADA.ref)
    assert len(scheduling.absences()) == 1


def test_an_absence_that_somebody_has_not_seen_as_it_is_cannot_be_dropped(scheduling: Scheduling) -> None:
    noted = scheduling.note_absence()
    with pytest.raises(Conflict):
        scheduling.drop_absence(noted | {"version": 2})
    assert scheduling.drop_absence(noted) == {"absence_id": noted["absence_id"]}
    with pytest.raises(NotFound):
        scheduling.drop_absence(noted)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"to": "2026-11-29"}, "to", "ends_before_it_begins"),
        ({"to": "2028-01-30"}, "to", "too_many_days"),
        ({"to": "2026-11-30T10:00:00+01:00"}, "to", "days_or_moments"),
        ({"from": "tomorrow"}, "from", "not_a_date"),
        ({"from": "2026-11-30T10:00:00"}, "from", "not_a_time"),
        ({"kind": "sleep"}, "kind", "unknown_kind"),
    ],
)
def test_what_is_wrong_with_an_absence_is_said_at_its_field(
    scheduling: Scheduling, changes: dict[str, str], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as invalid:
        scheduling.note_absence(ADA, **changes)
    assert [(error.field, error.code) for error in invalid.value.errors] == [(field, code)]


def test_why_somebody_is_away_cannot_be_read_in_the_database(scheduling: Scheduling) -> None:
    scheduling.note_absence(kind="illness")
    with scheduling.database.reading() as tx:
        kind = tx.execute(select(absences.c.kind)).scalar_one()
    assert b"illness" not in kind


def test_an_absence_is_forgotten_a_year_after_it_ended(scheduling: Scheduling) -> None:
    scheduling.note_absence()
    scheduling.clock.advance(timedelta(days=370))
    scheduling.forget_past_time()
    assert len(scheduling.absences()) == 1
    scheduling.clock.advance(timedelta(days=10))
    scheduling.forget_past_time()
    assert scheduling.absences() == []
