"""The same by the API, as a provider's own programme asks."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from tests.eventually import eventually
from tests.stories.post import link_in
from tests.stories.test_asking_by_form import REFERENCE
from tests.stories.town import Town

Api = Callable[..., Any]


def test_a_request_is_answered_with_reference_and_token_and_a_georgian_letter_comes(
    town: Town, api: Api, asked: dict[str, Any]
) -> None:
    answer = api("POST", "/requests", json=asked)
    assert answer.status_code == 201, answer.text
    receipt = answer.json()
    assert set(receipt) == {"request_id", "reference", "channel", "status_token", "version"}
    assert REFERENCE.fullmatch(receipt["reference"])
    assert receipt["version"] == 1

    (letter,) = town.mail.awaits(asked["email"])
    assert letter["Content-Language"] == "ka"
    assert link_in(letter) == f"{town.url}/ka/status/{receipt['reference']}/{receipt['status_token']}"


def test_the_same_key_gives_the_same_answer_and_exactly_one_letter(town: Town, api: Api, asked: dict[str, Any]) -> None:
    key = {"Idempotency-Key": str(uuid.uuid4())}
    answers = [api("POST", "/requests", json=asked, headers=key) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1

    town.mail.awaits(asked["email"])
    about = answers[0].json()["request_id"]
    assert len(town.rows("notifications", "SELECT * FROM messages WHERE about = :about", about=about)) == 1
    await_receipt(api, answers[0].json(), "sent")
    assert len(town.mail.to(asked["email"])) == 1


def test_the_same_key_with_another_body_is_refused_and_changes_nothing(
    town: Town, api: Api, asked: dict[str, Any]
) -> None:
    key = {"Idempotency-Key": str(uuid.uuid4())}
    receipt = api("POST", "/requests", json=asked, headers=key).json()
    await_receipt(api, receipt, "sent")
    before = town.counts()
    answer = api("POST", "/requests", json=asked | {"name": "გიორგი"}, headers=key)
    assert answer.status_code == 422
    assert answer.json()["code"] == "idempotency_mismatch"
    assert town.counts() == before


def test_two_requests_without_a_key_are_two(town: Town, api: Api, asked: dict[str, Any]) -> None:
    one, two = (api("POST", "/requests", json=asked).json() for _ in range(2))
    assert one["reference"] != two["reference"]
    town.mail.awaits(asked["email"], count=2)


def test_the_receipt_becomes_sent_and_the_etag_tells(town: Town, api: Api, asked: dict[str, Any]) -> None:
    receipt = api("POST", "/requests", json=asked).json()
    answer = await_receipt(api, receipt, "sent")
    again = api("GET", "/requests/status", params=key_of(receipt), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_who_gives_a_telephone_number_only_gets_no_letter_and_can_see_the_status(
    town: Town, api: Api, asked: dict[str, Any]
) -> None:
    del asked["email"]
    receipt = api("POST", "/requests", json=asked | {"phone": "0241 99 00 11"}).json()
    found = api("GET", "/requests/status", params=key_of(receipt)).json()
    assert found["receipt"] == "none"
    assert found["status"] == "received"
    about = receipt["request_id"]
    eventually(
        lambda: town.rows("notifications", "SELECT * FROM addressees WHERE about = :about", about=about), within=20
    )
    assert not town.rows("notifications", "SELECT * FROM messages WHERE about = :about", about=about)


def test_the_sixth_request_of_one_address_in_a_day_is_asked_to_wait(
    town: Town, api: Api, asked: dict[str, Any]
) -> None:
    for _ in range(5):
        assert api("POST", "/requests", json=asked).status_code == 201
    answer = api("POST", "/requests", json=asked, headers={"Accept-Language": "ka"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.json()["code"] == "too_many_requests_for_contact"


def test_a_wrong_reference_and_a_wrong_token_get_the_same_answer(api: Api, asked: dict[str, Any]) -> None:
    receipt = api("POST", "/requests", json=asked).json()
    wrong = [
        {"reference": receipt["reference"], "token": "A" * 22},
        {"reference": "K7M-4XQ-6", "token": receipt["status_token"]},
    ]
    answers = [api("GET", "/requests/status", params=key) for key in wrong]
    told = [{name: value for name, value in answer.json().items() if name != "trace_id"} for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert told[0] == told[1]


def key_of(receipt: dict[str, Any]) -> dict[str, str]:
    return {"reference": receipt["reference"], "token": receipt["status_token"]}


def await_receipt(api: Api, receipt: dict[str, Any], outcome: str) -> Any:
    """The status answer, once it says what became of the confirmation."""

    def said() -> Any:
        answer = api("GET", "/requests/status", params=key_of(receipt))
        assert answer.status_code == 200, answer.text
        assert answer.json()["receipt"] == outcome
        return answer

    return eventually(said, within=20, every=0.05)
