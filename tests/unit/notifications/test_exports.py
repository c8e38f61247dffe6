"""What the copy for a person tells of how they are reached and of what was sent to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from services.chassis import warrants
from services.chassis.access import access_log
from services.chassis.errors import NotAllowed
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock
from services.notifications.commands.ways import stop_way
from tests.builders import Notifications
from tests.unit.notifications.scheduling import CASE, NINO, Booked, given, told

OFFICER = Actor(frozenset({"privacy_officer"}), "kim", "018f4a7e-0000-7000-8000-0000000000f9")


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def warrant(notifications: Notifications, *case_ids: str, requests: tuple[str, ...] = ()) -> str:
    found = warrants.Warrant(case_ids, requests)
    return warrants.write(notifications.parts.seal_keys, OFFICER, notifications.clock, found)


def test_address_and_messages_are_told_without_the_secret_of_the_status_link(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    notifications.send()
    copy = notifications.export_subject(OFFICER, warrant(notifications, CASE))
    (contact,), (message,) = copy["contacts"], copy["messages"]
    assert (contact["about"], contact["email"], contact["reference"]) == (CASE, NINO["email"], NINO["reference"])
    assert NINO["status_token"] not in str(copy)
    assert (message["kind"], message["state"]) == ("appointment_invitation", "sent")
    assert message["appointment"]["place"]
    with notifications.database.reading() as tx:
        assert [(row.subject, row.what) for row in tx.execute(access_log.select())] == [(CASE, "export")]


def test_of_whom_the_warrant_does_not_speak_nothing_is_told(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    somebody = "01a20846-fe00-7000-8000-000000000c99"
    assert notifications.export_subject(OFFICER, warrant(notifications, somebody, requests=(somebody,))) == {
        "contacts": [],
        "ways": [],
        "reminders": [],
        "messages": [],
    }


def test_what_they_said_of_writing_to_them_and_what_they_are_reminded_of_is_told(notifications: Notifications) -> None:
    on_the_form = {"sms_allowed": True, "said_over": "web", "said_at": "2026-11-20T12:00:00+00:00"}
    number: dict[str, Any] = {"phone": "+493023125011"} | on_the_form
    notifications.hear(given(**number), told(Booked()))
    stop_way(notifications.store, notifications.clock, "sms", number["phone"], "reply")
    copy = notifications.export_subject(OFFICER, warrant(notifications, CASE))
    ways = {way["channel"]: way for way in copy["ways"]}
    assert (ways["sms"]["state"], ways["sms"]["how"], ways["sms"]["proof"]) == ("stopped", "reply", "form")
    assert ways["sms"]["allowed_at"] == number["said_at"]
    assert (ways["email"]["state"], ways["email"]["about"]) == ("allowed", CASE)
    (reminder,) = copy["reminders"]
    assert (reminder["state"], reminder["due_at"]) == ("waiting", "2026-11-29T09:30:00+00:00")
    assert reminder["appointment"]["starts_at"] == "2026-11-30T09:30:00+00:00"


@pytest.mark.parametrize("roles", [{"counsellor"}, {"desk"}, {"coordinator"}, {"public"}])
def test_a_warrant_helps_nobody_else(notifications: Notifications, roles: set[str]) -> None:
    who = Actor(frozenset(roles), "kim", "018f4a7e-0000-7000-8000-0000000000fa")
    with pytest.raises(NotAllowed):
        notifications.export_subject(who, warrant(notifications, CASE))
