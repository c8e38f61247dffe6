"""The waiting list: who waits in which order, and freed times that are offered on to one after another."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import said
from services.scheduling.commands import waited
from services.scheduling.model import waiting
from tests.builders import ADA, BEN, RUTH, TOWN_HALL, Scheduling
from tests.builders.waiting import Waiting, freed, pass_on, waiting_list

MINUTE = timedelta(minutes=1)


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    made = Scheduling(tmp_path)
    made.engage(ADA)
    made.keep_hours(ADA)
    return made


def someone(scheduling: Scheduling, **wish: Any) -> tuple[Waiting, dict[str, Any]]:
    """Somebody who waits, a minute after whoever came before."""
    scheduling.clock.advance(MINUTE)
    person = Waiting(scheduling)
    return person, person.join(**wish)


def free_ten(scheduling: Scheduling, who: Any = ADA, **booked: Any) -> None:
    """Monday at ten is booked, and cancelled by the client."""
    scheduling.cancel(scheduling.book(scheduling.open_case(), who, **booked), who)


def until(scheduling: Scheduling, moment: str) -> None:
    """Time passes until then."""
    scheduling.clock.advance(datetime.fromisoformat(moment) - scheduling.clock.now())


def refusal(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def state(scheduling: Scheduling) -> list[str]:
    return [one["status"] for one in freed(scheduling)]


def test_every_status_has_a_row() -> None:
    for table, statuses in (
        (waiting.TRANSITIONS, waiting.STATUSES),
        (waiting.FREED_TRANSITIONS, waiting.FREED_STATUSES),
    ):
        assert set(table) == set(statuses)
        assert {after for row in table.values() for after in row.values()} <= set(statuses)


def test_a_freed_time_is_offered_to_one_at_a_time_in_order_and_what_is_urgent_comes_first(
    scheduling: Scheduling,
) -> None:
    first, _ = someone(scheduling)
    second, _ = someone(scheduling)
    urgent, _ = someone(scheduling, urgent=True)
    free_ten(scheduling)
    for person in (urgent, first, second):
        pass_on(scheduling)
        pass_on(scheduling)
        asked = [one for one in (first, second, urgent) if one.open_offers]
        assert asked == [person]
        (offer,) = person.open_offers
        assert [slot["starts_at"] for slot in offer["slots"]] == ["2026-11-30T09:00:00+00:00"]
        person.decline(offer)
    assert not pass_on(scheduling)
    assert state(scheduling) == ["open"]
    assert [one.type for one in said(scheduling.database)].count("choice.offered.v1") == 3


def test_who_chooses_waits_no_more_and_the_time_is_theirs(scheduling: Scheduling) -> None:
    nino, entry = someone(scheduling)
    free_ten(scheduling)
    pass_on(scheduling)
    chosen = nino.choose(nino.open_offers[0])
    assert scheduling.store.appointments.get(chosen["appointment_id"]).booked_by == "waiting_list"
    assert nino.status(entry) == "fulfilled"
    assert state(scheduling) == ["taken"]
    scheduling.cancel(scheduling.appointment(chosen))
    assert state(scheduling) == ["open"], "free again"


def test_who_does_not_answer_in_time_keeps_their_place_and_the_next_one_is_asked(scheduling: Scheduling) -> None:
    silent, entry = someone(scheduling)
    second, _ = someone(scheduling)
    free_ten(scheduling)
    pass_on(scheduling)
    scheduling.clock.advance(timedelta(hours=12))
    silent.lapse()
    pass_on(scheduling)
    assert not silent.open_offers
    assert second.open_offers
    assert silent.status(entry) == "open"
    assert waiting_list(scheduling)["items"][0]["waiting_id"] == entry["waiting_id"]


def test_somebody_else_who_takes_the_time_ends_the_offer_and_whoever_was_asked_is_asked_again(
    scheduling: Scheduling,
) -> None:
    nino, entry = someone(scheduling)
    free_ten(scheduling)
    pass_on(scheduling)
    other = scheduling.book(scheduling.open_case())
    pass_on(scheduling)
    assert [one["status"] for one in nino.see()["choices"]] == ["taken"]
    assert state(scheduling) == ["taken"]
    assert nino.status(entry) == "open"
    scheduling.cancel(other)
    pass_on(scheduling)
    assert nino.open_offers


def test_the_answer_is_due_before_the_notice_and_what_is_nearer_is_offered_to_nobody(scheduling: Scheduling) -> None:
    nino, _ = someone(scheduling)
    free_ten(scheduling)
    until(scheduling, "2026-11-29T05:00:00+00:00")
    pass_on(scheduling)
    assert nino.open_offers[0]["until"] == "2026-11-29T09:00:00+00:00"
    nino.decline(nino.open_offers[0])
    later, _ = someone(scheduling)
    until(scheduling, "2026-11-29T08:30:00+00:00")
    pass_on(scheduling)
    assert not later.open_offers
    assert state(scheduling) == ["over"]


@pytest.mark.parametrize(
    ("wish", "suits"),
    [
        ({}, True),
        ({"place": TOWN_HALL, "counsellor_id": ADA.ref, "topic": "housing", "mode": "phone"}, True),
        ({"place": "alsdorf-rathaus"}, False),
        ({"language": "ar"}, False),
        ({"language": "ar", "with_interpreter": True}, True),
        ({"minutes": 120}, True),
        ({"minutes": 125}, False),
        ({"until": "2026-11-30"}, True),
        ({"until": "2026-11-29"}, False),
        ({"counsellor_id": BEN.ref}, False),
    ],
)
def test_only_what_suits_is_offered(scheduling: Scheduling, wish: dict[str, Any], suits: bool) -> None:
    scheduling.engage(BEN)
    nino, _ = someone(scheduling, **wish)
    free_ten(scheduling)
    pass_on(scheduling)
    assert bool(nino.open_offers) is suits


def test_a_time_of_hours_that_are_for_another_topic_or_outside_of_all_hours_is_offered_to_nobody(
    scheduling: Scheduling,
) -> None:
    scheduling.engage(BEN)
    scheduling.keep_hours(BEN, topics=["language"])
    nino, _ = someone(scheduling, topic="housing")
    free_ten(scheduling, BEN)
    free_ten(scheduling, ADA, starts_at="2026-11-30T14:00:00+01:00")
    pass_on(scheduling)
    assert not nino.open_offers
    assert state(scheduling) == ["open", "open"]


def test_whoever_has_something_else_then_is_passed_over_and_so_is_whoever_the_counsellor_is_locked_out_of(
    scheduling: Scheduling,
) -> None:
    scheduling.engage(BEN)
    busy, _ = someone(scheduling, mode="in_person")
    hidden, _ = someone(scheduling)
    third, _ = someone(scheduling)
    scheduling.book(busy.case_id, BEN, mode="phone")
    scheduling.lock_case(hidden.case_id, ADA, counsellor=BEN)
    free_ten(scheduling)
    pass_on(scheduling)
    assert [bool(one.open_offers) for one in (busy, hidden, third)] == [False, False, True]


def test_one_person_is_asked_about_one_time_after_another(scheduling: Scheduling) -> None:
    nino, _ = someone(scheduling)
    free_ten(scheduling)
    free_ten(scheduling, starts_at="2026-11-30T11:00:00+01:00")
    pass_on(scheduling)
    (offer,) = nino.open_offers
    assert sorted(state(scheduling)) == ["offered", "open"]
    nino.decline(offer)
    scheduling.clock.advance(MINUTE)
    pass_on(scheduling)
    assert len(nino.open_offers) == 1
    assert sorted(state(scheduling)) == ["offered", "open"]


def test_the_time_that_a_moved_appointment_leaves_is_offered_on(scheduling: Scheduling) -> None:
    nino, _ = someone(scheduling)
    scheduling.move(scheduling.book(scheduling.open_case()))
    pass_on(scheduling)
    assert nino.open_offers[0]["slots"][0]["starts_at"] == "2026-11-30T09:00:00+00:00"


def test_an_appointment_that_suits_ends_the_waiting_and_takes_the_offer_back(scheduling: Scheduling) -> None:
    nino, entry = someone(scheduling, place=TOWN_HALL)
    other, _ = someone(scheduling)
    free_ten(scheduling)
    pass_on(scheduling)
    elsewhere = {"place": "alsdorf-rathaus", "starts_at": "2026-12-01T10:00:00+01:00"}
    scheduling.book(nino.case_id, ADA, **elsewhere)
    assert nino.status(entry) == "open"
    scheduling.book(nino.case_id, starts_at="2026-12-02T10:00:00+01:00")
    assert nino.status(entry) == "fulfilled"
    assert not nino.open_offers
    pass_on(scheduling)
    assert other.open_offers


def test_a_case_waits_once_and_again_once_it_was_taken_off(scheduling: Scheduling) -> None:
    nino, entry = someone(scheduling)
    assert refusal(nino.join) == "waits_already"
    free_ten(scheduling)
    pass_on(scheduling)
    with pytest.raises(Conflict):
        nino.leave(entry)
    seen = waiting_list(scheduling)["items"][0]
    nino.leave({"waiting_id": entry["waiting_id"], "version": seen["version"]})
    assert not nino.open_offers
    assert state(scheduling) == ["open"]
    assert refusal(lambda: nino.leave({"waiting_id": entry["waiting_id"], "version": 3})) == "not_in_this_state"
    nino.join()


def test_a_case_that_ends_waits_no_more_and_its_times_go_to_others(scheduling: Scheduling) -> None:
    nino, entry = someone(scheduling)
    other, _ = someone(scheduling)
    free_ten(scheduling)
    pass_on(scheduling)
    scheduling.clock.advance(MINUTE)
    scheduling.close_case(nino.case_id)
    assert nino.status(entry) == "ended"
    pass_on(scheduling)
    assert other.open_offers
    assert refusal(nino.join) == "case_not_open"


def test_what_a_closed_case_had_booked_is_offered_on(scheduling: Scheduling) -> None:
    nino, _ = someone(scheduling)
    case_id = scheduling.open_case()
    scheduling.book(case_id)
    scheduling.clock.advance(MINUTE)
    scheduling.close_case(case_id)
    pass_on(scheduling)
    assert nino.open_offers


def test_a_forgotten_case_leaves_nothing_on_the_list_and_frees_what_was_offered_to_it(scheduling: Scheduling) -> None:
    nino, _ = someone(scheduling)
    other, _ = someone(scheduling)
    free_ten(scheduling)
    pass_on(scheduling)
    scheduling.clock.advance(MINUTE)
    scheduling.close_case(nino.case_id)
    with scheduling.database.transaction() as tx:
        tx.execute(text("DELETE FROM outbox"))
    assert scheduling.store.forgotten.forget(nino.case_id, scheduling.clock.now())
    for shelf in (scheduling.store.choices, scheduling.store.waiting):
        assert not shelf.of_cases("kim", [nino.case_id])
    pass_on(scheduling)
    assert other.open_offers


def test_the_list_tells_positions_and_how_many_wait_and_leaves_out_what_is_locked(scheduling: Scheduling) -> None:
    nino, _ = someone(scheduling, topic="housing")
    hidden, _ = someone(scheduling, language="ar")
    third, _ = someone(scheduling, urgent=True, place=TOWN_HALL)
    scheduling.lock_case(hidden.case_id, ADA, counsellor=BEN)
    told = waiting_list(scheduling)
    assert [(one["position"], one["case_id"]) for one in told["items"]] == [(1, third.case_id), (2, nino.case_id)]
    assert told["counts"]["waiting"] == 3
    assert told["counts"]["longest_since"] == told["items"][1]["since"]
    assert told["counts"]["by_language"] == [{"code": "ka", "number": 2}, {"code": "ar", "number": 1}]
    assert [one["case_id"] for one in waiting_list(scheduling, topic="housing")["items"]] == [nino.case_id]
    first = waiting_list(scheduling, limit=1)
    rest = waiting_list(scheduling, limit=1, cursor=first["next"])
    assert [one["position"] for one in (*first["items"], *rest["items"])] == [1, 2]
    assert waiting_list(scheduling, RUTH)["items"] == []
    assert waiting_list(scheduling, RUTH)["counts"]["longest_since"] is None


def test_whom_a_time_is_offered_to_is_told_but_not_to_whom_their_case_is_locked_for(scheduling: Scheduling) -> None:
    scheduling.engage(BEN)
    nino, _ = someone(scheduling)
    free_ten(scheduling)
    pass_on(scheduling)
    (seen,) = freed(scheduling)
    assert (seen["status"], seen["case_id"], seen["until"]) == (
        "offered", nino.case_id, nino.open_offers[0]["until"],
    )  # fmt: skip
    scheduling.lock_case(nino.case_id, BEN)
    (seen,) = freed(scheduling, BEN)
    assert (seen["status"], seen["case_id"], seen["until"]) == ("offered", None, None)
    assert freed(scheduling, RUTH) == []


def test_what_suited_until_a_day_that_is_past_is_waited_for_no_more(scheduling: Scheduling) -> None:
    nino, entry = someone(scheduling, until="2026-11-26")
    until(scheduling, "2026-11-27T08:00:00+00:00")
    assert waited.end_outdated_waiting(scheduling.store, Actor.system(), scheduling.clock, scheduling.calendar) == 1
    assert nino.status(entry) == "ended"
    with pytest.raises(Invalid):
        nino.join(until="2026-11-26")


def test_only_staff_of_the_organisation_have_somebody_wait_and_only_the_service_passes_on(
    scheduling: Scheduling,
) -> None:
    nino = Waiting(scheduling)
    with pytest.raises(NotFound):
        nino.join(RUTH)
    with pytest.raises(NotAllowed):
        pass_on(scheduling, ADA)


def test_one_time_that_fails_keeps_no_other_from_being_offered(
    scheduling: Scheduling, monkeypatch: pytest.MonkeyPatch
) -> None:
    nino, _ = someone(scheduling)
    free_ten(scheduling)
    free_ten(scheduling, starts_at="2026-11-30T11:00:00+01:00")
    known = scheduling.store.freed_times.in_line

    def breaks(time: waiting.FreedTime) -> Any:
        if time.starts_at.hour == 9:
            raise RuntimeError("broken")
        return known(time)

    monkeypatch.setattr(scheduling.store.freed_times, "in_line", breaks)
    pass_on(scheduling)
    assert nino.open_offers[0]["slots"][0]["starts_at"] == "2026-11-30T10:00:00+00:00"
    assert not pass_on(scheduling), "it is tried again a minute later, not at once"


def test_who_has_a_later_appointment_already_gets_an_earlier_one_and_not_two(scheduling: Scheduling) -> None:
    person = Waiting(scheduling)
    later = scheduling.book(person.case_id, starts_at="2026-12-07T14:00:00+01:00", place="alsdorf-rathaus")
    entry = person.join(place=TOWN_HALL)
    free_ten(scheduling)
    pass_on(scheduling)
    (offer,) = person.open_offers
    assert offer["appointment_id"] == later["appointment_id"]
    person.choose(offer)
    held = scheduling.store.appointments.ahead(person.case_id, scheduling.clock.now())
    assert [(one.appointment_id, one.starts_at.isoformat()) for one in held] == [
        (later["appointment_id"], "2026-11-30T09:00:00+00:00")
    ]
    assert person.status(entry) == waiting.FULFILLED


def test_who_lost_the_later_appointment_meanwhile_gets_the_earlier_one_all_the_same(scheduling: Scheduling) -> None:
    person = Waiting(scheduling)
    later = scheduling.book(person.case_id, starts_at="2026-12-07T14:00:00+01:00", place="alsdorf-rathaus")
    person.join(place=TOWN_HALL)
    free_ten(scheduling)
    pass_on(scheduling)
    scheduling.cancel(later)
    (offer,) = person.open_offers
    person.choose(offer)
    (held,) = scheduling.store.appointments.ahead(person.case_id, scheduling.clock.now())
    assert held.starts_at.isoformat() == "2026-11-30T09:00:00+00:00"
