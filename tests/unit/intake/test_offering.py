"""A request is offered, and the first to accept in time gets it, with the person sealed for nobody else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.errors import NotFound, Refused
from services.chassis.handler import NotYet
from services.chassis.testing import NOON, SEAL_KEYS, said, types_of
from services.chassis.vault import SealKeys, VaultError, new_seal_keys
from tests.builders import NINO, Intake
from tests.unit.intake.voices import CASE_ID, OTHER_CASE_ID, accepted, declined, received

WEEK = timedelta(days=7)


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


@pytest.fixture
def nino(intake: Intake) -> dict[str, Any]:
    """A request that was triaged."""
    receipt = intake.ask(phone="+4924199000011")
    intake.triage(receipt["request_id"])
    return receipt


def state(intake: Intake, nino: dict[str, Any]) -> tuple[str, list[str]]:
    """Where the request stands, and each of its offers."""
    found = intake.request(nino["request_id"])
    return found["status"], [offer["status"] for offer in found["offers"]]


def news(intake: Intake, since: int) -> list[str]:
    """The types of what was said since so many messages."""
    return types_of(said(intake.database)[since:])


def test_an_offer_tells_what_it_is_about_and_not_who(intake: Intake, nino: dict[str, Any]) -> None:
    offer = intake.offer(nino["request_id"])
    assert offer["version"] == 3
    assert offer["expires_at"] == (NOON + WEEK).isoformat()
    last = said(intake.database)[-1]
    assert last.type == "request.offered.v1"
    assert last.data == {
        "request_id": nino["request_id"],
        "offer_id": offer["offer_id"],
        "to": "bruecke",
        "preview_topics": ["housing", "language"],
        "preview_language": "ka",
        "preview_language_mode": "written",
        "preview_municipality": "wuerselen",
        "preview_track": "case_management",
        "preview_urgency": "high",
        "offered_at": "2026-11-23T12:00:00.000000Z",
        "expires_at": "2026-11-30T12:00:00.000000Z",
    }
    assert state(intake, nino) == ("offered", ["open"])


def test_several_organisations_can_be_asked_and_none_twice_at_a_time(intake: Intake, nino: dict[str, Any]) -> None:
    first = intake.offer(nino["request_id"], "bruecke")
    intake.offer(nino["request_id"], "ankerplatz")
    before = said(intake.database)
    with pytest.raises(Refused) as refusal:
        intake.offer(nino["request_id"], "bruecke")
    assert (refusal.value.code, refusal.value.params) == ("offered_already", {"to": "bruecke"})
    assert said(intake.database) == before
    intake.withdraw_offer(first)
    intake.offer(nino["request_id"], "bruecke")
    assert state(intake, nino) == ("offered", ["withdrawn", "open", "open"])


def test_the_last_offer_that_is_withdrawn_brings_the_request_back_to_the_desk(
    intake: Intake, nino: dict[str, Any]
) -> None:
    first, second = intake.offer(nino["request_id"], "bruecke"), intake.offer(nino["request_id"], "ankerplatz")
    intake.withdraw_offer(first)
    assert state(intake, nino) == ("offered", ["withdrawn", "open"])
    answer = intake.withdraw_offer(second)
    assert answer == {"request_id": nino["request_id"], "version": intake.version(nino["request_id"])}
    assert state(intake, nino) == ("triaged", ["withdrawn", "withdrawn"])
    last = said(intake.database)[-1]
    assert last.type == "request.offer_withdrawn.v1"
    assert (last.data["offer_id"], last.data["to"]) == (second["offer_id"], "ankerplatz")
    before = said(intake.database)
    with pytest.raises(Refused) as refusal:
        intake.withdraw_offer(second)
    assert refusal.value.code == "offer_not_open"
    assert said(intake.database) == before


def test_an_offer_of_another_request_is_none_of_this_one(intake: Intake, nino: dict[str, Any]) -> None:
    giorgi = intake.ask(email="giorgi@example.org")
    intake.triage(giorgi["request_id"])
    theirs = intake.offer(giorgi["request_id"])
    intake.offer(nino["request_id"])
    with pytest.raises(NotFound) as refusal:
        intake.withdraw_offer(theirs | {"request_id": nino["request_id"]})
    assert refusal.value.code == "offer_unknown"
    assert state(intake, giorgi) == ("offered", ["open"])


def test_what_is_declined_goes_back_to_the_desk_with_its_reason(intake: Intake, nino: dict[str, Any]) -> None:
    first, second = intake.offer(nino["request_id"], "bruecke"), intake.offer(nino["request_id"], "ankerplatz")
    known = len(said(intake.database))
    intake.hear(declined(first, reason="language"))
    assert state(intake, nino) == ("offered", ["declined", "open"])
    intake.hear(declined(second, "ankerplatz"))
    assert state(intake, nino) == ("triaged", ["declined", "declined"])
    assert [offer["reason"] for offer in intake.request(nino["request_id"])["offers"]] == ["language", "no_capacity"]
    assert news(intake, known) == [], "the desk sees it in its list"
    intake.offer(nino["request_id"], "bruecke")
    assert state(intake, nino)[0] == "offered", "a person may ask again"


def test_a_refusal_is_heard_once_and_only_from_who_was_asked(intake: Intake, nino: dict[str, Any]) -> None:
    offer = intake.offer(nino["request_id"])
    intake.hear(declined(offer, "ankerplatz"))
    assert state(intake, nino) == ("offered", ["open"])
    intake.hear(declined(offer))
    version = intake.version(nino["request_id"])
    intake.hear(declined(offer), declined(offer, reason="other"))
    assert intake.version(nino["request_id"]) == version
    assert intake.request(nino["request_id"])["offers"][0]["reason"] == "no_capacity"


def test_who_accepts_first_gets_the_request_and_everybody_is_told(intake: Intake, nino: dict[str, Any]) -> None:
    ours = intake.offer(nino["request_id"], "bruecke")
    intake.offer(nino["request_id"], "ankerplatz")
    known = len(said(intake.database))
    intake.hear(accepted(ours))
    assert state(intake, nino) == ("confirmed", ["confirmed", "withdrawn"])
    assert news(intake, known) == [
        "request.offer_withdrawn.v1",
        "request.offer_confirmed.v1",
        "request.handed_over.v1",
    ]
    assert [message.data["to"] for message in said(intake.database)[known:]] == ["ankerplatz", "bruecke", "bruecke"]
    found = intake.request(nino["request_id"])
    assert (found["helper"], found["offers"][0]["case_id"]) == ("bruecke", CASE_ID)
    assert intake.status(nino)["helper"] == "bruecke"


def test_of_two_who_accept_the_second_is_told_that_it_came_too_late(intake: Intake, nino: dict[str, Any]) -> None:
    ours, theirs = intake.offer(nino["request_id"], "bruecke"), intake.offer(nino["request_id"], "ankerplatz")
    intake.hear(accepted(ours))
    known = len(said(intake.database))
    intake.hear(accepted(theirs, "ankerplatz", OTHER_CASE_ID))
    (lapsed,) = said(intake.database)[known:]
    assert lapsed.type == "request.offer_lapsed.v1"
    assert (lapsed.data["offer_id"], lapsed.data["to"]) == (theirs["offer_id"], "ankerplatz")
    assert state(intake, nino) == ("confirmed", ["confirmed", "withdrawn"])
    assert intake.request(nino["request_id"])["helper"] == "bruecke"


def test_an_acceptance_is_heard_once(intake: Intake, nino: dict[str, Any]) -> None:
    ours, theirs = intake.offer(nino["request_id"], "bruecke"), intake.offer(nino["request_id"], "ankerplatz")
    intake.hear(accepted(ours), accepted(theirs, "ankerplatz", OTHER_CASE_ID))
    before, version = said(intake.database), intake.version(nino["request_id"])
    intake.hear(accepted(ours), accepted(theirs, "ankerplatz", OTHER_CASE_ID), accepted(ours, case_id=OTHER_CASE_ID))
    intake.hear(declined(ours))
    assert said(intake.database) == before
    assert intake.version(nino["request_id"]) == version


def test_an_acceptance_by_somebody_else_than_who_was_asked_changes_nothing(
    intake: Intake, nino: dict[str, Any]
) -> None:
    offer = intake.offer(nino["request_id"], "bruecke")
    known = len(said(intake.database))
    intake.hear(accepted(offer, "ankerplatz", OTHER_CASE_ID))
    (lapsed,) = said(intake.database)[known:]
    assert (lapsed.type, lapsed.data["to"]) == ("request.offer_lapsed.v1", "ankerplatz")
    assert state(intake, nino) == ("offered", ["open"])
    intake.hear(accepted(offer))
    assert state(intake, nino) == ("confirmed", ["confirmed"])


def test_an_acceptance_after_the_time_is_over_does_not_count_even_before_the_clock_has_noticed(
    intake: Intake, nino: dict[str, Any]
) -> None:
    offer = intake.offer(nino["request_id"])
    known = len(said(intake.database))
    intake.clock.advance(WEEK)
    intake.hear(accepted(offer), accepted(offer))
    assert state(intake, nino) == ("triaged", ["lapsed"])
    assert news(intake, known) == ["request.offer_lapsed.v1"]
    assert intake.lapse() == []
    assert intake.request(nino["request_id"])["person"] is not None


def test_who_accepts_what_lapsed_or_was_withdrawn_is_told_so_once(intake: Intake, nino: dict[str, Any]) -> None:
    taken_back = intake.offer(nino["request_id"], "ankerplatz")
    intake.withdraw_offer(taken_back)
    expired = intake.offer(nino["request_id"], "bruecke")
    intake.clock.advance(WEEK)
    intake.lapse()
    known = len(said(intake.database))
    for _ in range(2):
        intake.hear(accepted(expired), accepted(taken_back, "ankerplatz", OTHER_CASE_ID))
    assert news(intake, known) == ["request.offer_lapsed.v1"] * 2
    assert state(intake, nino) == ("triaged", ["withdrawn", "lapsed"])


def test_offers_that_nobody_answers_lapse_by_the_clock(intake: Intake, nino: dict[str, Any]) -> None:
    first = intake.offer(nino["request_id"], "bruecke")
    intake.clock.advance(timedelta(days=1))
    second = intake.offer(nino["request_id"], "ankerplatz")
    known = len(said(intake.database))
    intake.clock.advance(timedelta(days=6) - timedelta(seconds=1))
    assert intake.lapse() == []
    intake.clock.advance(timedelta(seconds=1))
    assert intake.lapse() == [first["offer_id"]]
    assert state(intake, nino) == ("offered", ["lapsed", "open"])
    intake.clock.advance(timedelta(days=1))
    assert intake.lapse() == [second["offer_id"]]
    assert intake.lapse() == []
    assert state(intake, nino) == ("triaged", ["lapsed", "lapsed"])
    assert news(intake, known) == ["request.offer_lapsed.v1"] * 2


def test_two_offers_of_one_request_that_expire_together_lapse_together(intake: Intake, nino: dict[str, Any]) -> None:
    offers = [intake.offer(nino["request_id"], to)["offer_id"] for to in ("bruecke", "ankerplatz", "kim")]
    intake.clock.advance(WEEK)
    assert intake.lapse() == offers
    assert state(intake, nino) == ("triaged", ["lapsed"] * 3)


def test_a_client_who_withdraws_takes_the_open_offers_back_and_nobody_can_accept_them(
    intake: Intake, nino: dict[str, Any]
) -> None:
    offers = [intake.offer(nino["request_id"], to) for to in ("bruecke", "ankerplatz")]
    intake.hear(declined(offers[1], "ankerplatz"))
    known = len(said(intake.database))
    intake.withdraw(nino)
    assert news(intake, known) == ["request.offer_withdrawn.v1", "request.withdrawn.v1"]
    assert state(intake, nino) == ("withdrawn", ["withdrawn", "declined"])
    intake.hear(accepted(offers[0]))
    assert state(intake, nino) == ("withdrawn", ["withdrawn", "declined"])
    assert news(intake, known)[2:] == ["request.offer_lapsed.v1"]


def test_who_is_with_a_helper_withdraws_there(intake: Intake, nino: dict[str, Any]) -> None:
    offer = intake.offer(nino["request_id"])
    for heard in (accepted(offer), received(offer)):
        intake.hear(heard)
        before = said(intake.database)
        assert intake.status(nino)["can_withdraw"] is False
        with pytest.raises(Refused) as refusal:
            intake.withdraw(nino)
        assert refusal.value.code == "already_taken"
        assert said(intake.database) == before


def test_the_person_is_sealed_for_the_cases_and_for_this_request_alone(intake: Intake, nino: dict[str, Any]) -> None:
    giorgi = intake.ask(email="giorgi@example.org")
    intake.hear(accepted(intake.offer(nino["request_id"])))
    handed_over = said(intake.database)[-1]
    assert set(handed_over.data) == {"request_id", "offer_id", "to", "sealed"}
    sealed, purpose = handed_over.data["sealed"], f"request.handed_over {nino['request_id']}"
    keys = SealKeys("kim", SEAL_KEYS)
    assert keys.unseal(keys, purpose, sealed).data == {
        "name": "ნინო ბერიძე",
        "email": "nino.beridze@example.org",
        "phone": "+4924199000011",
        "message": NINO["message"],
        "asked_by": None,
        "birth_year": None,
        "behalf": None,
        "sms_allowed": False,
        "reference": nino["reference"],
        "channel": "web",
        "language": "ka",
        "language_mode": "written",
        "notice_version": NINO["consent"]["notice_version"],
        "notice_language": "ka",
        "consent_at": NOON.isoformat(),
        "received_at": NOON.isoformat(),
        "status_token": nino["token"],
    }
    for wrong in (f"request.handed_over {giorgi['request_id']}", f"contact.given {nino['request_id']}"):
        with pytest.raises(VaultError):
            keys.unseal(keys, wrong, sealed)
    stranger = SealKeys("bruecke", new_seal_keys())
    with pytest.raises(VaultError):
        stranger.unseal(keys, purpose, sealed)


def test_once_the_helper_has_the_person_nothing_personal_is_left(intake: Intake, nino: dict[str, Any]) -> None:
    offer = intake.offer(nino["request_id"])
    intake.hear(accepted(offer))
    assert intake.request(nino["request_id"])["person"]["name"] == "ნინო ბერიძე", "until it has arrived"
    intake.hear(received(offer))
    last = said(intake.database)[-1]
    assert (last.type, last.data) == ("contact.erased.v1", {"about": nino["request_id"]})
    with intake.database.reading() as tx:
        (row,) = tx.execute(text("SELECT * FROM requests"))
    assert (row.person, row.email_index, row.phone_index) == (None, None, None)
    found = intake.request(nino["request_id"])
    assert (found["status"], found["person"], found["summary"], found["may"]) == ("handed_over", None, None, [])
    assert (found["reference"], found["topics"]) == (nino["reference"], ["housing", "language"])
    assert (intake.status(nino)["status"], intake.status(nino)["helper"]) == ("handed_over", "bruecke")
    intake.clock.advance(timedelta(days=400))
    assert intake.erase() == []


def test_that_the_person_has_arrived_is_heard_once(intake: Intake, nino: dict[str, Any]) -> None:
    offer = intake.offer(nino["request_id"])
    intake.hear(accepted(offer), received(offer))
    before, version = said(intake.database), intake.version(nino["request_id"])
    intake.hear(received(offer), accepted(offer))
    assert said(intake.database) == before
    assert intake.version(nino["request_id"]) == version


def test_what_is_said_of_something_that_has_not_arrived_waits(intake: Intake, nino: dict[str, Any]) -> None:
    nobody = "01a20846-fe00-7000-8000-00000000ffff"
    unknown = {"offer_id": nobody, "request_id": nobody}
    offer = intake.offer(nino["request_id"])
    for message in (
        accepted(unknown),
        declined(unknown),
        received(unknown),
        received(offer),  # nobody has accepted yet
        received(unknown | {"request_id": nino["request_id"]}),
    ):
        before = said(intake.database)
        with pytest.raises(NotYet):
            intake.hear(message)
        assert said(intake.database) == before
    assert state(intake, nino) == ("offered", ["open"])


def test_a_change_that_nobody_saw_is_noticed_by_who_saves_later(intake: Intake, nino: dict[str, Any]) -> None:
    """An acceptance and the desk's withdrawal of the same offer cannot both succeed: the request is their gate."""
    offer = intake.offer(nino["request_id"])
    seen = intake.version(nino["request_id"])
    intake.hear(accepted(offer))
    from services.chassis.errors import Conflict

    with pytest.raises(Conflict):
        intake.withdraw_offer(offer, version=seen)
    assert state(intake, nino) == ("confirmed", ["confirmed"])
