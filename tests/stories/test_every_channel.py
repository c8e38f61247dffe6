"""Requests reach the desk over every channel, and the many short talks count without a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.town import Town

Api = Callable[..., Any]
Staff = dict[str, Colleague]

TALK = {"topic": "leisure", "language": "ka", "municipality": "monschau", "minutes": 10}
BARRIER = {"kind": "no_place", "institution": "other"}


def test_the_desk_a_provider_and_the_liaison_bring_requests_and_only_the_client_gets_the_code(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    desk = staff["desk"]
    behalf = {"asked_by": "Frau Lenz", "behalf": {"relation": "school", "consent_of": "guardian"}}
    walk_in = {name: value for name, value in asked.items() if name != "email"} | {"birth_year": 1988}
    took_down = do(desk, "/requests", walk_in | {"channel": "walk_in"}, status=201)
    passed_on = do(staff["ketevan"], "/requests", asked | behalf, status=201)
    asked_for = do(staff["liaison"], "/requests", asked | behalf, status=201)
    assert [each["channel"] for each in (took_down, passed_on, asked_for)] == ["walk_in", "provider", "authority"]
    assert took_down["status_token"]
    assert (passed_on["status_token"], asked_for["status_token"]) == (None, None)
    assert api("POST", "/requests", json=asked | {"channel": "phone"}).status_code == 403
    assert staff["steering"]("POST", "/requests", json=asked).status_code == 403
    assert api("POST", "/requests", json=asked | {"asked_by": "Frau Lenz"}).status_code == 422

    assert look(desk, f"/requests/{took_down['request_id']}")["person"]["birth_year"] == 1988
    person = look(desk, f"/requests/{asked_for['request_id']}")["person"]
    assert {name: person[name] for name in behalf} == behalf
    assert staff["liaison"]("GET", f"/requests/{asked_for['request_id']}").status_code == 403
    assert look(desk, "/requests?overdue=true")["items"] == []


def test_short_advice_counts_without_a_name_and_a_slip_of_the_finger_does_not(town: Town, staff: Staff) -> None:
    month = datetime.now(ZoneInfo("Europe/Berlin")).strftime("%Y-%m")

    def counted(table: str) -> int | None:
        cells = look(staff["steering"], f"/reports/{table}?period={month}")["cells"]
        (found,) = (cell["count"] for cell in cells if cell["key"] == ["leisure", "monschau"])
        return found  # type: ignore[no-any-return]

    for colleague in ("desk", "ketevan", "coordinator"):
        for _ in range(2):
            do(staff[colleague], "/advice", TALK | {"barrier": BARRIER}, status=201)
    slip = do(staff["desk"], "/advice", TALK, status=201)
    withdraw = f"/advice/{slip['advice_id']}/withdraw"
    assert staff["ketevan"]("POST", withdraw, version=1).status_code == 404, "another organisation's"
    assert staff["desk"]("POST", withdraw, version=1).status_code == 200
    eventually(lambda: (counted("advice"), counted("advice_barriers")) == (6, 6))
    assert len(look(staff["desk"], "/advice")["items"]) == 2
