"""Appointments: who asked for help reads when and where they are expected, however often and late it is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from services.chassis.clock import new_id
from services.chassis.envelope import Envelope
from services.chassis.errors import NotAllowed
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said
from services.intake.commands import forget_past_appointments
from tests.builders import DESK, Intake
from tests.unit.intake.voices import (
    CASE_ID,
    OTHER_CASE_ID,
    accepted,
    asked_about,
    booked,
    cancelled,
    kept,
    missed,
    moved,
)
from tests.unit.intake.voices import (
    received as arrived,
)

FIRST, SECOND = "018f4a7e-0000-7000-8000-0000000000a1", "018f4a7e-0000-7000-8000-0000000000a2"
TOMORROW, LATER = NOON + timedelta(days=1), NOON + timedelta(days=8)


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def hand_over(intake: Intake, case_id: str = CASE_ID, **changes: Any) -> dict[str, Any]:
    """A request (with these changes) that bruecke has taken under this case."""
    receipt = intake.ask(**changes)
    intake.triage(receipt["request_id"])
    offer = intake.offer(receipt["request_id"])
    intake.hear(accepted(offer, case_id=case_id), arrived(offer, case_id))
    return receipt


def expected(intake: Intake, receipt: dict[str, Any]) -> list[tuple[str, str]]:
    """When and where the client is expected, as the status page says; the desk is told the same."""
    told = intake.status(receipt)["appointments"]
    assert told == intake.request(receipt["request_id"])["appointments"]
    return [(appointment["starts_at"], appointment["place"]) for appointment in told]


def statements_of(intake: Intake, act: Any) -> list[str]:
    """What a question or a command says to the database."""
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    engines = (intake.database.engine, intake.database._reader)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    act()
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
    return statements


def test_an_appointment_is_told_to_the_client_and_the_desk(intake: Intake) -> None:
    nino = hand_over(intake)
    before = said(intake.database)
    intake.hear(booked(FIRST, TOMORROW))
    appointment = {
        "appointment_id": FIRST,
        "place": "wuerselen",
        "starts_at": TOMORROW.isoformat(),
        "ends_at": (TOMORROW + timedelta(hours=1)).isoformat(),
        "status": "booked",
    }
    assert intake.status(nino)["appointments"] == [appointment]
    assert intake.request(nino["request_id"])["appointments"] == [appointment]
    assert said(intake.database) == before, "nobody needs to hear that we have heard it"


def test_the_soonest_comes_first_in_whichever_order_they_were_booked(intake: Intake) -> None:
    nino = hand_over(intake)
    intake.hear(booked(SECOND, LATER), booked(FIRST, TOMORROW))
    assert expected(intake, nino) == [(TOMORROW.isoformat(), "wuerselen"), (LATER.isoformat(), "wuerselen")]


def test_what_was_earlier_today_is_still_told_and_what_was_yesterday_is_not(intake: Intake) -> None:
    nino = hand_over(intake)
    midnight = datetime(2026, 11, 23, tzinfo=intake.zone)
    intake.hear(booked(FIRST, midnight), booked(SECOND, midnight - timedelta(minutes=5)))
    assert [told["appointment_id"] for told in intake.status(nino)["appointments"]] == [FIRST]
    intake.clock.advance(timedelta(hours=10, minutes=59))
    assert len(expected(intake, nino)) == 1, "in Würselen it is a minute before midnight"
    intake.clock.advance(timedelta(minutes=1))
    assert expected(intake, nino) == []


def test_it_is_known_before_the_request_is_handed_over_and_told_from_then_on(intake: Intake) -> None:
    nino = intake.ask()
    intake.triage(nino["request_id"])
    offer = intake.offer(nino["request_id"])
    intake.hear(booked(FIRST, TOMORROW))
    assert expected(intake, nino) == []
    intake.hear(accepted(offer))
    assert expected(intake, nino) == [], "the person has not arrived yet"
    intake.hear(arrived(offer))
    assert expected(intake, nino) == [(TOMORROW.isoformat(), "wuerselen")]


def test_appointments_of_other_cases_are_nobody_elses(intake: Intake) -> None:
    nino = hand_over(intake)
    giorgi = hand_over(intake, OTHER_CASE_ID, email="giorgi@example.org")
    intake.hear(booked(FIRST, TOMORROW), booked(SECOND, LATER, OTHER_CASE_ID), booked(new_id(), LATER, new_id()))
    assert expected(intake, nino) == [(TOMORROW.isoformat(), "wuerselen")]
    assert expected(intake, giorgi) == [(LATER.isoformat(), "wuerselen")]


def test_who_accepted_too_late_has_no_appointments_with_the_client(intake: Intake) -> None:
    nino = intake.ask()
    intake.triage(nino["request_id"])
    ours, theirs = intake.offer(nino["request_id"], "bruecke"), intake.offer(nino["request_id"], "ankerplatz")
    intake.hear(accepted(ours), accepted(theirs, "ankerplatz", OTHER_CASE_ID), arrived(ours))
    intake.hear(booked(FIRST, TOMORROW, OTHER_CASE_ID))
    assert expected(intake, nino) == []


@pytest.mark.parametrize("ending", [cancelled, kept, missed])
def test_what_is_over_is_told_no_more(intake: Intake, ending: Any) -> None:
    nino = hand_over(intake)
    intake.hear(booked(FIRST, TOMORROW), booked(SECOND, LATER), ending(FIRST))
    assert expected(intake, nino) == [(LATER.isoformat(), "wuerselen")]


def test_what_was_moved_is_told_with_its_new_time_and_place(intake: Intake) -> None:
    nino = hand_over(intake)
    intake.hear(booked(FIRST, TOMORROW), moved(FIRST, LATER))
    (told,) = intake.status(nino)["appointments"]
    assert (told["starts_at"], told["place"]) == (LATER.isoformat(), "alsdorf")
    assert told["ends_at"] == (LATER + timedelta(hours=1)).isoformat()


TOLD: list[Envelope] = [
    booked(FIRST, TOMORROW),
    moved(FIRST, LATER, 1),
    moved(FIRST, TOMORROW + timedelta(hours=2), 2, place="wuerselen"),
]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_newest_word_holds_in_whichever_order_it_is_told_again(intake: Intake, order: tuple[int, ...]) -> None:
    nino = hand_over(intake)
    intake.hear(*TOLD, *(TOLD[number] for number in order))
    assert expected(intake, nino) == [((TOMORROW + timedelta(hours=2)).isoformat(), "wuerselen")]


@pytest.mark.parametrize("ending", [cancelled, kept, missed])
def test_what_is_over_stays_over_when_all_of_it_is_told_again(intake: Intake, ending: Any) -> None:
    nino = hand_over(intake)
    intake.hear(*TOLD, ending(FIRST), *TOLD, moved(FIRST, LATER, 3))
    assert expected(intake, nino) == []
    intake.hear(kept(FIRST), missed(FIRST), cancelled(FIRST))
    with intake.database.reading() as tx:
        (status,) = tx.execute(text("SELECT status FROM appointments")).scalars()
    assert status == {cancelled: "cancelled", kept: "kept", missed: "missed"}[ending], "the first to end it has it"


def test_what_becomes_of_an_unknown_appointment_is_nothing_to_us(intake: Intake) -> None:
    nino = hand_over(intake)
    intake.hear(cancelled(FIRST), kept(FIRST), missed(FIRST))
    assert expected(intake, nino) == []
    intake.hear(moved(SECOND, LATER))
    assert expected(intake, nino) == [(LATER.isoformat(), "alsdorf")], "where to go matters more than where it was"


def test_only_what_was_handed_over_costs_two_statements_more_however_much_there_is(intake: Intake) -> None:
    anna, nino = intake.ask(email="anna@example.org"), hand_over(intake)
    asked = {who["request_id"]: len(statements_of(intake, lambda who=who: intake.status(who))) for who in (anna, nino)}  # type: ignore[misc]
    assert list(asked.values()) == [1, 3], "its appointments, and the questions of the foreigners' authority"
    intake.hear(*(booked(new_id(), TOMORROW) for _ in range(5)), *(asked_about(new_id()) for _ in range(5)))
    status: dict[str, Any] = {}
    assert len(statements_of(intake, lambda: status.update(intake.status(nino)))) == 3
    assert (len(status["appointments"]), len(status["questions"])) == (5, 5)
    seen = [statements_of(intake, lambda who=who: intake.request(who["request_id"])) for who in (anna, nino)]  # type: ignore[misc]
    assert [sum("FROM appointments" in statement for statement in each) for each in seen] == [0, 1]
    assert not [each for each in statements_of(intake, intake.ask) if "appointments" in each]


def test_what_has_long_been_over_is_forgotten_by_the_clock_and_by_nobody_else(intake: Intake) -> None:
    intake.hear(booked(FIRST, TOMORROW), booked(SECOND, TOMORROW + timedelta(days=20)))
    intake.clock.advance(timedelta(days=32))
    with pytest.raises(NotAllowed):
        forget_past_appointments(intake.store, DESK, intake.clock, timedelta(days=30))
    assert forget_past_appointments(intake.store, Actor.system(), intake.clock, timedelta(days=30)) == 1
    with intake.database.reading() as tx:
        assert tx.execute(text("SELECT appointment_id FROM appointments")).scalars().all() == [SECOND]
