"""A client takes the request back, by page and by API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.stories.browser import Browser
from tests.stories.test_asking_by_api import await_receipt, key_of
from tests.stories.test_asking_by_form import LANGUAGES, ask
from tests.stories.town import Town

Api = Callable[..., Any]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_withdraws_on_the_page_reads_so_and_gets_a_letter_in_that_language(
    town: Town, browser: Browser, address: str, language: str
) -> None:
    ask(browser, language, address)
    town.mail.awaits(address)
    sure = browser.open(f"/{language}/withdraw")
    page = browser.send(sure.form("/withdraw"))

    assert page.status == 200
    assert page.url.endswith(f"/{language}/status")
    assert not any(form.action.endswith("/withdraw") for form in page.forms)
    assert browser.open(f"/{language}/withdraw").url.endswith("/status"), "there is nothing left to withdraw"
    _, confirmation = town.mail.awaits(address, count=2)
    assert confirmation["Content-Language"] == language


def test_a_second_withdrawal_is_refused_and_sends_nothing(town: Town, api: Api, asked: dict[str, Any]) -> None:
    receipt = api("POST", "/requests", json=asked).json()
    await_receipt(api, receipt, "sent")
    assert api("POST", "/requests/withdraw", json=key_of(receipt)).status_code == 200
    assert api("GET", "/requests/status", params=key_of(receipt)).json()["status"] == "withdrawn"
    town.mail.awaits(asked["email"], count=2)

    before = len(town.rows("intake", "SELECT * FROM outbox"))
    again = api("POST", "/requests/withdraw", json=key_of(receipt), headers={"Accept-Language": "de"})
    assert again.status_code == 409
    assert again.json()["code"] == "already_ended"
    assert again.headers["Content-Language"] == "de"
    assert len(town.rows("intake", "SELECT * FROM outbox")) == before


def test_a_withdrawal_repeated_with_its_key_gets_the_same_answer(api: Api, asked: dict[str, Any]) -> None:
    receipt = api("POST", "/requests", json=asked).json()
    key = {"Idempotency-Key": f"withdraw {receipt['reference']}"}
    answers = [api("POST", "/requests/withdraw", json=key_of(receipt), headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()


def test_with_a_wrong_token_nothing_is_withdrawn(api: Api, asked: dict[str, Any]) -> None:
    receipt = api("POST", "/requests", json=asked).json()
    wrong = key_of(receipt) | {"token": "B" * 22}
    assert api("POST", "/requests/withdraw", json=wrong).status_code == 404
    assert api("GET", "/requests/status", params=key_of(receipt)).json()["status"] == "received"
