"""Short advice: a form for ten seconds, and a way back for a minute."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.gateway.fake_advice import ADVICE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import last, sender, signed_in, text, words

ADVICE = "/en/advice"


@pytest.fixture
def desk(client: Any) -> Any:
    return signed_in(client, "desk")


@pytest.mark.parametrize("role", ["desk", "counsellor", "coordinator"])
def test_everybody_who_advises_has_the_page_among_their_ways(client: Any, role: str) -> None:
    page = signed_in(client, role).get(ADVICE)
    assert page.status_code == 200
    assert 'href="/en/advice" aria-current="page">Short advice' in page.text


def test_nobody_else_has_it(client: Any) -> None:
    assert signed_in(client, "steering").get(ADVICE).status_code == 403


def test_the_form_begins_with_the_language_and_the_town_of_the_last(desk: Any) -> None:
    page = desk.get(ADVICE).text
    for chosen in ('value="ka" selected', 'value="wuerselen" selected', 'value="10" checked'):
        assert chosen in page
    assert "<script" not in page


def test_a_topic_and_a_button_are_enough(desk: Any, calls: FakeCalls) -> None:
    answer = sender(desk, ADVICE)("give_advice", topic="health", language="ka", municipality="alsdorf", minutes="5")
    assert (answer.status_code, answer.location) == (303, ADVICE)
    talk = {"topic": "health", "language": "ka", "municipality": "alsdorf", "minutes": 5}
    assert last(calls, "give_advice") == talk
    page = words(desk.get(ADVICE))
    assert "The advice is noted. It counts." in page
    assert "5 minutes" in page


def test_a_barrier_is_both_what_was_missing_and_where(desk: Any, calls: FakeCalls) -> None:
    talk = {"topic": "health", "language": "ka", "municipality": "alsdorf", "minutes": "", "other_minutes": "12"}
    send = sender(desk, ADVICE)
    assert send("give_advice", **talk, kind="no_place", institution="doctor").status_code == 303
    assert last(calls, "give_advice")["barrier"] == {"kind": "no_place", "institution": "doctor"}
    assert last(calls, "give_advice")["minutes"] == 12
    half = send("give_advice", **talk, kind="no_place", institution="")
    assert half.status_code == 422
    assert 'href="#give_advice-barrier">Please choose both: what was missing, and with whom.' in text(half)
    assert '<details class="fold" open>' in half.text


def test_undo_takes_back_what_was_noted_a_moment_ago(desk: Any, calls: FakeCalls) -> None:
    assert sender(desk, ADVICE)("withdraw_advice").status_code == 303
    assert last(calls, "withdraw_advice") == {"advice_id": ADVICE_ID, "version": 1}
    page = words(desk.get(ADVICE))
    assert "as if it had not been noted" in page
    assert "Nothing yet." in page


def test_what_counts_already_has_no_way_back(desk: Any, calls: FakeCalls) -> None:
    calls.cases.noted[ADVICE_ID]["may"] = []
    assert "Undo" not in words(desk.get(ADVICE))
