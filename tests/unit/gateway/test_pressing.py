"""What stands above all on the page of a case: who comes next, who waits, what is late, what ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import text, words

CASE = f"/en/cases/{CASE_ID}"


def day(days: int) -> str:
    """A day from today on, where the region is."""
    return (datetime.now(ZoneInfo("Europe/Berlin")).date() + timedelta(days)).isoformat()


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


@pytest.fixture
def case(calls: FakeCalls) -> dict[str, Any]:
    """A case in which nothing is pressing."""
    found: dict[str, Any] = calls.cases.cases_[CASE_ID][0]
    found.update(questions=[], goals=found["goals"][:1], releases=[], referrals=[], residence=[])
    found["goals"][0]["due_on"] = found["steps"][0]["due_on"] = None
    calls.scheduling.held = {}
    return found


def pressing(counsellor: Any) -> str:
    """The words of the part that stands above all."""
    return words(counsellor.get(CASE)).partition("What matters now")[2].partition("Write down")[0]


def test_where_nothing_presses_the_page_says_so(counsellor: Any, case: dict[str, Any]) -> None:
    assert "Nothing is overdue" in pressing(counsellor)


def test_what_is_late_is_said_before_what_is_due_and_what_is_far_off_is_not(
    counsellor: Any, case: dict[str, Any]
) -> None:
    case["steps"][0].update(due_on=day(-3), words="Amt anrufen")
    case["goals"][0].update(due_on=day(2), words="Kursplatz finden")
    later = case["goals"][0] | {"goal_id": "later", "due_on": day(15), "words": "Prüfung bestehen"}
    case["goals"].append(later)
    said = pressing(counsellor)
    assert said.index("overdue since") < said.index("Amt anrufen") < said.index("Kursplatz finden")
    assert "Prüfung bestehen" not in said


def test_who_waits_for_an_answer_comes_before_every_day(counsellor: Any, case: dict[str, Any]) -> None:
    case["goals"][0].update(due_on=day(-30), words="Kursplatz finden")
    case["questions"] = [_question()]
    ends_at = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    glass = {"by": "Lioba Hansen", "reason": "Klinik", "broken_at": ends_at, "ends_at": ends_at, "is_open": True}
    case["circle"]["glasses"] = [glass]
    said = pressing(counsellor)
    assert said.index("Lioba Hansen") < said.index("A question of the foreigners") < said.index("Kursplatz finden")


def test_more_than_five_things_are_folded_away(counsellor: Any, case: dict[str, Any]) -> None:
    case["goals"] = [case["goals"][0] | {"goal_id": str(number), "due_on": day(number)} for number in range(7)]
    assert "2 more things" in pressing(counsellor)


def test_each_thing_leads_to_the_part_where_it_is_seen_to(counsellor: Any, case: dict[str, Any]) -> None:
    case["goals"][0]["due_on"] = day(0)
    page = text(counsellor.get(CASE))
    assert 'href="#area-language">Goal</a>' in page
    assert 'id="area-language"' in page


def test_a_case_that_is_over_presses_nobody(counsellor: Any, case: dict[str, Any]) -> None:
    case.update(status="closed", may=[])
    case["goals"][0]["due_on"] = day(-3)
    assert "overdue" not in pressing(counsellor)


def _question() -> dict[str, Any]:
    return {
        "question_id": "q",
        "reference": "K7M-4XQ-6",
        "purpose": "documents_missing",
        "status": "asked",
        "asked_at": "2026-11-22T09:15:00Z",
        "decided_at": None,
        "words": "Fehlt noch der Nachweis?",
        "answer": None,
        "version": 1,
    }
