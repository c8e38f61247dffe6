"""Interpreters on screen: the list, a booking with why and whom to ask, and the statement as a sheet."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.unit.gateway.busy_morning import ago
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_interpreters import BOOKING_ID, INTERPRETER_ID
from tests.unit.gateway.fake_scheduling import COMING_ID
from tests.unit.gateway.staff_browser import last, sender, signed_in, words

LIST, BOOKING = "/en/interpreters", f"/en/interpreters/bookings/{BOOKING_ID}"
PERSON = f"{LIST}/{INTERPRETER_ID}"
SPEAKS = {"source": "ka", "target": "de", "both_ways": True}
FORM = f"/en/appointments/{COMING_ID}/interpreter"


@pytest.fixture
def desk(client: Any) -> Any:
    return signed_in(client, "desk")


def test_the_list_tells_bookings_pots_and_certificates_that_run_out(desk: Any) -> None:
    shown = words(desk.get(LIST))
    for told in ("To be found", "The Land's money for the lay pool", "this year", "Runs out or has ended: b2"):
        assert told in shown


def test_somebody_is_taken_into_the_list_with_a_fee_in_euros(desk: Any, calls: FakeCalls) -> None:
    sender(desk, LIST)("add_interpreter", name="Tamar", kind="pool", languages="ka/de", hourly_cents="32,5")
    asked = last(calls, "add_interpreter")
    assert (asked["hourly_cents"], asked["languages"]) == (3250, [SPEAKS])


def test_somebody_on_the_list_is_changed_by_the_same_fields(desk: Any, calls: FakeCalls) -> None:
    assert 'value="30.00"' in desk.get(PERSON).text
    typed = {
        "name": "Lasha Beridze",
        "kind": "professional",
        "languages": ["ka/de", "ru/en/one_way"],
        "flat_cents": "80",
        "active": "yes",
        "available.1": "9:00–12:00, 14:00-16:00",
        "certificate.0": "c1",
        "valid_until.0": "2028-02-29",
        "certificate.1": "",
        "valid_until.1": "",
    }
    assert sender(desk, PERSON)("change_interpreter", **typed).status_code == 303
    asked = last(calls, "change_interpreter")
    assert asked["languages"] == [SPEAKS, {"source": "ru", "target": "en", "both_ways": False}]
    assert asked["certificates"] == [{"code": "c1", "valid_until": "2028-02-29"}]
    assert [(each["weekday"], each["begins"]) for each in asked["available"]] == [(1, "09:00"), (1, "14:00")]
    assert (asked["flat_cents"], asked["email"], asked["active"], asked["version"]) == (8000, None, True, 1)


def test_what_cannot_be_read_reaches_the_service_as_it_is_told_and_an_emptied_name_too(
    desk: Any, calls: FakeCalls
) -> None:
    typed = {"languages": "ka/de", "available.0": "all of the morning", "hourly_cents": "1.234,5", "name": ""}
    sender(desk, PERSON)("change_interpreter", **typed)
    asked = last(calls, "change_interpreter")
    assert asked["available"] == [{"weekday": 0, "begins": "?", "ends": "?"}]
    assert (asked["name"], asked["hourly_cents"]) == (None, "1.234,5")


def test_whoever_changes_somebody_after_a_colleague_is_told_and_keeps_their_words(desk: Any) -> None:
    answer = sender(desk, PERSON)("change_interpreter", version="7", name="Somebody else")
    assert answer.status_code == 412
    assert 'value="Somebody else"' in answer.text


def test_a_counsellor_changes_nobody_on_the_list(client: Any) -> None:
    assert signed_in(client, "counsellor").get(PERSON).status_code == 403


def test_a_booking_says_why_this_money_pays_and_whom_to_ask(desk: Any, calls: FakeCalls) -> None:
    shown = words(desk.get(BOOKING))
    assert "no recognisable legal consequence" in shown
    assert "interprets both ways" in shown
    assert "cannot be had then" in shown
    sender(desk, BOOKING)("ask_interpreter")
    assert last(calls, "ask_interpreter")["interpreter_id"] == INTERPRETER_ID
    sender(desk, BOOKING)("confirm_interpreter")
    assert "it costs" in words(desk.get(BOOKING))
    sender(desk, BOOKING)("interpreter_done", minutes="75")
    assert last(calls, "interpreter_done")["minutes"] == 75


def test_a_counsellor_requests_one_for_an_appointment(client: Any, calls: FakeCalls) -> None:
    counsellor = signed_in(client, "counsellor")
    assert "The Land's money" in words(counsellor.get(FORM))
    sent = sender(counsellor, FORM)("request_interpreter", language="ka", mode="on_site", legal_consequence="yes")
    assert sent.location.endswith(BOOKING)
    assert last(calls, "request_interpreter")["legal_consequence"] is True
    assert "The list" not in words(counsellor.get(LIST))


def test_where_one_is_suggested_the_appointment_says_so_and_the_form_knows_how(client: Any, calls: FakeCalls) -> None:
    counsellor, case = signed_in(client, "counsellor"), f"/en/cases/{CASE_ID}"
    assert "requested yet" not in words(counsellor.get(case))
    calls.scheduling.held[COMING_ID][0].update(interpreter_suggested=True, mode="video")
    assert "no interpreter for Georgian requested yet · Request an interpreter" in words(counsellor.get(case))
    assert re.search(r'value="video"[^>]* selected', counsellor.get(FORM).text)


@pytest.mark.parametrize(
    ("status", "days", "told"),
    [
        ("requested", 0, "One interpreter is to be found."),
        ("asked", 2, "One has not answered for a day."),
        ("asked", 0, None),
        ("confirmed", 2, None),
    ],
)
def test_the_desk_sees_who_is_to_be_found_and_who_has_not_answered(
    desk: Any, calls: FakeCalls, status: str, days: int, told: str | None
) -> None:
    calls.scheduling.status, calls.scheduling.changed_at = status, ago(days=days)
    shown = words(desk.get("/en/desk"))
    assert told is None or told in shown
    assert ("To the interpreters" in shown) == (told is not None)


def test_the_desk_opens_while_the_scheduling_is_away(desk: Any, calls: FakeCalls) -> None:
    calls.away.add("scheduling")
    assert "To the interpreters" not in words(desk.get("/en/desk"))


def test_the_statement_is_a_sheet_in_which_no_name_is_computed(desk: Any) -> None:
    answer = desk.get(f"{LIST}/statement.xlsx?month=2026-11")
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    head, line = sheet.iter_rows()
    assert head[1].value == "Day"
    assert (line[4].value, line[4].data_type, line[6].value) == ("=Lasha Beridze", "s", 37.5)
