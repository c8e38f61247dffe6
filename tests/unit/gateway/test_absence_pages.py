"""Who is away, for coordinators: listed with names, noted for others, taken back."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.gateway.fake_absences import ABSENCE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import sender, signed_in, text

PAGE = "/en/organisation/absences"


@pytest.fixture
def coordinator(client: Any) -> Any:
    return signed_in(client, "coordinator")


def test_a_coordinator_sees_who_is_away_and_what_is_to_be_moved(coordinator: Any) -> None:
    page = text(coordinator.get(PAGE))
    assert "Leave" in page
    assert "Mon 23 Dec – Tue 24 Dec" in page, "whole days, without the hours at which they begin"
    assert "To be moved" in page
    assert PAGE in text(coordinator.get("/en/organisation"))


def test_an_absence_is_noted_for_somebody_and_taken_back(coordinator: Any, calls: FakeCalls) -> None:
    send = sender(coordinator, PAGE)
    page = coordinator.get(PAGE).get_data(as_text=True).partition("counsellor_id")[2]
    ada = re.findall(r'<option value="([^"]+)"', page)[0]
    noted = send("note_absence", **{"counsellor_id": ada, "from": "2126-12-27", "to": "2126-12-30", "kind": "training"})
    assert noted.status_code == 303
    (asked,) = [each.request for each in calls.asked if each.method == "note_absence"]
    assert (asked["counsellor_id"], asked["kind"]) == (ada, "training")
    assert send("drop_absence", absence_id=ABSENCE_ID, version="1").status_code == 303
    assert "No absence is planned." in text(coordinator.get(PAGE))


def test_what_is_missing_is_said_at_its_field(coordinator: Any) -> None:
    answer = sender(coordinator, PAGE)("note_absence", **{"from": "", "to": "", "kind": ""})
    assert answer.status_code == 422
    assert text(answer).count("kern-error") >= 1


def test_others_have_no_business_here(client: Any) -> None:
    assert signed_in(client, "counsellor").get(PAGE).status_code == 403
