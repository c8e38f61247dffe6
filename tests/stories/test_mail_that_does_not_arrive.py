"""A mail server refuses, asks to wait, or is away: what the client and the desk are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.eventually import eventually
from tests.stories.post import Folder, PostOffice
from tests.stories.test_asking_by_api import await_receipt, key_of
from tests.stories.town import Town

Api = Callable[..., Any]


def message_about(town: Town, receipt: dict[str, Any]) -> dict[str, Any]:
    """The receipt's message, once it has been tried."""

    def tried() -> Any:
        rows = town.rows("notifications", "SELECT * FROM messages WHERE about = :about", about=receipt["request_id"])
        return next((row for row in rows if row["attempts"]), None)

    return eventually(tried, within=20)


def moment(value: Any) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


def office_of(town: Town) -> PostOffice:
    if not isinstance(town.mail, PostOffice):
        pytest.fail("this story is told with a mail server")
    return town.mail


@pytest.fixture
def away(town: Town) -> Any:
    """The town's mail has nowhere to go for the length of a story: no server, or no folder."""
    if isinstance(town.mail, PostOffice):
        town.mail.close()
        yield
        town.mail.open()
        return
    assert isinstance(town.mail, Folder)
    aside = town.mail.folder.with_name("mail-aside")
    town.mail.folder.mkdir(parents=True, exist_ok=True)
    town.mail.folder.rename(aside)
    town.mail.folder.write_text("not a folder")
    yield
    town.mail.folder.unlink()
    aside.rename(town.mail.folder)


def test_while_mail_has_nowhere_to_go_the_letter_waits_for_its_next_try(
    town: Town, api: Api, asked: dict[str, Any], away: None
) -> None:
    receipt = api("POST", "/requests", json=asked).json()
    message = message_about(town, receipt)
    assert message["state"] == "queued"
    assert message["attempts"] == 1
    assert message["reason"]
    assert moment(message["due_at"]) > datetime.now(UTC) + timedelta(seconds=20)
    assert api("GET", "/requests/status", params=key_of(receipt)).json()["receipt"] == "queued"


@pytest.mark.parametrize("town", ["real"], indirect=True)
class TestWithAMailServer:
    """Only SMTP can refuse: files in a folder have no opinion of an address."""

    def test_an_address_that_is_refused_for_good_shows_on_the_status(
        self, town: Town, api: Api, asked: dict[str, Any]
    ) -> None:
        office_of(town).refusals[asked["email"]] = "550 5.1.1 unknown user"
        receipt = api("POST", "/requests", json=asked).json()
        await_receipt(api, receipt, "failed")
        rows = town.rows("notifications", "SELECT * FROM messages WHERE about = :about", about=receipt["request_id"])
        assert [(row["state"], row["reason"]) for row in rows] == [("failed", "smtp_550")]

    def test_a_server_that_asks_to_come_again_is_tried_later(self, town: Town, api: Api, asked: dict[str, Any]) -> None:
        office_of(town).refusals[asked["email"]] = "450 4.2.1 greylisted"
        message = message_about(town, api("POST", "/requests", json=asked).json())
        assert (message["state"], message["reason"]) == ("queued", "smtp_450")
        assert moment(message["due_at"]) > datetime.now(UTC)
