"""Times that clients choose from: offered, chosen once, declined, lapsed; and what clients change themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from services.chassis import passes
from services.chassis.answers import once
from services.chassis.clock import Clock, new_id
from services.chassis.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import said
from services.chassis.vault import SealKeys, new_seal_keys
from services.scheduling.commands import answering
from services.scheduling.model import choices
from services.scheduling.store import Store
from services.scheduling.store.choices import Choices
from tests.builders import ADA, BEN, RUTH, Scheduling
from tests.builders.choices import Choosing, monday
from tests.builders.scheduling import TOWN_HALL


@pytest.fixture
def nino(tmp_path: Path) -> Choosing:
    scheduling = Scheduling(tmp_path)
    scheduling.engage(ADA)
    scheduling.keep_hours(ADA)
    return Choosing(scheduling)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def fault(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Invalid) as invalid:
        act()
    (error,) = invalid.value.errors
    return error.field, error.code


def words(nino: Choosing) -> list[str]:
    return [message.type for message in said(nino.scheduling.database)]


def test_every_status_of_a_choice_has_a_row() -> None:
    assert set(choices.TRANSITIONS) == set(choices.STATUSES)
    assert {after for row in choices.TRANSITIONS.values() for after in row.values()} <= set(choices.STATUSES)


def test_what_is_offered_blocks_nothing_and_is_said_without_who_or_why(nino: Choosing) -> None:
    offered = nino.offer()
    (message,) = said(nino.scheduling.database)
    assert message.type == "choice.offered.v1"
    assert (message.data["number"], message.data["source"]) == (2, "staff")
    assert ADA.ref not in message.to_json()
    nino.scheduling.book(nino.scheduling.open_case())
    (shown,) = nino.see()["choices"]
    assert shown["choice_id"] == offered["choice_id"]
    assert [slot["is_free"] for slot in shown["slots"]] == [False, True], "the first one is somebody else's by now"


def test_the_time_that_a_client_chooses_is_booked_by_them(nino: Choosing) -> None:
    chosen = nino.choose(nino.offer(), 1)
    (held,) = nino.see()["appointments"]
    assert held["appointment_id"] == chosen["appointment_id"]
    assert held["starts_at"] == "2026-11-30T10:00:00+00:00"
    assert nino.store.appointments.get(chosen["appointment_id"]).booked_by == "client"
    assert words(nino)[1:] == ["appointment.booked.v1", "choice.ended.v1", "client.acted.v1"]
    acted = said(nino.scheduling.database)[-1].data
    assert (acted["did"], acted["counsellor_id"]) == ("chosen", ADA.ref)


def test_the_same_choice_twice_is_one_appointment_and_another_time_is_none(nino: Choosing) -> None:
    offered = nino.offer()
    first = nino.choose(offered)
    before = words(nino)
    assert nino.choose(offered) == first
    assert words(nino) == before
    assert refusal(lambda: nino.choose(offered, 1)) == "choice_ended"


def test_who_is_slower_hears_it_and_what_is_left_can_still_be_chosen(nino: Choosing) -> None:
    offered = nino.offer()
    nino.scheduling.book(nino.scheduling.open_case())
    before = words(nino)
    assert refusal(lambda: nino.choose(offered)) == "time_taken"
    assert words(nino) == before
    nino.choose(offered, 1)


def test_declining_ends_a_choice_once_and_the_counsellor_hears_of_it(nino: Choosing) -> None:
    offered = nino.offer()
    nino.decline(offered, "too_far")
    nino.decline(offered, "too_far")
    assert words(nino)[1:] == ["choice.ended.v1", "client.acted.v1"]
    assert nino.offered()[0]["reason"] == "too_far"
    assert refusal(lambda: nino.choose(offered)) == "choice_ended"


def test_what_nobody_chooses_lapses_by_the_clock_and_is_shown_as_ended(nino: Choosing) -> None:
    offered = nino.offer()
    assert nino.lapse() == 0
    nino.clock.advance(timedelta(days=5))
    assert not nino.see()["choices"][0]["is_open"], "also before the clock has come by"
    assert refusal(lambda: nino.choose(offered)) == "choice_ended"
    assert nino.lapse() == 1
    assert nino.lapse() == 0
    assert nino.see()["choices"][0]["status"] == "lapsed"
    assert words(nino)[-1] == "choice.ended.v1"


def test_one_that_cannot_lapse_is_left_as_it_was_and_stops_no_other(
    nino: Choosing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock runs all of them in one transaction."""
    first, other = nino.offer(), Choosing(nino.scheduling)
    second = other.offer()
    nino.clock.advance(timedelta(days=5))
    goes_on = answering.waiting.on_choice_ended

    def fails_once(store: Store, clock: Clock, choice: choices.Choice) -> None:
        if choice.choice_id == first["choice_id"]:
            raise Conflict("changed", "Somebody was quicker.")
        goes_on(store, clock, choice)

    monkeypatch.setattr(answering.waiting, "on_choice_ended", fails_once)
    with nino.store.database.transaction():
        assert nino.lapse() == 1
    statuses = [nino.store.choices.get(each["choice_id"]).status for each in (first, second)]
    assert statuses == [choices.OPEN, choices.LAPSED]
    monkeypatch.undo()
    assert nino.lapse() == 1


def test_offering_anew_takes_back_what_was_offered_before(nino: Choosing) -> None:
    first = nino.offer()
    second = nino.offer(monday("11:00"))
    assert [one["status"] for one in nino.offered()] == ["open", "withdrawn"]
    assert refusal(lambda: nino.choose(first)) == "choice_ended"
    nino.withdraw(second)
    assert refusal(lambda: nino.withdraw(second | {"version": 2})) == "choice_ended"


def test_a_rule_finds_free_times_on_different_days(nino: Choosing) -> None:
    nino.scheduling.keep_hours(ADA, weekday=2)
    nino.offer(rule={"from": "2026-11-30", "to": "2026-12-11", "number": 3})
    (shown,) = nino.see()["choices"]
    assert [slot["starts_at"][:10] for slot in shown["slots"]] == ["2026-11-30", "2026-12-02", "2026-12-07"]
    week = {"from": "2026-12-05", "to": "2026-12-06"}
    assert refusal(lambda: nino.offer(rule=week)) == "no_free_time"


def test_staff_offer_what_is_ahead_free_and_of_their_own(nino: Choosing) -> None:
    assert fault(lambda: nino.offer(rule=None, slots=[])) == ("slots", "slots_or_rule")
    assert fault(lambda: nino.offer(monday("10:00", place="nowhere"))) == ("slots.0.place", "unknown_place")
    past = monday("10:00", starts_at="2026-11-20T10:00:00+01:00")
    assert fault(lambda: nino.offer(past)) == ("slots", "in_the_past")
    assert fault(lambda: nino.offer(until="2026-11-20T10:00:00Z")) == ("until", "in_the_past")
    many = [monday(f"{hour:02}:00") for hour in range(9, 16)]
    assert fault(lambda: nino.offer(*many)) == ("slots", "too_many")
    nino.scheduling.engage(RUTH)
    with pytest.raises(NotFound):
        nino.offer(monday("10:00", counsellor_id=RUTH.ref))
    nino.scheduling.book(nino.scheduling.open_case())
    assert refusal(nino.offer) == "time_taken"
    with pytest.raises(NotFound):
        nino.offer(who=RUTH)
    with pytest.raises(NotAllowed):
        nino.offer(who=Actor(frozenset({"desk"}), "kim", new_id()))


def test_a_choice_can_move_an_appointment_and_stays_with_its_counsellor(nino: Choosing) -> None:
    booked = nino.scheduling.book(nino.case_id)
    nino.scheduling.engage(BEN)
    other = monday("11:00", counsellor_id=BEN.ref)
    assert fault(lambda: nino.offer(other, appointment_id=booked["appointment_id"])) == ("slots", "another_counsellor")
    offered = nino.offer(monday("11:00"), appointment_id=booked["appointment_id"])
    assert nino.choose(offered)["appointment_id"] == booked["appointment_id"]
    (held,) = nino.see()["appointments"]
    assert held["starts_at"] == "2026-11-30T10:00:00+00:00"
    assert "appointment.moved.v1" in words(nino)


def test_a_client_moves_their_appointment_to_free_times_of_the_same_counsellor(nino: Choosing) -> None:
    booked = nino.scheduling.book(nino.case_id)
    free = [slot["starts_at"] for slot in nino.slots(booked)]
    assert "2026-12-07T08:00:00+00:00" in free
    assert "2026-11-30T09:00:00+00:00" not in free, "there it is already"
    moved = nino.move(booked, "2026-12-07T08:00:00Z")
    assert nino.move(booked, "2026-12-07T08:00:00Z") == moved, "sent twice, moved once"
    assert refusal(lambda: nino.move(booked, "2026-12-08T08:00:00Z")) == "time_taken", "nobody is there on a Tuesday"
    assert words(nino)[1:] == ["appointment.moved.v1", "client.acted.v1"]


def test_a_client_moves_an_appointment_so_often_and_no_oftener(nino: Choosing) -> None:
    booked = nino.scheduling.book(nino.case_id)
    for to in ("2026-12-07T08:00:00Z", "2026-12-14T08:00:00Z", "2026-12-07T08:00:00Z"):
        nino.move(booked, to)
    (held,) = nino.see()["appointments"]
    assert (held["may"], held["moves_left"]) == (["cancel"], 0)
    assert refusal(lambda: nino.move(booked, "2026-12-14T08:00:00Z")) == "moved_too_often"
    assert nino.slots(booked) == []


def test_within_a_day_of_it_a_client_has_to_call(nino: Choosing) -> None:
    booked = nino.scheduling.book(nino.case_id)
    nino.clock.advance(timedelta(days=5, hours=21))  # 24 hours before it
    assert nino.see()["appointments"][0]["may"] == ["move", "cancel"]
    nino.clock.advance(timedelta(minutes=1))
    assert nino.see()["appointments"][0]["may"] == []
    assert refusal(lambda: nino.cancel(booked)) == "call_us"
    assert refusal(lambda: nino.move(booked, "2026-12-07T08:00:00Z")) == "call_us"


def test_a_client_cancels_once_and_their_time_is_free(nino: Choosing) -> None:
    booked = nino.scheduling.book(nino.case_id)
    assert nino.cancel(booked) == nino.cancel(booked)
    found = nino.scheduling.appointment(booked)
    assert (found["status"], found["by"], found["reason"]) == ("cancelled", "client", "illness")
    assert words(nino)[1:] == ["appointment.cancelled.v1", "client.acted.v1"]
    nino.scheduling.book(nino.scheduling.open_case())


def test_what_is_somebody_elses_does_not_exist_for_a_client(nino: Choosing) -> None:
    other = Choosing(nino.scheduling)
    offered, booked = other.offer(), nino.scheduling.book(other.case_id)
    for act in (
        lambda: nino.choose(offered),
        lambda: nino.decline(offered),
        lambda: nino.cancel(booked),
        lambda: nino.move(booked, "2026-12-07T08:00:00Z"),
        lambda: nino.slots(booked),
    ):
        with pytest.raises(NotFound):
            act()
    assert nino.see() == {"choices": [], "appointments": []}


def test_a_request_that_became_no_case_here_shows_nothing(nino: Choosing) -> None:
    nino.request_id = new_id()
    assert nino.see() == {"choices": [], "appointments": []}


def test_staff_and_programs_cannot_act_as_a_client(nino: Choosing) -> None:
    offered = nino.offer()
    for who in (ADA, Actor.system()):
        with pytest.raises(NotAllowed):
            nino.choose(offered, who=who)
    with pytest.raises(NotAllowed):
        nino.lapse(ADA)


def test_a_pass_is_ours_for_five_minutes_and_names_one_request(nino: Choosing) -> None:
    signed = passes.write(nino.keys, nino.clock, nino.request_id)
    assert passes.read(nino.keys, nino.clock, signed) == nino.request_id
    foreign = passes.write(SealKeys("kim", new_seal_keys()), nino.clock, nino.request_id)
    for text in (foreign, "", signed[:-3], nino.keys.sign("warrant", {"request": nino.request_id})):
        with pytest.raises(NotAllowed) as refused:
            passes.read(nino.keys, nino.clock, text)
        assert refused.value.code == "no_pass"
    nino.clock.advance(timedelta(minutes=5, seconds=1))
    with pytest.raises(NotAllowed):
        passes.read(nino.keys, nino.clock, signed)


def test_a_case_that_ends_takes_its_choices_back_and_one_that_is_erased_leaves_none(nino: Choosing) -> None:
    nino.offer()
    nino.scheduling.close_case(nino.case_id)
    assert nino.offered()[0]["status"] == "withdrawn"
    assert refusal(nino.offer) == "case_not_open"


def test_nobody_is_offered_or_takes_a_time_at_which_the_counsellor_is_away(nino: Choosing) -> None:
    offered = nino.offer()
    nino.scheduling.note_absence()
    (choice,) = nino.see()["choices"]
    assert [slot["is_free"] for slot in choice["slots"]] == [False, False]
    assert refusal(lambda: nino.choose(offered)) == "time_taken"
    assert refusal(lambda: Choosing(nino.scheduling).offer()) == "time_taken"


def test_a_press_that_was_slower_than_the_first_is_undone_and_runs_again(
    nino: Choosing, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = nino.offer()
    before = nino.store.choices.get(offered["choice_id"])
    first = nino.choose(offered, 0)
    get, seen = Choices.get, iter([before])
    monkeypatch.setattr(Choices, "get", lambda self, choice_id: next(seen, None) or get(self, choice_id))
    database = nino.scheduling.database
    again = once(database, nino.clock, "the second press", b"", lambda: nino.choose(offered, 0))
    assert again == first
    assert len(nino.scheduling.appointments()["items"]) == 1, "nothing of the slower one has stayed"


def test_times_with_somebody_who_is_not_to_know_the_case_any_more_are_taken_back(nino: Choosing) -> None:
    offered = nino.offer()
    nino.scheduling.lock_case(nino.case_id, ADA, counsellor=BEN)
    assert refusal(lambda: nino.choose(offered, 0)) == "choice_ended"
    assert nino.store.choices.get(offered["choice_id"]).status == choices.WITHDRAWN


def test_times_with_whoever_had_the_case_are_taken_back_when_somebody_else_has_it(nino: Choosing) -> None:
    booked = nino.scheduling.book(nino.case_id)
    offered = nino.offer(monday("11:00"), appointment_id=booked["appointment_id"])
    nino.scheduling.assign_case(nino.case_id, BEN)
    assert refusal(lambda: nino.choose(offered, 0)) == "choice_ended"
    assert nino.store.choices.get(offered["choice_id"]).status == choices.WITHDRAWN


def test_a_rule_passes_over_what_the_client_has_at_another_counsellor_s(nino: Choosing) -> None:
    nino.scheduling.engage(BEN)
    first = nino.scheduling.slots()[0]["starts_at"]
    nino.scheduling.book(nino.case_id, BEN, starts_at=first)
    days = {"from": "2026-11-30", "to": "2026-11-30"}
    offered = nino.offer(rule=days | {"minutes": 30, "number": 2, "counsellor_id": ADA.ref})
    assert first not in [slot.starts_at.isoformat() for slot in nino.store.choices.get(offered["choice_id"]).slots]


def test_a_client_is_shown_no_time_at_which_they_or_the_room_are_taken(nino: Choosing) -> None:
    scheduling = nino.scheduling
    scheduling.engage(BEN)
    room = next(iter(scheduling.calendar.places[TOWN_HALL].rooms))
    held = scheduling.book(nino.case_id, room=room, starts_at="2026-12-07T10:00:00+01:00")
    scheduling.book(nino.case_id, BEN)
    scheduling.book(scheduling.open_case(), BEN, room=room, starts_at="2026-11-30T11:00:00+01:00")
    shown = {slot["starts_at"] for slot in nino.slots(held)}
    assert not {"2026-11-30T09:00:00+00:00", "2026-11-30T10:00:00+00:00"} & shown
    assert "2026-11-30T08:00:00+00:00" in shown
