"""A time that is freed goes to whoever waits: the first one declines it, the next one takes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.scheduling.model.hours import Calendar
from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.test_asking_by_api import key_of
from tests.stories.test_time_and_figures import PLACE, accompanied, book
from tests.stories.town import Town

BERLIN = ZoneInfo("Europe/Berlin")
OWN = "/requests/status"
TUESDAY = 1


def a_tuesday() -> date:
    """A Tuesday some weeks ahead on which people work: nobody else of these stories meets anybody then."""
    holidays = Calendar.of("Europe/Berlin", "DE-NW").holidays
    days = (datetime.now(BERLIN).date() + timedelta(days=ahead) for ahead in range(21, 90))
    return next(day for day in days if day.weekday() == TUESDAY and day not in holidays)


def freed_at(colleague: Colleague, starts_at: datetime) -> list[dict[str, Any]]:
    """The freed time that begins then, in a list."""
    found = look(colleague, "/freed-times")["items"]
    return [freed for freed in found if datetime.fromisoformat(freed["starts_at"]) == starts_at]


def test_a_cancelled_time_is_offered_to_one_who_waits_after_another(
    town: Town, api: Callable[..., Any], staff: dict[str, Colleague], asked: dict[str, Any]
) -> None:
    ketevan, day = staff["ketevan"], a_tuesday()
    hours = {"place": PLACE, "weekday": TUESDAY, "begins": "10:00", "ends": "11:00", "valid_from": day.isoformat()}
    assert ketevan("POST", "/hours", json=hours | {"valid_until": day.isoformat()}).status_code == 201
    starts_at = datetime.combine(day, time(10), BERLIN)
    (_, busy), (first, one), (second, other) = (accompanied(api, staff, asked) for _ in range(3))
    booked = book(staff, busy, starts_at)
    for case_id in (one, other):
        eventually(lambda case_id=case_id: ketevan("POST", "/waiting", json={"case_id": case_id}).status_code == 201)  # type: ignore[misc]
    assert [entry["case_id"] for entry in look(ketevan, "/waiting")["items"]] == [one, other]

    do(ketevan, f"/appointments/{booked['appointment_id']}/cancel", {"by": "client", "reason": "illness"},
       of=f"/appointments/{booked['appointment_id']}")  # fmt: skip

    def offered(receipt: dict[str, Any]) -> Any:
        told = api("GET", f"{OWN}/choices", params=key_of(receipt)).json()["choices"]
        return next((choice for choice in told if choice["is_open"]), None)

    choice = eventually(lambda: offered(first))
    assert offered(second) is None, "one after another"
    assert [freed["case_id"] for freed in freed_at(ketevan, starts_at)] == [one]
    assert api("POST", f"{OWN}/choices/{choice['choice_id']}/decline", json=key_of(first)).status_code == 200

    choice = eventually(lambda: offered(second))
    chosen = api("POST", f"{OWN}/choices/{choice['choice_id']}/choose", json=key_of(second) | {"slot": 0})
    assert chosen.status_code == 200
    told = look(ketevan, f"/appointments/{chosen.json()['appointment_id']}")
    assert (told["case_id"], datetime.fromisoformat(told["starts_at"])) == (other, starts_at)
    assert [entry["case_id"] for entry in look(ketevan, "/waiting")["items"]] == [one], "who declined waits on"
    assert [freed["status"] for freed in freed_at(ketevan, starts_at)] == ["taken"]
