"""Asking, withdrawing, erasing: state and words leave together, or nothing does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from services.chassis.errors import Conflict, NotAllowed, NotFound, Refused, TooMany
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from services.intake import model
from tests.builders import NINO, Intake

DESK = Actor(frozenset({"desk"}), "kim", "a7")


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def rows(intake: Intake, table: str) -> int:
    with intake.database.reading() as tx:
        return int(tx.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_who_asks_is_remembered_and_two_messages_leave_contact_first(intake: Intake) -> None:
    nino = intake.ask()
    request = intake.store.get(nino["request_id"])
    assert request.person == model.Person("ნინო ბერიძე", "nino.beridze@example.org", None, NINO["message"], None)
    assert (request.status, request.receipt, request.version) == ("received", "queued", 1)
    assert request.topics == ("housing", "language")
    assert request.received_at == request.consent.given_at == NOON
    messages = said(intake.database)
    assert types_of(messages) == ["contact.given.v1", "request.received.v1"]
    assert [message.sequence for message in messages] == [1, 2]
    assert messages[1].data["reachable_by"] == ["email"]


def test_who_comes_in_person_without_contact_gets_a_slip_and_no_contact_is_said(intake: Intake) -> None:
    receipt = intake.ask(DESK, channel="walk_in", email=None)
    assert types_of(said(intake.database)) == ["request.received.v1"]
    assert intake.status(receipt)["receipt"] == "none"


def test_the_sealed_contact_is_readable_by_the_recipient_alone_and_for_this_request(intake: Intake) -> None:
    nino = intake.ask()
    sealed = said(intake.database)[0].data["sealed"]
    keys = intake.parts.seal_keys
    contact = keys.unseal(keys, f"contact.given {nino['request_id']}", sealed).data
    assert contact["email"] == "nino.beridze@example.org"
    assert contact["status_token"] == nino["token"]
    assert "name" not in contact


def test_no_table_holds_the_person_in_clear(intake: Intake) -> None:
    intake.ask()
    intake.database.close()
    stored = b"".join(
        path.read_bytes() for path in Path(intake.database.url.removeprefix("sqlite:///")).parent.iterdir()
    )
    for personal in ("ნინო", "nino.beridze", NINO["message"]):
        assert personal.encode() not in stored


def test_the_sixth_request_from_one_address_within_a_day_is_too_many(intake: Intake) -> None:
    for _ in range(5):
        intake.ask()
    with pytest.raises(TooMany) as refusal:
        intake.ask(email="NINO.BERIDZE@example.org")
    assert refusal.value.params["limit"] == 5
    assert rows(intake, "requests") == 5
    intake.ask(email="giorgi@example.org")
    intake.clock.advance(timedelta(hours=24, seconds=1))
    intake.ask()


def test_the_telephone_number_is_counted_as_well(intake: Intake) -> None:
    for number in range(5):
        intake.ask(email=f"nino.{number}@example.org", phone="+4924199000011")
    with pytest.raises(TooMany):
        intake.ask(email=None, phone="+4924199000011")


def test_a_reference_that_is_taken_is_drawn_again(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    first = intake.ask()
    drawn = iter([first["reference"]])
    monkeypatch.setattr("services.intake.commands.requests.new_reference", lambda: next(drawn))
    monkeypatch.setattr("services.intake.store.requests.new_reference", lambda: "K7M-4XQ-6")
    assert intake.ask()["reference"] == "K7M-4XQ-6"


def test_the_status_tells_codes_and_dates_and_nothing_personal(intake: Intake) -> None:
    nino = intake.ask()
    status = intake.status(nino)
    assert status["status"] == "received"
    assert status["can_withdraw"] is True
    assert "ნინო" not in str(status)
    assert "@" not in str(status)


def test_the_status_opens_for_reference_and_token_alone(intake: Intake) -> None:
    nino, giorgi = intake.ask(), intake.ask(email="giorgi@example.org")
    assert intake.status(nino | {"reference": nino["reference"].lower().replace("-", " ")})
    told = []
    for wrong in (nino | {"token": giorgi["token"]}, nino | {"reference": "K7M-4XQ-6"}, nino | {"reference": "?"}):
        with pytest.raises(NotFound) as refusal:
            intake.status(wrong)
        told.append((refusal.value.code, refusal.value.sentence))
    assert len(set(told)) == 1, "wrong reference and wrong token are one answer"


def test_a_withdrawal_is_saved_and_said_and_the_second_is_refused(intake: Intake) -> None:
    nino = intake.ask()
    intake.clock.advance(timedelta(hours=2))
    assert intake.withdraw(nino)["version"] == 2
    assert intake.status(nino)["status"] == "withdrawn"
    before = said(intake.database)
    assert before[-1].type == "request.withdrawn.v1"
    with pytest.raises(Refused):
        intake.withdraw(nino)
    assert said(intake.database) == before


def test_a_change_that_somebody_else_was_quicker_with_is_a_conflict_and_says_nothing(intake: Intake) -> None:
    nino = intake.ask()
    seen = intake.store.get(nino["request_id"])
    intake.withdraw(nino)
    before = said(intake.database)
    with pytest.raises(Conflict):
        intake.store.save(seen.withdraw(NOON))
    with pytest.raises(Conflict):
        intake.store.get(nino["request_id"], version=1)
    assert said(intake.database) == before


def test_the_person_is_forgotten_when_the_time_after_the_end_is_over(intake: Intake) -> None:
    nino, giorgi = intake.ask(), intake.ask(email="giorgi@example.org")
    intake.withdraw(nino)
    assert intake.erase() == []
    intake.clock.advance(timedelta(days=30, seconds=1))
    assert intake.erase() == [nino["request_id"]]
    assert intake.erase() == [], "once is enough"
    assert types_of(said(intake.database))[-2:] == ["contact.erased.v1", "request.erased.v1"]
    assert intake.store.get(nino["request_id"]).person is None
    assert intake.store.get(giorgi["request_id"]).person is not None, "who has not ended is kept"


def test_the_index_by_which_a_contact_is_counted_goes_with_the_person(intake: Intake) -> None:
    nino = intake.ask(phone="+4924199000011")
    intake.withdraw(nino)
    intake.clock.advance(timedelta(days=31))
    intake.erase()
    with intake.database.reading() as tx:
        left = tx.execute(text("SELECT person, email_index, phone_index FROM requests")).one()
    assert tuple(left) == (None, None, None)


def test_erasing_goes_in_portions_oldest_first(intake: Intake) -> None:
    receipts = [intake.ask(email=f"nino.{number}@example.org") for number in range(3)]
    for receipt in receipts:
        intake.clock.advance(timedelta(minutes=1))
        intake.withdraw(receipt)
    intake.clock.advance(timedelta(days=31))
    assert intake.erase(limit=2) == [receipt["request_id"] for receipt in receipts[:2]]
    assert intake.erase(limit=2) == [receipts[2]["request_id"]]


def test_who_may_not_is_refused_before_anything_is_written(intake: Intake) -> None:
    nobody = Actor(frozenset({"counsellor"}), "caritas", "a9")
    nino = intake.ask()
    before = said(intake.database)
    with pytest.raises(NotAllowed):
        intake.ask(nobody)
    with pytest.raises(NotAllowed):
        intake.withdraw(nino, nobody)
    with pytest.raises(NotAllowed):
        intake.status(nino, nobody)
    with pytest.raises(NotAllowed):
        intake.erase(who=Actor.public())
    assert said(intake.database) == before
    assert rows(intake, "requests") == 1


def test_what_became_of_the_receipt_is_noted_once_it_is_heard(intake: Intake, tmp_path: Path) -> None:
    from tests.builders import Notifications

    nino = intake.ask()
    notifications = Notifications(tmp_path, intake.clock)
    notifications.hear(*said(intake.database))
    notifications.send()
    intake.hear(*said(notifications.database))
    assert intake.status(nino)["receipt"] == "sent"
    assert intake.status(nino)["version"] == 2


def test_the_confirmation_of_a_withdrawal_does_not_change_what_became_of_the_receipt(
    intake: Intake, tmp_path: Path
) -> None:
    from services.notifications.carriers.outcomes import Undeliverable
    from tests.builders import Notifications

    nino = intake.ask()
    notifications = Notifications(tmp_path, intake.clock)
    notifications.hear(*said(intake.database))
    notifications.send()
    intake.withdraw(nino)
    notifications.carrier.fails_with = Undeliverable("smtp_550")
    notifications.hear(*said(intake.database)[2:])
    notifications.send()
    intake.hear(*said(notifications.database))
    assert types_of(said(notifications.database)) == ["message.sent.v1", "message.failed.v1"]
    assert intake.status(nino)["receipt"] == "sent"
