"""What somebody writes by mail lands in their case: sealed on the way, unread until it is read, its files filed."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.handler import NotYet
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from services.intake import events
from tests.builders import Cases
from tests.builders.cases import refused
from tests.builders.files import SCAN

LETTER_ID = "01a20846-fe00-7000-8000-0000000000e1"
NEVER = "01a20846-fe00-7000-8000-00000000ffff"


def letter(cases: Cases, about: str, to: str | None = "bruecke", **changes: Any) -> events.LetterReceived:
    """What Nino has written, as the intake seals it."""
    told = {"sender": "Nino.Beridze@example.org", "subject": "Re: K7M-4XQ-6", "text": "Danke!", "left_out": 0}
    times = {"received_at": NOON.isoformat()}
    keys = cases.parts.seal_keys
    return events.LetterReceived(
        about, to, LETTER_ID, keys.seal(keys, f"letter.received {about}", {**told, **times, **changes})
    )


def piece(cases: Cases, about: str, content: bytes, part: int, parts: int) -> events.AttachmentPassedOn:
    """A piece of the lease, as the intake seals it."""
    told = {"name": "Mietvertrag.pdf", "media_type": "application/pdf", "content": base64.b64encode(content).decode()}
    keys = cases.parts.seal_keys
    sealed = keys.seal(keys, f"attachment.passed_on {about}", told)
    return events.AttachmentPassedOn(about, "bruecke", NEVER, part, parts, sealed)


def handed_over(cases: Cases, ketevan: Actor) -> tuple[str, str]:
    """Nino's case, and the request that became it."""
    offer = cases.offer(ketevan.organisation)
    case_id: str = cases.accept(ketevan, offer)["case_id"]
    cases.hand_over(offer)
    return case_id, offer["request_id"]


def test_a_letter_lands_unread_in_the_case_of_its_request_and_is_due_until_it_is_read(cases: Cases) -> None:
    ketevan = cases.engage()
    case_id, request_id = handed_over(cases, ketevan)
    for _ in range(2):
        cases.hear_event(letter(cases, request_id))
    (kept,) = cases.ask(ketevan, "case", case_id=case_id)["letters_in"]
    assert (kept["words"], kept["known_sender"], kept["read_at"]) == ("Danke!", True, None)
    assert types_of(said(cases.database)).count("letter.arrived.v1") == 1
    assert [thing["kind"] for thing in cases.ask(ketevan, "due")["items"]] == ["letter"]
    read = cases.ask(ketevan, "mark_letter_read", case_id=case_id, letter_id=LETTER_ID, version=kept["version"])
    assert read["version"] == 2
    assert cases.ask(ketevan, "due")["items"] == []
    assert said(cases.database)[-1].type == "letter.read.v1"


def test_a_letter_from_another_address_says_so_and_one_to_a_walk_in_finds_its_case(cases: Cases) -> None:
    ketevan = cases.engage()
    case_id = cases.open_walk_in(ketevan)["case_id"]
    cases.hear_event(letter(cases, case_id, None, sender="giorgi@example.org"))
    (kept,) = cases.ask(ketevan, "case", case_id=case_id)["letters_in"]
    assert (kept["sender"], kept["known_sender"]) == ("giorgi@example.org", False)


def test_what_was_written_and_by_whom_is_unreadable_in_the_database(cases: Cases) -> None:
    case_id = cases.open_walk_in(cases.engage())["case_id"]
    cases.hear_event(letter(cases, case_id, None))
    with cases.database.reading() as tx:
        row = tx.execute(text("SELECT * FROM letters_in")).one()
    kept = b"".join(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row)
    assert b"Danke" not in kept
    assert b"example.org" not in kept


def test_a_letter_waits_for_its_case_and_one_for_elsewhere_is_somebody_elses(cases: Cases) -> None:
    with pytest.raises(NotYet):
        cases.hear_event(letter(cases, NEVER))
    cases.hear_event(letter(cases, NEVER, "elsewhere"))
    assert said(cases.database) == []


def test_a_letter_and_a_file_for_a_case_that_was_erased_are_passed_over_and_leave_nothing(cases: Cases) -> None:
    case_id, request_id = handed_over(cases, cases.engage())
    cases.store.traces.forget({case_id}, (), {request_id}, cases.clock.now())
    before = types_of(said(cases.database))
    for about in (case_id, request_id):
        cases.hear_event(letter(cases, about))
        cases.hear_event(piece(cases, about, SCAN, 1, 1))
    assert types_of(said(cases.database)) == before
    with cases.database.reading() as tx:
        for table in ("letters_in", "documents", "arriving_files", "cases"):
            assert tx.execute(text(f"SELECT * FROM {table}")).all() == [], table


def test_only_who_works_in_the_case_marks_a_letter_as_read_and_in_the_version_they_saw(cases: Cases) -> None:
    ketevan, lado = cases.engage(), cases.engage("lado", name="Lado Kiria")
    case_id = cases.open_walk_in(ketevan)["case_id"]
    cases.hear_event(letter(cases, case_id, None))
    this = {"case_id": case_id, "letter_id": LETTER_ID}
    assert refused(cases, lado, "mark_letter_read", **this, version=1).code in ("not_your_case", "not_allowed")
    assert refused(cases, ketevan, "mark_letter_read", **this, version=7).code == "changed_meanwhile"
    assert (
        refused(cases, ketevan, "mark_letter_read", **this | {"letter_id": NEVER}, version=1).code == "letter_unknown"
    )


def test_a_file_in_pieces_becomes_one_document_however_often_a_piece_comes(cases: Cases) -> None:
    ketevan = cases.engage()
    case_id, request_id = handed_over(cases, ketevan)
    first, second = SCAN[:100], SCAN[100:]
    for part, content in ((2, second), (2, second), (1, first), (1, first)):
        cases.hear_event(piece(cases, request_id, content, part, 2))
    (document,) = cases.ask(ketevan, "case", case_id=case_id)["documents"]
    assert (document["name"], document["kind"], document["by"]) == ("Mietvertrag.pdf", "other", None)
    found = cases.ask(ketevan, "document", case_id=case_id, document_id=document["document_id"])
    assert base64.b64decode(found["content"]) == SCAN
    with cases.database.reading() as tx:
        assert tx.execute(text("SELECT count(*) FROM arriving_files WHERE content IS NOT NULL")).scalar() == 0
