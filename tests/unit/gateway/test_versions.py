"""Nobody overwrites what somebody else has changed: If-Match, ETag, and what is said without them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_desk import REQUEST_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_offers import OFFER_ID
from tests.unit.gateway.fake_records import GOAL_ID

OFFER = f"/api/v1/offers/{OFFER_ID}"
CASE = f"/api/v1/cases/{CASE_ID}"
REQUEST = f"/api/v1/requests/{REQUEST_ID}"


@pytest.fixture
def accept(client: Any, calls: FakeCalls) -> Callable[..., Any]:
    """Accepts the offer, with this If-Match if any."""

    def accept(if_match: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {calls.cases.token('counsellor')}", "Accept-Language": "en"}
        return client.post(f"{OFFER}/accept", headers=headers | ({"If-Match": if_match} if if_match else {}))

    return accept


@pytest.mark.parametrize("if_match", [None, "*", " "])
def test_a_change_has_to_name_the_version_that_was_seen(accept: Any, calls: FakeCalls, if_match: str | None) -> None:
    answer = accept(if_match)
    assert (answer.status_code, answer.json["code"]) == (428, "version_missing")
    assert "If-Match" in answer.json["detail"]
    assert not calls.of_staff()


@pytest.mark.parametrize("if_match", ["1", '"1', "version 1", '"1", "2"', "W/1", '""1""'])
def test_what_is_no_etag_is_not_understood(accept: Any, calls: FakeCalls, if_match: str) -> None:
    answer = accept(if_match)
    assert (answer.status_code, answer.json["code"]) == (400, "version_malformed")
    assert not calls.of_staff()


@pytest.mark.parametrize("if_match", ['"2"', '"0"', '"-1"', '"1.5"', '"abc"', '""', '"99999999999999999999"', 'W/"2"'])
def test_another_version_than_the_present_one_is_refused(accept: Any, if_match: str) -> None:
    answer = accept(if_match)
    assert (answer.status_code, answer.json["code"]) == (412, "changed_meanwhile")


@pytest.mark.parametrize("if_match", ['"1"', 'W/"1"', ' "1" '])
def test_the_present_version_is_accepted_also_when_a_proxy_has_made_it_weak(accept: Any, if_match: str) -> None:
    answer = accept(if_match)
    assert answer.status_code == 200
    assert answer.json["version"] == 2
    assert answer.headers["ETag"] == '"2"'


def test_of_two_who_saw_the_same_state_the_second_is_told(accept: Any) -> None:
    assert [accept('"1"').status_code for _ in range(2)] == [200, 412]


@pytest.mark.parametrize(("path", "user"), [(OFFER, "counsellor"), (CASE, "counsellor"), (REQUEST, "desk")])
def test_every_object_carries_its_version_as_etag(client: Any, calls: FakeCalls, path: str, user: str) -> None:
    answer = client.get(path, headers={"Authorization": f"Bearer {calls.cases.token(user)}"})
    assert answer.status_code == 200
    assert answer.headers["ETag"] == f'"{answer.json["version"]}"'


def test_an_offer_that_has_not_changed_is_not_sent_again(client: Any, calls: FakeCalls, accept: Any) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('counsellor')}"}
    for known in ('"1"', 'W/"1"', '"7", "1"', "*"):
        same = client.get(OFFER, headers=headers | {"If-None-Match": known})
        assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", '"1"')
    accept('"1"')
    assert client.get(OFFER, headers=headers | {"If-None-Match": '"1"'}).status_code == 200


@pytest.mark.parametrize(("path", "user"), [(CASE, "counsellor"), (REQUEST, "desk")])
def test_what_can_grow_without_a_new_version_is_always_sent(
    client: Any, calls: FakeCalls, path: str, user: str
) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token(user)}"}
    etag = client.get(path, headers=headers).headers["ETag"]
    assert client.get(path, headers=headers | {"If-None-Match": etag}).status_code == 200


def test_a_record_has_a_version_of_its_own(client: Any, calls: FakeCalls) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('counsellor')}"}
    client.post(f"{CASE}/phase", json={"phase": "planning"}, headers=headers | {"If-Match": '"1"'})
    reached = client.post(f"{CASE}/goals/{GOAL_ID}/reach", headers=headers | {"If-Match": '"1"'})
    assert (reached.status_code, reached.headers["ETag"]) == (200, '"2"')
    assert client.get(CASE, headers=headers).headers["ETag"] == '"2"'


def test_the_header_decides_about_the_version_and_not_the_body(client: Any, calls: FakeCalls) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('counsellor')}", "If-Match": '"7"'}
    answer = client.post(f"{CASE}/phase", json={"phase": "planning", "version": 1}, headers=headers)
    assert answer.status_code == 412
