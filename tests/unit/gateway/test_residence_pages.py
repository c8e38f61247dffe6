"""Residence documents, the change of the legal sphere, and questions of the foreigners' authority in the browser."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from gateway import who
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import REFERENCE, TOKEN, FakeCalls
from tests.unit.gateway.fake_residence import AT, CHANGE_ID, QUESTION_ID, RESIDENCE_ID
from tests.unit.gateway.staff_browser import form_of, sender, signed_in, words

REGION = ZoneInfo("Europe/Berlin")
CASE, INBOX = f"/en/cases/{CASE_ID}", "/en/questions"
QUESTION = {"reference": "k7m 4xq 6", "purpose": "documents_missing", "words": "Fehlt der Nachweis?"}


@pytest.fixture
def liaison(client: Any) -> Any:
    return signed_in(client, "liaison")


def case_of(calls: FakeCalls) -> dict[str, Any]:
    return calls.cases.cases_[CASE_ID][0]


def asked(calls: FakeCalls) -> tuple[str, dict[str, Any]]:
    """The last command: its name, and what it was given."""
    last = next(one for one in reversed(calls.asked) if one.command_id)
    return last.method, last.request


@pytest.mark.parametrize(
    ("left", "said"),
    [(91, None), (12, "Ends in 12 days"), (1, "Ends in one day"), (0, "Today is its"), (-1, "Its last day has passed")],
)
def test_the_head_of_the_case_says_that_a_document_ends_soon(
    counsellor: Any, calls: FakeCalls, left: int, said: str | None
) -> None:
    case_of(calls)["residence"][0]["valid_until"] = (datetime.now(REGION).date() + timedelta(left)).isoformat()
    page = words(counsellor.get(CASE))
    assert "Duldung, section 60a AufenthG" in page
    assert ("Duldung, section 60a AufenthG: " in page) == bool(said)
    assert said is None or said in page


def test_a_document_is_noted_corrected_and_ended(counsellor: Any, calls: FakeCalls) -> None:
    send = sender(counsellor, CASE)
    answer = send("note_residence", document="permit_24", valid_from="", valid_until="2127-03-04")
    assert (answer.status_code, answer.location) == (303, CASE)
    assert asked(calls) == (
        "note_residence",
        {"case_id": CASE_ID, "document": "permit_24", "valid_until": "2127-03-04"},
    )
    answer = send("correct_residence", RESIDENCE_ID, document="duldung_60c", valid_from="2126-01-01", valid_until="")
    assert answer.status_code == 303
    assert asked(calls)[1] | {"document": "duldung_60c", "version": 1} == asked(calls)[1]
    send("end_residence", RESIDENCE_ID)
    assert asked(calls) == ("end_residence", {"case_id": CASE_ID, "residence_id": RESIDENCE_ID, "version": 2})
    page = words(counsellor.get(CASE))
    assert "no longer the one to go by" in page
    assert "without an end" in page


def test_what_is_wrong_with_a_document_is_said_at_its_field(counsellor: Any) -> None:
    answer = sender(counsellor, CASE)("note_residence", document="", valid_until="2127-03-04")
    assert answer.status_code == 422
    assert 'href="#note_residence-document"' in answer.text
    assert 'aria-describedby="note_residence-document-error"' in answer.text
    assert 'value="2127-03-04"' in answer.text


def test_the_steps_of_a_change_are_ticked_and_unticked_one_by_one(counsellor: Any, calls: FakeCalls) -> None:
    page = words(counsellor.get(CASE))
    assert "AsylbLG → SGB II (job centre)" in page
    assert "0 of 3 steps done" in page
    send = sender(counsellor, CASE)
    send("tick_sphere_step", "bank_account")
    named = {"case_id": CASE_ID, "change_id": CHANGE_ID, "step": "bank_account"}
    assert asked(calls) == ("tick_sphere_step", named | {"version": 1})
    assert "1 of 3 steps done" in words(counsellor.get(CASE))
    send("untick_sphere_step")
    assert asked(calls) == ("untick_sphere_step", named | {"version": 2})
    send("end_sphere_change", "stopped")
    assert asked(calls)[1] == {"case_id": CASE_ID, "change_id": CHANGE_ID, "status": "stopped", "version": 3}
    send("start_sphere_change", sphere="sgb12")
    assert asked(calls) == ("start_sphere_change", {"case_id": CASE_ID, "sphere": "sgb12"})


def test_a_question_is_answered_from_the_case_or_declined(counsellor: Any, calls: FakeCalls) -> None:
    page = words(counsellor.get(CASE))
    assert "A question of the foreigners’ authority waits" in page
    assert "Fehlt noch der Nachweis?" in page
    send = sender(counsellor, CASE)
    assert send("answer_question", words="Sie bringt ihn mit.").location == CASE
    said = {"question_id": QUESTION_ID, "version": 1, "words": "Sie bringt ihn mit."}
    assert asked(calls) == ("answer_question", said)
    assert "Sie bringt ihn mit." in words(counsellor.get(CASE))
    case_of(calls)["questions"][0].update(status="asked", version=3)
    send("decline_question")
    assert asked(calls) == ("decline_question", {"question_id": QUESTION_ID, "version": 3})


def test_the_liaison_asks_and_reads_the_answer(liaison: Any, calls: FakeCalls) -> None:
    assert sender(liaison, INBOX)("ask_question", **QUESTION).location == INBOX
    assert asked(calls) == ("ask_question", QUESTION)
    page = liaison.get(INBOX)
    assert f'href="{INBOX}/{QUESTION_ID}"' in page.text
    assert "Fehlt noch" not in words(page), "the list has no words"
    case_of(calls)["questions"][0].update(status="answered", answer="Sie bringt ihn mit.", decided_at=AT)
    assert "Sie bringt ihn mit." in words(liaison.get(f"{INBOX}/{QUESTION_ID}"))


def test_an_answer_whose_release_has_ended_is_said_to_be_so(liaison: Any, calls: FakeCalls) -> None:
    case_of(calls)["questions"][0].update(status="answered", answer=None, decided_at=AT)
    calls.cases.answer_is_withheld = True
    assert "The answer can no longer be read." in words(liaison.get(f"{INBOX}/{QUESTION_ID}"))


def test_what_is_not_released_is_said_and_what_was_typed_is_kept(liaison: Any, calls: FakeCalls) -> None:
    calls.cases.answers_leave = False
    answer = sender(liaison, INBOX)("ask_question", **QUESTION)
    assert answer.status_code == 409
    assert "Whether anybody has this reference is not told" in words(answer)
    assert "Fehlt der Nachweis?" in answer.text


@pytest.mark.parametrize("path", [INBOX, CASE])
def test_both_pages_stand_in_german(client: Any, path: str) -> None:
    user = "liaison" if path == INBOX else "counsellor"
    page = words(signed_in(client, user).get(path.replace("/en/", "/de/")))
    assert "Unterlagen, die der Ausländerbehörde fehlen" in page


def test_the_liaison_has_these_ways_and_no_others(app: Flask) -> None:
    """Walks every address there is: what is open to the liaison is theirs alone, or everybody's who is signed in."""
    theirs, everybodys = set(), set()
    for rule in app.url_map.iter_rules():
        said = who.declared(app.view_functions[rule.endpoint])
        assert said
        if said.proof != "none" and "liaison" in said.roles:
            theirs.add(rule.endpoint)
        elif said.proof != "none" and not said.roles:
            everybodys.add(rule.endpoint)
    assert theirs == {
        "questions.inbox",
        "questions.ask",
        "questions.question",
        "api_questions.questions",
        "api_questions.question",
        "api_questions.ask_question",
        "requests.receive",  # an authority may ask for help in somebody's name, and learns nothing by it
    }
    # And the way in and out, and one's own account.
    own = {name for name in everybodys if name.partition(".")[0] in ("account", "api_own_account")}
    assert everybodys - own <= {"sign_in.welcome", "sign_in.leave", "api_sessions.end_session"}


def test_the_client_reads_that_there_was_a_question_what_for_and_that_it_was_answered(
    client: Any, calls: FakeCalls
) -> None:
    told = {"purpose": "documents_missing", "asked_at": AT, "decided_at": None}
    calls.questions = [
        told | {"status": "answered", "decided_at": "2026-11-24T10:00:00Z"},
        told | {"status": "declined"},
        told | {"status": "asked"},
    ]
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    page = words(client.get("/en/status"))
    for said in (
        "papers that the foreigners’ authority is missing",
        "Tuesday, 24 November",
        "Not answered",
        "Not answered yet",
        "Nobody answers without your permission.",
    ):
        assert said in page
    assert "أوراق تنقص دائرة الأجانب" in words(client.get("/ar/status"))


def test_an_answer_to_a_question_that_is_answered_already_is_not_lost(counsellor: Any, calls: FakeCalls) -> None:
    fields = form_of(counsellor.get(CASE).text, "answer_question") | {"words": "Der Pass ist beantragt."}
    case_of(calls)["questions"][0].update(status="answered", answer="Der Nachweis liegt vor.", version=2)
    answer = counsellor.post(CASE, data=fields)
    page = words(answer)
    assert answer.status_code == 412
    assert "What you typed is still here" in page
    assert "Der Pass ist beantragt." in page
    assert "Der Nachweis liegt vor." in page
