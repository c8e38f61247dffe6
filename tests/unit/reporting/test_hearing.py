"""What is heard counts once, in whatever order it comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.handler import NotYet
from services.chassis.testing import NOON
from services.reporting.model import TABLES, Counted, Figure, read_period
from tests.builders import Reporting
from tests.unit.reporting import voices


@pytest.fixture
def reporting(tmp_path: Path) -> Reporting:
    return Reporting(tmp_path)


def counted(reporting: Reporting, table: str, period: str = "2026-11") -> Counted:
    """What was counted, before anything is left out."""
    asked = read_period(period)
    assert asked is not None
    return reporting.store.count(TABLES[table], asked)


def rows(reporting: Reporting, statement: str) -> list[Any]:
    with reporting.database.reading() as tx:
        return [tuple(row) for row in tx.execute(text(statement))]


def test_requests_count_by_municipality_and_language_group(reporting: Reporting) -> None:
    reporting.hear(
        voices.request_received("r1"),
        voices.request_received("r2", language="ti"),
        voices.request_received("r3", language="am"),
        voices.request_received("r4", municipality="monschau", language="de"),
    )
    assert counted(reporting, "requests") == Counted(
        {("wuerselen", "ka"): Figure(1, 1), ("wuerselen", "other"): Figure(2, 2), ("monschau", "de"): Figure(1, 1)},
        Figure(4, 4),
    )


def test_what_becomes_of_a_request_is_noted_once_and_takes_nothing_away(reporting: Reporting) -> None:
    reporting.hear(voices.request_received("r1"))
    for milestone in ("triaged", "triaged", "handed_over", "answered", "withdrawn"):
        reporting.hear(voices.request_milestone("r1", milestone))
    assert counted(reporting, "requests").total == Figure(1, 1)
    assert rows(reporting, "SELECT milestone, month FROM milestones WHERE about = 'r1' ORDER BY milestone") == [
        (milestone, "2026-11") for milestone in ("answered", "handed_over", "triaged", "withdrawn")
    ]


def test_the_same_message_twice_changes_nothing(reporting: Reporting) -> None:
    told = [
        voices.request_received("r1"),
        voices.request_milestone("r1", "triaged"),
        voices.case_opened("c1", "nino"),
        voices.phase_entered("c1", "planning", 2),
        voices.barrier_met("b1", "nino"),
        voices.barrier_cleared("b1"),
        voices.appointment_booked("a1", "c1"),
        voices.appointment_became("a1", "kept"),
    ]
    reporting.hear(*told)
    once = {table: counted(reporting, table) for table in TABLES}
    reporting.clock.advance(timedelta(days=40))
    reporting.hear(*told, *told)
    assert {table: counted(reporting, table) for table in TABLES} == once
    assert counted(reporting, "requests", "2027").total == Figure(0, 0)


def test_a_case_counts_for_its_person_by_language_and_by_its_last_phase(reporting: Reporting) -> None:
    reporting.hear(
        voices.case_opened("c1", "nino"),
        voices.case_opened("c2", "nino"),
        voices.case_opened("c3", "amir", language="prs"),
        voices.phase_entered("c3", "assessment", 2),
        voices.phase_entered("c3", "planning", 3),
    )
    languages = counted(reporting, "cases_by_language")
    assert languages == Counted({("ka",): Figure(1, 1), ("other",): Figure(1, 1)}, Figure(2, 2))
    phases = counted(reporting, "cases_by_phase")
    assert phases == Counted({("clarification",): Figure(1, 1), ("planning",): Figure(1, 1)}, Figure(2, 2))


def test_a_closed_case_is_not_among_the_open_ones_and_was_opened_all_the_same(reporting: Reporting) -> None:
    reporting.hear(voices.case_opened("c1", "nino"), voices.case_closed("c1", 2))
    assert counted(reporting, "cases_by_phase") == Counted({}, Figure(0, 0))
    assert counted(reporting, "cases_by_language").total == Figure(1, 1)


def test_a_case_that_is_opened_again_stands_among_the_open_ones_by_its_phase(reporting: Reporting) -> None:
    story = [
        voices.case_opened("c1", "nino"),
        voices.case_closed("c1", 2),
        voices.case_reopened("c1", "monitoring", 3),
    ]
    reporting.hear(*reversed(story))
    assert counted(reporting, "cases_by_phase").cells == {("monitoring",): Figure(1, 1)}


def test_an_open_case_stands_in_every_month_until_it_is_closed_by_the_phase_it_had_then(reporting: Reporting) -> None:
    def at(month: int) -> datetime:
        return datetime(2026, month, 10, tzinfo=UTC)

    reporting.hear(
        voices.case_opened("c1", "nino", at(3)),
        voices.phase_entered("c1", "planning", 2, at(5)),
        voices.phase_entered("c1", "assessment", 3, at(5)),
        voices.phase_entered("c1", "linking", 4, at(7)),
        voices.case_closed("c1", 5, at(9)),
    )
    stood = {
        month: [key for (key,) in counted(reporting, "cases_by_phase", f"2026-{month:02d}").cells]
        for month in range(2, 11)
    }
    assert stood == {
        2: [],
        3: ["clarification"],
        4: ["clarification"],
        5: ["assessment"],
        6: ["assessment"],
        7: ["linking"],
        8: ["linking"],
        9: [],
        10: [],
    }
    assert [key for (key,) in counted(reporting, "cases_by_phase", "2026-Q2").cells] == ["assessment"]
    assert counted(reporting, "cases_by_phase", "2026").cells == {}


def test_the_steps_of_a_case_may_come_in_any_order(reporting: Reporting) -> None:
    orders = list(permutations(range(4)))
    for number, order in enumerate(orders):
        case = f"c{number}"
        story = [
            voices.case_opened(case, f"p{number}", NOON - timedelta(days=90)),
            voices.phase_entered(case, "assessment", 2, NOON - timedelta(days=60)),
            voices.phase_entered(case, "planning", 3, NOON - timedelta(days=30)),
            voices.case_closed(case, 4),
        ]
        reporting.hear(*(story[place] for place in order))
    months = {"2026-08": "clarification", "2026-09": "assessment", "2026-10": "planning"}
    for month, phase in months.items():
        assert counted(reporting, "cases_by_phase", month).cells == {(phase,): Figure(len(orders), len(orders))}
    assert counted(reporting, "cases_by_phase", "2026-11").cells == {}


def test_a_case_without_a_known_person_is_counted_when_it_is_known(reporting: Reporting) -> None:
    reporting.hear(voices.phase_entered("c1", "planning", 2))
    assert counted(reporting, "cases_by_phase").total == Figure(0, 0)
    reporting.hear(voices.case_opened("c1", "nino"))
    assert counted(reporting, "cases_by_phase").cells == {("planning",): Figure(1, 1)}


def test_persons_at_barriers_are_different_persons(reporting: Reporting) -> None:
    reporting.hear(
        voices.barrier_met("b1", "nino"),
        voices.barrier_met("b2", "nino"),
        voices.barrier_met("b3", "amir"),
        voices.barrier_met("b4", "nino", topic="health", municipality="alsdorf"),
        voices.barrier_cleared("b1"),
    )
    assert counted(reporting, "barriers") == Counted(
        {("housing", "wuerselen"): Figure(2, 2), ("health", "alsdorf"): Figure(1, 1)}, Figure(2, 2)
    )


def test_appointments_count_by_place_and_by_what_became_of_them(reporting: Reporting) -> None:
    reporting.hear(
        voices.case_opened("c1", "nino"),
        voices.appointment_booked("a1", "c1"),
        voices.appointment_booked("a2", "c1"),
        voices.appointment_booked("a3", "c1", place="alsdorf-rathaus"),
        voices.appointment_became("a1", "kept"),
        voices.appointment_became("a2", "missed"),
        voices.appointment_became("a3", "cancelled"),
    )
    assert counted(reporting, "appointments") == Counted(
        {
            ("wuerselen-rathaus", "booked"): Figure(2, 1),
            ("wuerselen-rathaus", "kept"): Figure(1, 1),
            ("wuerselen-rathaus", "missed"): Figure(1, 1),
            ("alsdorf-rathaus", "booked"): Figure(1, 1),
            ("alsdorf-rathaus", "cancelled"): Figure(1, 1),
        },
        Figure(3, 1),
    )


def test_what_became_of_an_appointment_is_counted_once_however_often_it_is_corrected(reporting: Reporting) -> None:
    reporting.hear(
        voices.case_opened("c1", "nino"),
        voices.appointment_booked("a1", "c1"),
        voices.appointment_became("a1", "missed"),
        voices.appointment_became("a1", "kept"),
    )
    assert set(counted(reporting, "appointments").cells) == {
        ("wuerselen-rathaus", "booked"),
        ("wuerselen-rathaus", "kept"),
    }


def test_twenty_appointments_of_four_persons_are_a_small_number(reporting: Reporting) -> None:
    for number in range(4):
        reporting.hear(voices.case_opened(f"c{number}", f"p{number}"))
        reporting.hear(*(voices.appointment_booked(f"a{number}-{each}", f"c{number}") for each in range(5)))
    assert counted(reporting, "appointments").total == Figure(20, 4)
    assert reporting.report("appointments", "2026-11")["total"] is None
    reporting.hear(voices.case_opened("c4", "p4"), voices.appointment_booked("a4", "c4"))
    assert reporting.report("appointments", "2026-11")["total"] == 21


def test_an_appointment_of_an_unknown_case_counts_but_its_person_does_not(reporting: Reporting) -> None:
    reporting.hear(*(voices.appointment_booked(f"a{case}", case) for case in voices.many(6, "c")))
    assert counted(reporting, "appointments").total == Figure(6, 0)
    assert reporting.report("appointments", "2026-11")["total"] is None


@pytest.mark.parametrize("outcome", ["kept", "missed", "cancelled"])
def test_what_became_of_an_appointment_waits_for_its_booking(reporting: Reporting, outcome: str) -> None:
    became = voices.appointment_became("a1", outcome)
    with pytest.raises(NotYet):
        reporting.hear(became)
    reporting.hear(voices.appointment_booked("a1", "c1"), became)
    assert set(counted(reporting, "appointments").cells) == {
        ("wuerselen-rathaus", "booked"),
        ("wuerselen-rathaus", outcome),
    }


def test_what_happened_in_the_last_hour_of_a_month_at_home_counts_there(reporting: Reporting) -> None:
    reporting.hear(
        voices.request_received("r1", datetime(2026, 10, 31, 22, 30, tzinfo=UTC)),
        voices.request_received("r2", datetime(2026, 10, 31, 23, 30, tzinfo=UTC)),
    )
    assert counted(reporting, "requests", "2026-10").total == counted(reporting, "requests").total == Figure(1, 1)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_case_counts_by_the_language_that_was_said_last(reporting: Reporting, order: tuple[int, ...]) -> None:
    told = [
        voices.case_opened("c1", "nino"),
        voices.person_corrected("c1", "ru", 2),
        voices.person_corrected("c1", "de", 3),
    ]
    for envelope in [told[number] for number in (*order, *order, 1, 2)]:
        try:
            reporting.hear(envelope)
        except NotYet:
            continue
    assert counted(reporting, "cases_by_language").cells == {("de",): Figure(1, 1)}


def test_what_is_published_of_a_language_stays(reporting: Reporting) -> None:
    reporting.hear(voices.case_opened("c1", "nino"))
    reporting.clock.advance(timedelta(days=31))
    reporting.publish()
    reporting.hear(voices.person_corrected("c1", "de", 2))
    assert rows(reporting, "SELECT language FROM cases") == [("ka",)]
