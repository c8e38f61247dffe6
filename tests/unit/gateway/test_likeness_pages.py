"""The request page and the API say who may have asked twice, and take one decision at a time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_desk import REQUEST_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_likenesses import LIKE_ID, SPLIT_ID
from tests.unit.gateway.staff_browser import form_of, last, sender, signed_in, text, words

PAGE = f"/en/desk/requests/{REQUEST_ID}"


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


@pytest.fixture
def desk(client: Any) -> Any:
    return signed_in(client, "desk")


def test_the_page_shows_who_may_have_asked_before_and_why(desk: Any) -> None:
    answer = desk.get(PAGE)
    assert "<bdi>Nino Beridze</bdi>, 1990" in answer.text
    assert f'href="/en/desk/requests/{LIKE_ID}"' in answer.text
    page = words(answer)
    assert "The names sound alike" in page
    assert "The same e-mail address" in page
    assert "One other person with a similar name or contact" in page, "what is settled is folded away"
    assert page.index("Nino Beridze") < page.index("Separated")
    assert 'href="#likenesses">Perhaps known already' in answer.text, "the head of the page leads there"


def test_nobody_like_them_is_no_section(desk: Any, calls: FakeCalls) -> None:
    calls.desk.alike = {}
    assert "Perhaps known already" not in words(desk.get(PAGE))


def test_one_button_says_they_are_the_same_and_another_separates_them(desk: Any, calls: FakeCalls) -> None:
    send = sender(desk, PAGE)
    assert send("decide_likeness", holds=LIKE_ID, verdict="same").status_code == 303
    asked = last(calls, "decide_likeness")
    about = {"request_id": REQUEST_ID, "version": 1, "other_id": LIKE_ID}
    assert asked == {**about, "verdict": "same", "despite": False}
    page = desk.get(PAGE)
    assert "That is remembered, for both requests." in words(page)
    assert 'name="verdict" value="split"' in page.text
    assert send("decide_likeness", holds=LIKE_ID, verdict="split").status_code == 303
    assert calls.desk.alike[LIKE_ID]["verdict"] == "split"


def test_what_is_separated_has_no_button_and_is_refused_in_a_sentence(desk: Any) -> None:
    form = form_of(desk.get(PAGE).text, "decide_likeness", LIKE_ID)
    answer = desk.post(PAGE, data=form | {"other_id": SPLIT_ID, "verdict": "same"})
    assert answer.status_code == 409
    assert "These two stay separate" in text(answer)


def test_what_contradicts_is_said_with_who_decided_what_and_taken_only_when_it_is_meant(
    desk: Any, calls: FakeCalls
) -> None:
    calls.desk.contradicts = True
    send = sender(desk, PAGE)
    answer = send("decide_likeness", holds=LIKE_ID, verdict="not_the_same")
    assert answer.status_code == 409
    page = words(answer)
    for said in ("This contradicts what was decided before", "Decide it all the same: Not the same", "W9D-6NB-X"):
        assert said in page
    form = form_of(answer.text, "decide_likeness", LIKE_ID)
    assert desk.post(PAGE, data=form | {"despite": "yes", "verdict": "not_the_same"}).status_code == 303
    assert last(calls, "decide_likeness")["despite"] is True


def test_a_contradiction_stands_on_the_page_with_both_names_and_the_group(desk: Any, calls: FakeCalls) -> None:
    calls.desk.contradicts = True
    page = words(desk.get(PAGE))
    assert "These decisions do not go together" in page
    group = page.partition("Linked as one person:")[2]
    assert group.index("P5V-2ZC-R") < group.index("W9D-6NB-X") < group.index("These decisions")
    contradiction = page.partition("do not go together")[2].partition("merges nothing")[0]
    assert "Coordinator , 22 Nov" in contradiction
    assert "Desk , 22 Nov" in contradiction


def test_a_form_without_its_button_asks_for_an_answer(desk: Any) -> None:
    answer = sender(desk, PAGE)("decide_likeness", holds=LIKE_ID)
    assert answer.status_code == 422
    assert "Please say whether they are the same person." in text(answer)


def test_the_api_tells_and_takes_the_same(call: Any) -> None:
    told = call("GET /requests/<uuid:request_id>/likenesses", "desk")
    assert [item["request_id"] for item in told.json["items"]] == [LIKE_ID, SPLIT_ID]
    assert told.headers["ETag"] == '"1"'
    decided = call("POST /requests/<uuid:request_id>/likenesses", "coordinator")
    assert decided.json == {"request_id": REQUEST_ID, "version": 2, "verdict": "same"}
