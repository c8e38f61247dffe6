"""What the desk sees: a list of who waits, without names, and one request with its person, which is written down."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.errors import Invalid
from services.chassis.testing import NOON
from tests.builders import DESK, NINO, Intake
from tests.statements import statements
from tests.unit.intake.voices import CASE_ID, accepted, declined, received


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def arrivals(intake: Intake, count: int, **changes: Any) -> list[str]:
    """So many requests, a minute apart; their ids, oldest first."""
    ids = []
    for number in range(count):
        intake.clock.advance(timedelta(minutes=1))
        ids.append(intake.ask(email=f"nino.{number}.{len(changes)}@example.org", **changes)["request_id"])
    return ids


def shown(intake: Intake, **asked: Any) -> list[str]:
    """The ids in the list, in its order."""
    return [item["request_id"] for item in intake.requests(**asked)["items"]]


def test_a_line_of_the_list_tells_what_the_desk_needs_to_choose(intake: Intake) -> None:
    nino = intake.ask()
    intake.triage(nino["request_id"])
    offer = intake.offer(nino["request_id"])
    intake.hear(declined(offer, reason="language"))
    (line,) = intake.requests()["items"]
    assert line == {
        "request_id": nino["request_id"],
        "reference": nino["reference"],
        "status": "triaged",
        "channel": "web",
        "language": "ka",
        "language_mode": "written",
        "topics": ["housing", "language"],
        "municipality": "wuerselen",
        "track": "case_management",
        "urgency": "high",
        "received_at": NOON.isoformat(),
        "changed_at": NOON.isoformat(),
        "seen_at": None,
        "overdue": False,
        "unread": 0,
        "receipt": "queued",
        "helper": None,
        "offers": [
            {
                "offer_id": offer["offer_id"],
                "to": "bruecke",
                "status": "declined",
                "offered_at": NOON.isoformat(),
                "expires_at": (NOON + timedelta(days=7)).isoformat(),
                "decided_at": NOON.isoformat(),
                "reason": "language",
                "case_id": None,
            }
        ],
        "version": 4,
    }


def test_the_list_names_nobody(intake: Intake) -> None:
    arrivals(intake, 2, phone="+4924199000011", asked_by="Caritas Würselen")
    listed = json.dumps(intake.requests(), ensure_ascii=False)
    for personal in ("ნინო", "nino.", "+4924199000011", NINO["message"], "Caritas"):
        assert personal not in listed


def test_the_oldest_stands_first_and_pages_go_on_where_the_last_ended(intake: Intake) -> None:
    ids = arrivals(intake, 5)
    assert shown(intake) == ids
    first = intake.requests(limit=2)
    assert [item["request_id"] for item in first["items"]] == ids[:2]
    intake.withdraw({"reference": first["items"][0]["reference"], "token": intake.store.status_token(ids[0])})
    second = intake.requests(limit=2, cursor=first["next"])
    third = intake.requests(limit=2, cursor=second["next"])
    assert [item["request_id"] for page in (second, third) for item in page["items"]] == ids[2:]
    assert third["next"] is None
    with pytest.raises(Invalid):
        intake.requests(cursor="nonsense")


def test_those_who_arrived_at_the_same_moment_are_all_shown(intake: Intake) -> None:
    ids = {intake.ask(email=f"nino.{number}@example.org")["request_id"] for number in range(4)}
    first = intake.requests(limit=2)
    assert set(shown(intake, limit=2)) | set(shown(intake, limit=2, cursor=first["next"])) == ids


def test_the_list_is_narrowed_by_status_place_language_and_reference(intake: Intake) -> None:
    georgian, turkish = arrivals(intake, 1)[0], arrivals(intake, 1, language="tr", municipality="eschweiler")[0]
    intake.triage(turkish)
    assert shown(intake, status="triaged") == [turkish]
    assert shown(intake, status="erased") == []
    assert shown(intake, municipality="wuerselen") == [georgian]
    assert shown(intake, language="tr") == [turkish]
    assert shown(intake, language="tr", municipality="wuerselen") == []
    reference = intake.store.get(georgian).reference
    assert shown(intake, reference=reference.lower().replace("-", " ")) == [georgian]
    assert shown(intake, reference="K7M-4XQ-6") == []
    assert shown(intake, reference="no reference") == []


def test_those_who_wait_are_those_that_somebody_has_to_see_to(intake: Intake) -> None:
    new, triaged, offered, confirmed, handed_over, answered, withdrawn = arrivals(intake, 7)
    intake.triage(triaged)
    offers = {}
    for request_id in (offered, confirmed, handed_over):
        intake.triage(request_id)
        offers[request_id] = intake.offer(request_id)
    intake.hear(accepted(offers[confirmed]))
    intake.hear(accepted(offers[handed_over], case_id=CASE_ID), received(offers[handed_over]))
    intake.answer(answered)
    gone = intake.store.get(withdrawn)
    intake.withdraw({"reference": gone.reference, "token": intake.store.status_token(withdrawn)})
    assert shown(intake, waiting=True) == [new, triaged, offered]
    assert shown(intake, waiting=False) == [confirmed, handed_over, answered, withdrawn]
    assert shown(intake, waiting=True, status="triaged") == [triaged]
    assert shown(intake, waiting=True, status="answered") == []
    assert len(shown(intake)) == 7


def test_a_page_costs_four_statements_however_many_requests_and_offers_it_shows(intake: Intake) -> None:
    counts = []
    for _ in range(2):
        for request_id in arrivals(intake, 4):
            intake.triage(request_id)
            for to in ("bruecke", "ankerplatz"):
                intake.offer(request_id, to)
        with statements(intake.database) as run:
            assert all(len(item["offers"]) == 2 for item in intake.requests()["items"])
        counts.append(len(run))
    assert counts == [4, 4]
    assert "person" not in run[0].replace("_person", ""), "who asked is not even read"


def test_one_request_is_shown_with_its_person_and_what_may_be_done(intake: Intake) -> None:
    nino = intake.ask(phone="+4924199000011", preferred_place=None)
    found = intake.request(nino["request_id"])
    assert found["person"] == {
        "name": "ნინო ბერიძე",
        "email": "nino.beridze@example.org",
        "phone": "+4924199000011",
        "message": NINO["message"],
        "asked_by": None,
        "birth_year": None,
        "behalf": None,
        "sms_allowed": False,
    }
    assert (found["notice_version"], found["notice_language"]) == (NINO["consent"]["notice_version"], "ka")
    assert (found["consent_at"], found["preferred_place"], found["summary"]) == (NOON.isoformat(), None, None)
    assert (found["track"], found["criteria"], found["urgency"]) == (None, [], None)
    (line,) = intake.requests()["items"]
    assert line.items() <= (found | {"seen_at": NOON.isoformat(), "overdue": False, "unread": 0}).items()
    assert set(found) - set(line) == {
        "person", "preferred_place", "criteria", "summary", "notice_version", "notice_language", "consent_at", "may",
        "appointments", "letters", "attachments", "consent_way", "language_guessed",
    }  # fmt: skip


def test_what_may_be_done_follows_the_state(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]

    def may() -> list[str]:
        found: list[str] = intake.request(request_id)["may"]
        return found

    assert may() == ["triage", "answer"]
    intake.triage(request_id)
    assert may() == ["triage", "offer", "answer"]
    offer = intake.offer(request_id)
    assert may() == ["offer", "withdraw_offer"]
    intake.hear(accepted(offer))
    assert may() == []


def test_every_look_is_written_down_and_the_list_says_when_the_last_was(intake: Intake) -> None:
    request_id, other = arrivals(intake, 2)
    intake.clock.advance(timedelta(hours=1))
    assert intake.request(request_id)["seen_at"] is None, "nobody had looked before"
    first = intake.clock.now()
    intake.clock.advance(timedelta(hours=1))
    assert intake.request(request_id)["seen_at"] == first.isoformat()
    seen = {item["request_id"]: item["seen_at"] for item in intake.requests()["items"]}
    assert seen == {request_id: intake.clock.now().isoformat(), other: None}
    with intake.database.reading() as tx:
        looks = tx.execute(text("SELECT who, organisation, what, subject FROM access_log")).all()
    assert [tuple(look) for look in looks] == [(DESK.ref, "kim", "request", request_id)] * 2


def test_suggestions_and_lists_are_no_looks_at_a_person(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.requests()
    intake.suggestions(request_id)
    with intake.database.reading() as tx:
        assert tx.execute(text("SELECT count(*) FROM access_log")).scalar_one() == 0


def test_the_offers_that_were_made_are_listed_newest_first_with_what_became_of_them(intake: Intake) -> None:
    request_id, other = arrivals(intake, 2)
    made = []
    for one, to in ((request_id, "bruecke"), (other, "kim"), (request_id, "wegweiser")):
        if intake.store.get(one).status == "received":
            intake.triage(one)
        intake.clock.advance(timedelta(minutes=1))
        made.append(intake.offer(one, to))
    intake.hear(declined(made[0], reason="language"))
    again = intake.offer(request_id, "bruecke")
    listed = intake.offers_made()["items"]
    assert {item["offer_id"] for item in listed} == {offer["offer_id"] for offer in (*made, again)}
    assert listed[-1]["offer_id"] == made[0]["offer_id"], "the oldest is the last"
    assert (listed[-1]["status"], listed[-1]["reason"]) == ("declined", "language")
    reference = intake.store.get(request_id).reference
    assert (listed[-1]["reference"], listed[-1]["request_status"]) == (reference, "offered")
    first = intake.offers_made(limit=3)
    rest = intake.offers_made(limit=3, cursor=first["next"])
    assert [item["offer_id"] for item in (*first["items"], *rest["items"])] == [item["offer_id"] for item in listed]
    assert [item["to"] for item in intake.offers_made(status="declined")["items"]] == ["bruecke"]
    assert len(intake.offers_made(to="bruecke")["items"]) == 2
    assert intake.offers_made(status="open", to="ankerplatz")["items"] == []
