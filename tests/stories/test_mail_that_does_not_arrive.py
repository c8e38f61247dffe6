"""A mail server refuses, asks to wait, is away, or sends something back: what the client and the desk are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from tests.builders.reports import report
from tests.eventually import eventually
from tests.stories.post import Folder, PostOffice
from tests.stories.seven import seven_calls
from tests.stories.test_asking_by_api import await_receipt, key_of
from tests.stories.town import Town

Api = Callable[..., Any]


def messages_about(town: Town, receipt: dict[str, Any]) -> list[dict[str, Any]]:
    return town.rows("notifications", "SELECT * FROM messages WHERE about = :about", about=receipt["request_id"])


def message_about(town: Town, receipt: dict[str, Any]) -> dict[str, Any]:
    """The receipt's message, once it has been tried."""

    def tried() -> Any:
        return next((row for row in messages_about(town, receipt) if row["reason"]), None)

    return eventually(tried, within=20)


def moment(value: Any) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


def office_of(town: Town) -> PostOffice:
    if not isinstance(town.mail, PostOffice):
        pytest.fail("this story is told with a mail server")
    return town.mail


@pytest.fixture
def away(town: Town) -> Any:
    """The town's mail has nowhere to go, no server or no folder, until a story calls it back."""
    office = town.mail
    if isinstance(office, PostOffice):
        office.close()
        yield office.open
        return
    assert isinstance(office, Folder)
    folder, aside = office.folder, office.folder.with_name("mail-aside")
    folder.mkdir(parents=True, exist_ok=True)
    folder.rename(aside)
    folder.write_text("not a folder")

    def back() -> None:
        folder.unlink()
        aside.rename(folder)

    yield back


def test_while_mail_has_nowhere_to_go_the_letter_waits_and_leaves_once_it_has(
    town: Town, api: Api, asked: dict[str, Any], away: Callable[[], None]
) -> None:
    receipt = api("POST", "/requests", json=asked).json()
    message = message_about(town, receipt)
    assert (message["state"], message["attempts"]) == ("queued", 0)
    assert api("GET", "/requests/status", params=key_of(receipt)).json()["receipt"] == "queued"
    away()
    await_receipt(api, receipt, "sent")
    assert len(town.mail.awaits(asked["email"])) == 1


def test_what_comes_back_to_the_mailbox_is_noted_and_the_desk_is_told(
    town: Town, api: Api, asked: dict[str, Any], staff: dict[str, Any]
) -> None:
    receipt = api("POST", "/requests", json=asked).json()
    await_receipt(api, receipt, "sent")
    (sent,) = messages_about(town, receipt)
    town.post.deliver(report(sent["message_id"]))
    (bounced,) = eventually(lambda: [one for one in messages_about(town, receipt) if one["bounced_at"]], within=20)
    assert (bounced["state"], bounced["reason"]) == ("bounced", "dsn_5.1.1")
    lines = staff["desk"]("GET", "/messages/staff").json()["items"]
    assert "bounced" in {line["kind"] for line in lines if line["about"].get("request_id") == receipt["request_id"]}


def test_a_call_of_the_provider_is_taken_if_it_is_signed(town: Town) -> None:
    url, body, signed = seven_calls(town, "dlr", {"msg_id": "1", "status": "DELIVERED"})
    for headers in ({**signed, "X-Signature": "0" * 64}, {**signed, "X-Timestamp": "1"}):
        assert requests.post(url, body, headers=headers, timeout=20).status_code == 403


@pytest.mark.parametrize("town", ["real"], indirect=True)
class TestWithAMailServer:
    """Only SMTP can refuse: files in a folder have no opinion of an address."""

    def test_an_address_that_is_refused_for_good_shows_on_the_status(
        self, town: Town, api: Api, asked: dict[str, Any]
    ) -> None:
        office_of(town).refusals[asked["email"]] = "550 5.1.1 unknown user"
        receipt = api("POST", "/requests", json=asked).json()
        await_receipt(api, receipt, "failed")
        rows = messages_about(town, receipt)
        assert [(row["state"], row["reason"]) for row in rows] == [("failed", "smtp_550")]

    def test_a_server_that_asks_to_come_again_is_tried_later(self, town: Town, api: Api, asked: dict[str, Any]) -> None:
        office_of(town).refusals[asked["email"]] = "450 4.2.1 greylisted"
        message = message_about(town, api("POST", "/requests", json=asked).json())
        assert (message["state"], message["reason"]) == ("queued", "smtp_450")
        assert moment(message["due_at"]) > datetime.now(UTC)
