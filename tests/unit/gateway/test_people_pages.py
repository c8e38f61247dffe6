"""Looking for people, correcting what is written about them, and who lives with whom."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_people import CHILD_ID, PERSON_ID, found
from tests.unit.gateway.staff_browser import form_of, sender, signed_in, text, words

CASE, NEW, FIND = f"/en/cases/{CASE_ID}", "/en/cases/new", "/en/people"
WALK_IN = {"language": "ka", "municipality": "wuerselen", "topics": ["housing"], "consent": "yes"}


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


def asked(calls: FakeCalls, method: str) -> list[dict[str, Any]]:
    return [each.request for each in calls.asked if each.method == method]


def test_somebody_is_looked_for_by_a_form_and_never_by_the_address(counsellor: Any, calls: FakeCalls) -> None:
    calls.cases.known = (found(), found(person_id=CHILD_ID, cases=[]))
    answer = sender(counsellor, FIND)("find_people", name="Nino Beridze", birth_year="1984")
    page = words(answer)
    assert asked(calls, "find_people") == [{"name": "Nino Beridze", "birth_year": 1984}]
    assert "2 people found" in page
    assert "Nino Beridze" in page
    assert f'href="{CASE}"' in answer.text
    assert f'href="{NEW}?person={CHILD_ID}"' in answer.text, "who has no open case can be given one"
    assert f'href="{NEW}?person={PERSON_ID}"' not in answer.text


def test_of_others_only_that_there_is_somebody(counsellor: Any, calls: FakeCalls) -> None:
    calls.cases.elsewhere = True
    page = words(sender(counsellor, FIND)("find_people", name="Nino Beridze"))
    assert "Nobody found" in page
    assert "Please ask your coordinator." in page


def test_a_coordinator_is_told_whose_case_it_is_without_a_name_and_without_a_way_into_it(
    client: Any, calls: FakeCalls
) -> None:
    calls.cases.known = (found(person_id=None, name=None, name_latin=None, birth_year=None),)
    answer = sender(signed_in(client, "coordinator"), FIND)("find_people", name="Nino Beridze")
    assert "Somebody with such a name" in words(answer)
    assert "Ada Held" in words(answer)
    assert f'href="{CASE}"' not in answer.text


def test_what_is_written_about_the_person_is_corrected_and_emptied(counsellor: Any, calls: FakeCalls) -> None:
    answer = counsellor.get(CASE)
    assert "born in 1984" in words(answer)
    sent = {"name": "ნინო ბერიძე", "name_latin": "Nino Beridse", "phone": "+49 30 23125 417", "language": "ka"}
    more = {"language_mode": "spoken", "municipality": "alsdorf", "languages": ["ru", "tr"]}
    assert sender(counsellor, CASE)("correct_person", **sent, **more).status_code == 303
    assert asked(calls, "correct_person") == [
        {"person_id": PERSON_ID, "version": 1, "birth_year": None, "email": None, **sent, **more}
    ]
    assert "It is corrected" in words(counsellor.get(CASE))


def test_after_a_conflict_both_texts_are_there(counsellor: Any, calls: FakeCalls) -> None:
    old = form_of(counsellor.get(CASE).text, "correct_person")
    calls.cases.cases_[CASE_ID][0]["person"].update(name="ნინო კაპანაძე", version=2)
    answer = counsellor.post(CASE, data=old | {"name": "ნინო ლომიძე", "language": "ka", "municipality": "alsdorf"})
    assert answer.status_code == 412
    assert 'value="ნინო ლომიძე"' in text(answer)
    assert "Written at present ნინო კაპანაძე" in words(answer)
    assert form_of(answer.text, "correct_person")["version"] == "2"


def test_who_is_locked_is_somebody_without_a_name_and_cannot_be_taken_out(counsellor: Any, calls: FakeCalls) -> None:
    (member, *_) = calls.cases.cases_[CASE_ID][0]["household"]
    name = member["name"]
    hidden = dict.fromkeys(("person_id", "name", "name_latin", "birth_year", "relation", "version"))
    member.update(hidden, cases=[])
    page = counsellor.get(CASE)
    assert "Somebody" in words(page)
    assert name not in page.text
    assert 'value="leave_household"' not in page.text


def test_the_household_is_shown_and_somebody_is_noted_and_taken_out(counsellor: Any, calls: FakeCalls) -> None:
    page = counsellor.get(CASE)
    assert "Child · 2016" in words(page)
    assert f'href="{NEW}?person={CHILD_ID}"' in page.text
    send = sender(counsellor, CASE)
    assert send("join_household", name="გია ბერიძე", relation="partner").status_code == 303
    assert asked(calls, "join_household") == [{"case_id": CASE_ID, "name": "გია ბერიძე", "relation": "partner"}]
    assert send("leave_household", holds=CHILD_ID).status_code == 303
    assert asked(calls, "leave_household") == [{"case_id": CASE_ID, "person_id": CHILD_ID, "version": 1}]


def test_who_is_known_already_is_asked_about_once(counsellor: Any, calls: FakeCalls) -> None:
    calls.cases.known = (found(person_id=CHILD_ID),)
    answer = sender(counsellor, CASE)("join_household", name="გია", relation="partner", birth_year="1980")
    assert "Perhaps we know this person already" in words(answer)
    assert asked(calls, "join_household") == []
    again = form_of(answer.text, "join_household") | {"name": "გია", "relation": "partner", "birth_year": "1980"}
    counsellor.post(CASE, data=again | {"person_id": CHILD_ID})
    counsellor.post(CASE, data=again | {"person_id": "new", "attempt": "another"})
    known, new = asked(calls, "join_household")
    assert known == {"case_id": CASE_ID, "relation": "partner", "person_id": CHILD_ID}
    assert new == {"case_id": CASE_ID, "relation": "partner", "name": "გია", "birth_year": 1980}


def test_a_walk_in_who_is_known_is_shown_before_a_case_is_opened(counsellor: Any, calls: FakeCalls) -> None:
    calls.cases.elsewhere = True
    answer = sender(counsellor, NEW)("open_case", name="Nino Beridze", birth_year="1984", **WALK_IN)
    assert answer.status_code == 200
    assert 'value="Nino Beridze"' in text(answer)
    assert asked(calls, "open_case") == []
    again = form_of(answer.text, "open_case") | {"name": "Nino Beridze", "birth_year": "1984", "person_id": "new"}
    assert counsellor.post(NEW, data=again | WALK_IN).status_code == 303
    (opened,) = asked(calls, "open_case")
    assert (opened["name"], opened["birth_year"], "person_id" in opened) == ("Nino Beridze", 1984, False)


def test_a_case_is_opened_for_somebody_known_without_writing_them_down_again(counsellor: Any, calls: FakeCalls) -> None:
    page = counsellor.get(f"{NEW}?person={CHILD_ID}")
    assert "Luka Beridze" in words(page)
    assert 'name="name"' not in page.text
    sent = form_of(page.text, "open_case") | WALK_IN
    assert counsellor.post(f"{NEW}?person={CHILD_ID}", data=sent).status_code == 303
    (opened,) = asked(calls, "open_case")
    assert opened["person_id"] == CHILD_ID


def test_the_pages_are_there_in_german(counsellor: Any, calls: FakeCalls) -> None:
    assert "Haushalt" in words(counsellor.get(CASE.replace("/en/", "/de/")))
    assert "Person finden" in words(counsellor.get(FIND.replace("/en/", "/de/")))
