"""A private calendar: what a program reads at its address, again and again, and who gets an address."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from icalendar import Calendar

from tests.unit.gateway.fake_feeds import TOKEN
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_interpreters import INTERPRETER_ID
from tests.unit.gateway.fake_scheduling import APPOINTMENT_ID, COMING_ID
from tests.unit.gateway.staff_browser import last, sender, signed_in
from tests.unit.gateway.staff_routes import API

ADDRESS = f"{API}/calendar/{TOKEN}.ics"


@pytest.fixture
def feed(calls: FakeCalls) -> None:
    calls.scheduling.has_feed = True


def events(answer: Any) -> dict[str, Any]:
    read = Calendar.from_ical(answer.data)
    return {str(event["UID"]).removesuffix("@lotse"): event for event in read.walk("VEVENT")}


@pytest.mark.usefixtures("feed")
def test_a_program_reads_when_and_where_in_utc_and_neither_names_nor_topics(client: Any, calls: FakeCalls) -> None:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    one, held = events(answer)[COMING_ID], calls.scheduling.held[COMING_ID][0]
    assert one.start == datetime.fromisoformat(held["starts_at"])
    assert b"DTSTART:" in answer.data
    assert b"TZID" not in answer.data
    assert one["SUMMARY"] == "Termin"
    assert "Rathaus" in one["LOCATION"]
    assert (one["SEQUENCE"], one["STATUS"], one["TRANSP"], one["CLASS"]) == (0, "CONFIRMED", "OPAQUE", "PRIVATE")
    assert held["case_id"].encode() not in answer.data
    assert not {"ATTENDEE", "ORGANIZER", "DESCRIPTION"} & set(one)


@pytest.mark.usefixtures("feed")
def test_every_line_is_one_that_rfc_5545_allows(client: Any) -> None:
    lines = client.get(ADDRESS).data.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "section 3.1: longer lines are folded"
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"METHOD:PUBLISH" in lines
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT15M" in lines
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == len(events(client.get(ADDRESS)))


@pytest.mark.usefixtures("feed")
def test_what_has_not_changed_is_not_sent_again_whatever_language_the_program_speaks(
    client: Any, calls: FakeCalls
) -> None:
    first = client.get(ADDRESS, headers={"Accept-Language": "en"})
    seen = {"If-None-Match": first.headers["ETag"], "Accept-Language": "ka"}
    again = client.get(ADDRESS, headers=seen)
    assert (again.status_code, again.data) == (304, b"")
    calls.scheduling.held[COMING_ID][0].update(revision=1, changed_at="2026-11-23T10:00:00+00:00")
    moved = client.get(ADDRESS, headers=seen)
    assert moved.status_code == 200
    assert events(moved)[COMING_ID]["SEQUENCE"] == 1


@pytest.mark.usefixtures("feed")
def test_a_cancelled_appointment_stays_as_such_and_takes_no_time(client: Any, calls: FakeCalls) -> None:
    calls.scheduling.held[APPOINTMENT_ID][0].update(status="cancelled", revision=1)
    gone = events(client.get(ADDRESS))[APPOINTMENT_ID]
    assert (gone["STATUS"], gone["TRANSP"], gone["SEQUENCE"]) == ("CANCELLED", "TRANSPARENT", 1)


@pytest.mark.usefixtures("feed")
def test_an_appointment_by_telephone_is_nowhere_to_go_to(client: Any, calls: FakeCalls) -> None:
    calls.scheduling.held[COMING_ID][0].update(mode="phone")
    assert events(client.get(ADDRESS))[COMING_ID]["LOCATION"] == "Telefonisch"


def test_an_address_that_was_taken_back_is_as_unknown_as_any(client: Any) -> None:
    answers = [client.get(f"{API}/calendar/{token}.ics") for token in (TOKEN, "AAAA")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json["code"] == answers[1].json["code"] == "feed_unknown"


def test_a_counsellor_is_shown_the_address_once_and_can_take_it_back(client: Any, calls: FakeCalls) -> None:
    send = sender(signed_in(client, "counsellor"), "/en/calendar/feed")
    shown = send("make_feed")
    assert f'value="http://localhost:8080{ADDRESS}"' in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert TOKEN not in client.get("/en/calendar/feed").text
    send("revoke_feed")
    assert not calls.scheduling.has_feed


def test_whoever_keeps_the_list_is_shown_an_interpreter_s_address_once(client: Any, calls: FakeCalls) -> None:
    page = f"/en/interpreters/{INTERPRETER_ID}"
    send = sender(signed_in(client, "desk"), page)
    shown = send("make_interpreter_feed")
    assert f'value="http://localhost:8080{ADDRESS}"' in shown.text
    assert last(calls, "make_interpreter_feed") == {"interpreter_id": INTERPRETER_ID}
    assert TOKEN not in client.get(page).text
    send("revoke_interpreter_feed")
    assert not calls.scheduling.has_feed


@pytest.mark.usefixtures("feed")
def test_what_nobody_has_said_yes_to_is_tentative(client: Any, calls: FakeCalls) -> None:
    calls.scheduling.held[APPOINTMENT_ID][0].update(status="asked")
    one = events(client.get(ADDRESS))[APPOINTMENT_ID]
    assert (one["STATUS"], one["TRANSP"]) == ("TENTATIVE", "OPAQUE")
