"""Interpreters on screen: the list, a booking with why and whom to ask, and the statement as a sheet."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_interpreters import BOOKING_ID, INTERPRETER_ID
from tests.unit.gateway.fake_scheduling import APPOINTMENT_ID
from tests.unit.gateway.staff_browser import last, sender, signed_in, words

LIST, BOOKING = "/en/interpreters", f"/en/interpreters/bookings/{BOOKING_ID}"
FORM = f"/en/appointments/{APPOINTMENT_ID}/interpreter"


@pytest.fixture
def desk(client: Any) -> Any:
    return signed_in(client, "desk")


def test_the_list_tells_bookings_pots_and_certificates_that_run_out(desk: Any) -> None:
    shown = words(desk.get(LIST))
    for told in ("To be found", "The Land's money for the lay pool", "this year", "Runs out or has ended: b2"):
        assert told in shown


def test_somebody_is_taken_into_the_list_with_a_fee_in_euros(desk: Any, calls: FakeCalls) -> None:
    sender(desk, LIST)("add_interpreter", name="Tamar", kind="pool", language="ka", euros="32,5")
    asked = last(calls, "add_interpreter")
    assert (asked["hourly_cents"], asked["languages"]) == (3250, [{"source": "ka"}])


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


def test_the_statement_is_a_sheet_in_which_no_name_is_computed(desk: Any) -> None:
    answer = desk.get(f"{LIST}/statement.xlsx?month=2026-11")
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    head, line = sheet.iter_rows()
    assert head[1].value == "Day"
    assert (line[4].value, line[4].data_type, line[6].value) == ("=Lasha Beridze", "s", 37.5)
