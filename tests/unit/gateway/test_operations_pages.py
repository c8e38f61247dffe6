"""Operations: how every service is, and what a person decides about messages that are parked."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_operations import PARKED_ID
from tests.unit.gateway.staff_browser import form_of, signed_in, text, words

PAGE, ARCHIVE = "/en/operations", f"/en/operations/{PARKED_ID}"


@pytest.fixture
def operator(client: Any) -> Any:
    return signed_in(client, "operator")


def decided(calls: FakeCalls) -> list[tuple[str, str, dict[str, Any]]]:
    """What was decided: service, method, request."""
    of_persons = {"replay_parked", "archive_parked"}
    return [(asked.service, asked.method, asked.request) for asked in calls.asked if asked.method in of_persons]


def press(operator: Any, path: str, do: str, holds: str = "") -> Any:
    """Press the button of a form of this page, wherever the form leads."""
    page = operator.get(path).text
    fields = form_of(page, do, holds)
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if fields["attempt"] in form)
    return operator.post(re.findall(r'action="([^"]+)"', form)[0], data=fields)


def test_where_nothing_is_stuck_that_is_what_one_reads(operator: Any, calls: FakeCalls) -> None:
    calls.operations.messages = {}
    page = words(operator.get(PAGE))
    assert "All is well Every service answers, and no message waits for you." in page
    assert "Try again" not in page


def test_every_service_has_its_section_and_its_numbers(operator: Any) -> None:
    answer = operator.get(PAGE)
    page = words(answer)
    for service in ("intake", "cases", "scheduling", "notifications", "reporting"):
        assert f'aria-labelledby="{service}"' in answer.text
    assert "3 messages wait for your decision" in page
    assert "All is well" not in page
    assert re.search(r"Intake intake .*? To be handled 0 To be sent 2 for .*? Parked 2 ", page)


def test_a_parked_message_says_what_it_is_and_why_it_is_here(operator: Any) -> None:
    page = words(operator.get(PAGE))
    for said in (
        "offer.accepted.v1 from Case work",
        "00000000-0000-7000-8000-0000000000f1",
        "IntegrityError in services/intake/store/offers.py:52",
        "Not readable",
    ):
        assert said in page


def test_a_service_that_is_absent_is_said_to_be_and_spoils_nothing(operator: Any, calls: FakeCalls) -> None:
    calls.away = {"scheduling", "notifications"}
    answer = operator.get(PAGE)
    page = words(answer)
    assert answer.status_code == 200
    assert "Scheduling does not answer" in page
    assert "Letters does not answer" in page
    assert page.count("nothing is lost") == 2
    assert "2 messages wait for your decision" in page
    assert "All is well" not in page


def test_nothing_stuck_but_somebody_absent_is_not_well(operator: Any, calls: FakeCalls) -> None:
    calls.operations.messages, calls.away = {}, {"reporting"}
    page = words(operator.get(PAGE))
    assert "All is well" not in page
    assert "wait for your decision" not in page


def test_one_button_lets_a_message_have_its_turn_again(operator: Any, calls: FakeCalls) -> None:
    answer = press(operator, PAGE, "replay_parked")
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert decided(calls) == [("intake", "replay_parked", {"position": 17})]
    assert calls.asked[-1].command_id
    assert "The message has its turn again." in words(operator.get(PAGE))


def test_setting_aside_is_asked_once_more_and_says_what_it_means(operator: Any, calls: FakeCalls) -> None:
    assert 'value="archive_parked"' not in operator.get(PAGE).text
    page = words(operator.get(ARCHIVE))
    assert "Set this message aside? " in page
    assert "This cannot be taken back." in page
    assert not decided(calls)
    assert press(operator, ARCHIVE, "archive_parked").location == PAGE
    assert decided(calls) == [("intake", "archive_parked", {"position": 17})]
    assert "The message is set aside for good." in words(operator.get(PAGE))


def test_from_there_one_can_still_try_it_again(operator: Any, calls: FakeCalls) -> None:
    assert press(operator, ARCHIVE, "replay_parked").status_code == 303
    assert decided(calls) == [("intake", "replay_parked", {"position": 17})]


def test_somebody_else_was_quicker(operator: Any, calls: FakeCalls) -> None:
    page = operator.get(PAGE).text
    del calls.operations.messages["intake"][17]
    answer = operator.post(ARCHIVE, data=form_of(page, "replay_parked"))
    assert answer.status_code == 404
    assert "Message not found" in words(answer)
    assert "2 messages wait for your decision" in words(answer)
    assert operator.get(ARCHIVE).status_code == 404


def test_a_service_that_goes_away_in_between_is_said_on_top(operator: Any, calls: FakeCalls) -> None:
    page = operator.get(PAGE).text
    calls.away = {"intake"}
    answer = operator.post(ARCHIVE, data=form_of(page, "replay_parked"))
    assert answer.status_code == 503
    assert "Intake does not answer" in words(answer)


def test_a_page_that_was_open_for_days_asks_to_press_again(operator: Any, gateway: Any, calls: FakeCalls) -> None:
    answer = operator.post(ARCHIVE, data={"do": "replay_parked", "attempt": "a"})
    assert answer.status_code == 400
    assert "Please press the button once more" in words(answer)
    assert not decided(calls)


def test_a_long_list_is_read_page_by_page(operator: Any, calls: FakeCalls) -> None:
    one = calls.operations.messages["intake"][17]
    calls.operations.messages = {"intake": {number: one | {"position": number} for number in range(1, 131)}}
    first = text(operator.get(PAGE))
    assert first.count('value="replay_parked"') == 10
    assert 'href="/en/operations?service=intake"' in first
    alone = text(operator.get(f"{PAGE}?service=intake"))
    assert alone.count('value="replay_parked"') == 100
    assert 'href="/en/operations?service=intake&cursor=100"' in alone
    assert 'aria-labelledby="cases"' not in alone
    rest = text(operator.get(f"{PAGE}?service=intake&cursor=100"))
    assert rest.count('value="replay_parked"') == 30
    assert operator.get("/en/operations/intake-130").status_code == 200


@pytest.mark.parametrize("path", [f"{PAGE}/intake-99", f"{PAGE}/nobody-1", f"{PAGE}/intake-x"])
def test_what_is_not_parked_is_not_found(operator: Any, path: str) -> None:
    assert operator.get(path).status_code == 404


def test_a_service_that_there_is_not_has_no_list(operator: Any) -> None:
    assert operator.get(f"{PAGE}?service=nobody").status_code == 422


@pytest.mark.parametrize("path", [PAGE, ARCHIVE])
def test_only_operators_see_this(client: Any, path: str) -> None:
    assert client.get(path).location.startswith("/en/sign-in")
    for user in ("counsellor", "desk", "coordinator", "steering", "liaison", "privacy_officer", "administrator"):
        assert signed_in(client, user).get(path).status_code == 403, user


def test_the_page_speaks_german_and_needs_no_script(operator: Any, calls: FakeCalls) -> None:
    answer = operator.get("/de/operations")
    assert "3 Nachrichten warten auf Ihre Entscheidung" in words(answer)
    assert "<script" not in answer.text
    assert " style=" not in answer.text
    calls.operations.messages = {}
    assert "Alles läuft" in words(operator.get("/de/operations"))
