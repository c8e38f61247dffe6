"""A client chooses a time, moves it, and cancels it, with nothing but the reference and the token of their request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.eventually import eventually
from tests.stories.staff import Colleague
from tests.stories.test_asking_by_api import key_of
from tests.stories.test_time_and_figures import PLACE, accompanied
from tests.stories.town import Town

BERLIN = ZoneInfo("Europe/Berlin")
OWN = "/requests/status"


def at(days: int) -> str:
    """Twenty past eight in the evening, when nobody else of these stories meets anybody."""
    day = datetime.now(BERLIN).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 20, 20, tzinfo=BERLIN).isoformat()


def test_the_time_that_a_client_chooses_is_theirs_and_can_be_given_back(
    town: Town, api: Callable[..., Any], staff: dict[str, Colleague], asked: dict[str, Any]
) -> None:
    receipt, case_id = accompanied(api, staff, asked)
    key = key_of(receipt)
    times = [{"place": PLACE, "starts_at": at(days), "minutes": 60} for days in (5, 6)]

    def offered() -> Any:
        answer = staff["ketevan"]("POST", "/choices", json={"case_id": case_id, "slots": times})
        return answer.json() if answer.status_code == 201 else None

    choice = eventually(offered)  # scheduling hears of a case a moment after it was opened
    town.mail.awaits(asked["email"], count=2)
    (shown,) = api("GET", f"{OWN}/choices", params=key).json()["choices"]
    assert [slot["is_free"] for slot in shown["slots"]] == [True, True]

    choose = f"{OWN}/choices/{choice['choice_id']}/choose"
    assert api("POST", choose, json=key | {"token": "somebody else's", "slot": 1}).status_code == 404
    chosen = api("POST", choose, json=key | {"slot": 1})
    assert chosen.status_code == 200
    assert api("POST", choose, json=key | {"slot": 1}).json() == chosen.json(), "sent twice, chosen once"
    assert api("POST", choose, json=key | {"slot": 0}).json()["code"] == "choice_ended"
    town.mail.awaits(asked["email"], count=3)

    (held,) = api("GET", f"{OWN}/choices", params=key).json()["appointments"]
    assert datetime.fromisoformat(held["starts_at"]) == datetime.fromisoformat(at(6))
    assert held["may"] == ["move", "cancel"]
    again = {"case_id": case_id, "place": PLACE, "starts_at": at(6), "minutes": 60}
    taken = staff["ketevan"]("POST", "/appointments", json=again).json()
    assert taken["code"] == "time_taken"
    assert {time["place"] for time in taken["alternatives"]} <= {PLACE}, "told once the refused booking is undone"
    cancel = f"{OWN}/appointments/{held['appointment_id']}/cancel"
    assert api("POST", cancel, json=key | {"reason": "illness"}).status_code == 200
    assert api("GET", f"{OWN}/choices", params=key).json()["appointments"] == []
    told = staff["ketevan"]("GET", f"/appointments/{held['appointment_id']}").json()
    assert (told["status"], told["by"], told["reason"]) == ("cancelled", "client", "illness")
