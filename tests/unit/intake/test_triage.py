"""The desk finds out what is needed, or answers at once: state and words leave together, or nothing does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.errors import Conflict, LotseError, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from tests.builders import Intake
from tests.unit.intake.voices import accepted, received

COORDINATOR = Actor(frozenset({"coordinator"}), "kim", "a8")
OF_ANOTHER = Actor(frozenset({"desk", "coordinator"}), "bruecke", "a9")
NOBODY = "01a20846-fe00-7000-8000-00000000ffff"


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def kept(intake: Intake) -> list[Any]:
    """Everything that would have changed if something had: rows and words."""
    with intake.database.reading() as tx:
        rows = [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
            for table in ("requests", "offers")
            for row in tx.execute(text(f"SELECT * FROM {table} ORDER BY 1"))
        ]
    return [*rows, *said(intake.database)]


def refused(intake: Intake, kind: type[LotseError], work: Any) -> LotseError:
    """The error, once it is sure that it changed nothing and said nothing."""
    before = kept(intake)
    with pytest.raises(kind) as refusal:
        work()
    assert kept(intake) == before
    return refusal.value


def test_triage_is_kept_and_said(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.clock.advance(timedelta(hours=1))
    assert intake.triage(request_id) == {"request_id": request_id, "version": 2}
    found = intake.request(request_id)
    assert (found["status"], found["track"], found["urgency"]) == ("triaged", "case_management", "high")
    assert found["criteria"] == ["complex_need", "client_wants"]
    assert found["topics"] == ["housing", "language"], "as the client said"
    last = said(intake.database)[-1]
    assert last.type == "request.triaged.v1"
    assert last.data == {
        "request_id": request_id,
        "track": "case_management",
        "criteria": ["complex_need", "client_wants"],
        "urgency": "high",
        "topics": ["housing", "language"],
        "municipality": "wuerselen",
        "language": "ka",
        "triaged_at": "2026-11-23T13:00:00.000000Z",
    }


def test_the_desk_can_say_what_it_is_really_about_and_think_again(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.triage(request_id)
    intake.triage(request_id, COORDINATOR, track="orientation", criteria=[], urgency="low", topics=["finances"])
    found = intake.request(request_id)
    assert (found["track"], found["criteria"], found["urgency"]) == ("orientation", [], "low")
    assert found["topics"] == ["finances"]
    assert types_of(said(intake.database))[-2:] == ["request.triaged.v1", "request.triaged.v1"]


def test_an_answer_is_kept_with_the_person_and_said_without_its_words(intake: Intake) -> None:
    nino = intake.ask()
    intake.answer(nino["request_id"])
    found = intake.request(nino["request_id"])
    assert (found["status"], found["summary"], found["may"]) == ("answered", "Öffnungszeiten erklärt.", [])
    assert intake.status(nino)["can_withdraw"] is False
    last = said(intake.database)[-1]
    assert last.type == "request.answered.v1"
    assert set(last.data) == {"request_id", "reference", "answered_at"}
    with intake.database.reading() as tx:
        (row,) = tx.execute(text("SELECT * FROM requests"))
    assert b"ffnungszeiten" not in bytes(row.person)
    assert "ffnungszeiten" not in str(row)


def test_what_was_answered_is_forgotten_after_the_same_time_as_what_was_withdrawn(intake: Intake) -> None:
    nino, giorgi = intake.ask(), intake.ask(email="giorgi@example.org")
    intake.answer(nino["request_id"])
    intake.clock.advance(timedelta(minutes=1))
    intake.withdraw(giorgi)
    intake.clock.advance(timedelta(days=30))
    assert intake.erase() == [nino["request_id"]]
    intake.clock.advance(timedelta(minutes=2))
    assert intake.erase() == [giorgi["request_id"]]
    with intake.database.reading() as tx:
        left = tx.execute(text("SELECT person, email_index, phone_index, status FROM requests")).all()
    assert [tuple(row) for row in left] == [(None, None, None, "erased")] * 2
    assert types_of(said(intake.database))[-4:] == ["contact.erased.v1", "request.erased.v1"] * 2


def offered(intake: Intake, request_id: str) -> dict[str, Any]:
    intake.triage(request_id)
    return intake.offer(request_id)


def confirmed(intake: Intake, request_id: str) -> None:
    intake.hear(accepted(offered(intake, request_id)))


def handed_over(intake: Intake, request_id: str) -> None:
    offer = offered(intake, request_id)
    intake.hear(accepted(offer), received(offer))


# The way to each status, and what the desk may not do there, with the reason.
REFUSED = [
    ("received", lambda intake, one: None, {"offer": "not_in_this_state"}),
    ("offered", offered, {"triage": "not_in_this_state", "answer": "not_in_this_state"}),
    ("confirmed", confirmed, dict.fromkeys(("triage", "offer", "answer"), "already_taken")),
    ("handed_over", handed_over, dict.fromkeys(("triage", "offer", "answer"), "already_taken")),
    ("answered", Intake.answer, dict.fromkeys(("triage", "offer", "answer"), "already_ended")),
]


@pytest.mark.parametrize(
    ("status", "path", "codes"), REFUSED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_the_state_does_not_allow_changes_nothing_and_says_nothing(
    intake: Intake, status: str, path: Any, codes: dict[str, str]
) -> None:
    request_id = intake.ask()["request_id"]
    path(intake, request_id)
    assert intake.request(request_id)["status"] == status
    verbs: dict[str, Callable[[str], Any]] = {"triage": intake.triage, "offer": intake.offer, "answer": intake.answer}
    for name, code in codes.items():
        error = refused(intake, Refused, lambda name=name: verbs[name](request_id))
        assert (error.code, error.params["status"]) == (code, status)
        assert name not in intake.request(request_id)["may"]


def test_who_saw_an_older_version_is_told_so(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.triage(request_id)
    for work in (intake.triage, intake.offer, intake.answer):
        assert refused(intake, Conflict, lambda work=work: work(request_id, version=1)).code == "changed_meanwhile"
    offer = intake.offer(request_id)
    assert refused(intake, Conflict, lambda: intake.withdraw_offer(offer, version=2)).code == "changed_meanwhile"


ROLES = (
    "public", "counsellor", "steering", "liaison", "privacy_officer", "operator", "administrator", "system",
)  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_other_roles_do_nothing_at_the_desk(intake: Intake, role: str) -> None:
    request_id = intake.ask()["request_id"]
    intake.triage(request_id)
    offer = intake.offer(request_id)
    who = Actor(frozenset({role}), "kim", "a1")
    for work in (
        lambda: intake.requests(who),
        lambda: intake.request(request_id, who),
        lambda: intake.suggestions(request_id, who),
        lambda: intake.triage(request_id, who),
        lambda: intake.offer(request_id, "ankerplatz", who),
        lambda: intake.withdraw_offer(offer, who),
        lambda: intake.answer(request_id, who),
    ):
        assert refused(intake, NotAllowed, work).code == "not_allowed"


def test_for_the_desk_of_another_organisation_there_is_no_request(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.triage(request_id)
    offer = intake.offer(request_id)
    asked = [
        lambda: intake.request(request_id, OF_ANOTHER),
        lambda: intake.suggestions(request_id, OF_ANOTHER),
        lambda: intake.triage(request_id, OF_ANOTHER),
        lambda: intake.offer(request_id, "ankerplatz", OF_ANOTHER),
        lambda: intake.withdraw_offer(offer, OF_ANOTHER),
        lambda: intake.answer(request_id, OF_ANOTHER),
        lambda: intake.triage(NOBODY, version=1),
    ]
    told = {(error.code, error.sentence) for error in (refused(intake, NotFound, work) for work in asked)}
    assert len(told) == 1, "what is not theirs and what does not exist are one answer"
    refused(intake, NotAllowed, lambda: intake.requests(OF_ANOTHER))
    refused(intake, NotAllowed, lambda: intake.ask(OF_ANOTHER, channel="phone"))


@pytest.mark.parametrize("channel", ["phone", "walk_in"])
@pytest.mark.parametrize("role", ["desk", "coordinator"])
def test_the_desk_takes_down_what_somebody_says(intake: Intake, channel: str, role: str) -> None:
    receipt = intake.ask(Actor(frozenset({role}), "kim", "a7"), channel=channel)
    assert intake.request(receipt["request_id"])["channel"] == channel


def test_only_the_clock_lets_offers_lapse(intake: Intake) -> None:
    offered(intake, intake.ask()["request_id"])
    intake.clock.advance(timedelta(days=8))
    refused(intake, NotAllowed, lambda: intake.lapse(COORDINATOR))
    assert intake.clock.now() > NOON
