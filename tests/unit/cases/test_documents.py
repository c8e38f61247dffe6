"""Documents in a case: filed and read by those whose case it is, encrypted, taken out again for good."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from sqlalchemy import func, select

from services.cases.commands.documents import file_document
from services.cases.model import documents as law
from services.cases.store.documents import document_contents, documents
from services.chassis.access import access_log
from services.chassis.errors import Conflict, Invalid, LotseError, NotAllowed, NotFound, Refused
from services.chassis.file_types import PDF
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said
from tests.builders import PROGRAMME, Cases, refused
from tests.builders.files import NOT_TAKEN, SCAN, TAKEN, in_base64

BESCHEID: dict[str, Any] = {
    "name": "Bescheid Beridze.pdf",
    "content": in_base64(SCAN),
    "kind": "decision",
    "title": "Bescheid vom Jobcenter",
}
NOBODYS = "01a20846-fe00-7000-8000-000000000001"


def upload(cases: Cases, who: Actor, case_id: str, **changes: Any) -> dict[str, Any]:
    return cases.ask(who, "upload_document", case_id=case_id, **BESCHEID | changes)


def fault(error: LotseError) -> list[tuple[str, str]]:
    assert isinstance(error, Invalid)
    return [(each.field, each.code) for each in error.errors]


def test_a_document_is_filed_listed_and_read_as_it_was(cases: Cases, ketevan: Actor, case_id: str) -> None:
    filed = upload(cases, ketevan, case_id)
    assert (filed["case_id"], filed["version"]) == (case_id, 1)
    (line,) = cases.ask(ketevan, "case", case_id=case_id)["documents"]
    assert line == {
        "document_id": filed["document_id"],
        "case_id": case_id,
        "kind": "decision",
        "media_type": PDF,
        "size": len(SCAN),
        "name": "Bescheid Beridze.pdf",
        "title": "Bescheid vom Jobcenter",
        "status": "filed",
        "by": "Ketevan Lomidze",
        "filed_at": NOON.isoformat(),
        "letter": None,
        "release_id": None,
        "withdrawn_at": None,
        "withdrawn_by": None,
        "version": 1,
    }
    listed = cases.ask(ketevan, "documents", case_id=case_id)
    assert (listed["items"], listed["next"], listed["may"]) == ([line], None, ["documents", "letters", "withdraw"])
    read = cases.ask(ketevan, "document", case_id=case_id, document_id=filed["document_id"])
    assert read == {**line, "content": in_base64(SCAN)}


def test_what_is_said_of_a_document_tells_neither_its_name_nor_its_content(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    filed = upload(cases, ketevan, case_id)
    message = said(cases.database)[-1]
    assert (message.type, message.data["kind"]) == ("document.filed.v1", "decision")
    assert set(message.data) == {"case_id", "document_id", "organisation", "kind", "filed_at"}
    cases.ask(ketevan, "withdraw_document", case_id=case_id, document_id=filed["document_id"], version=1)
    assert said(cases.database)[-1].type == "document.withdrawn.v1"


def test_names_and_contents_are_unreadable_in_the_tables(cases: Cases, ketevan: Actor, case_id: str) -> None:
    upload(cases, ketevan, case_id)
    with cases.database.reading() as tx:
        line, content = tx.execute(select(documents)).one(), tx.execute(select(document_contents)).one()
    assert b"endobj" not in content.content
    assert not [value for value in line if "Beridze" in str(value) or "Jobcenter" in str(value)]


def test_scans_photos_and_texts_are_taken(cases: Cases, ketevan: Actor, case_id: str) -> None:
    for name, content in TAKEN.values():
        upload(cases, ketevan, case_id, name=name, content=in_base64(content))
    kept = cases.ask(ketevan, "documents", case_id=case_id)["items"]
    assert {line["media_type"] for line in kept} == set(TAKEN)


def test_nothing_else_is_taken(cases: Cases, ketevan: Actor, case_id: str) -> None:
    for name, content in NOT_TAKEN.values():
        asked = BESCHEID | {"name": name, "content": in_base64(content)}
        error = refused(cases, ketevan, "upload_document", case_id=case_id, **asked)
        assert fault(error) == [("content", "file_type_not_taken")]


def test_what_cannot_be_filed_is_said_at_its_field(cases: Cases, ketevan: Actor, case_id: str) -> None:
    wrong: list[tuple[str, Any, str]] = [
        ("content", "", "file_empty"),
        ("content", "keine Datei", "wrong_type"),
        ("content", 7, "wrong_type"),
        ("content", in_base64(SCAN + bytes(PROGRAMME.document_max_bytes - len(SCAN) + 1)), "file_too_large"),
        ("kind", "photo", "unknown_document_kind"),
        ("name", "a" * 300, "too_long"),
        ("name", "fdp.exe\u202e.pdf", "control_characters"),
        ("title", "b" * 300, "too_long"),
    ]
    for field, value, code in wrong:
        error = refused(cases, ketevan, "upload_document", case_id=case_id, **BESCHEID | {field: value})
        assert fault(error) == [(field, code)]


def test_the_largest_file_that_is_taken_comes_back_whole(cases: Cases, ketevan: Actor, case_id: str) -> None:
    content = SCAN + bytes(PROGRAMME.document_max_bytes - len(SCAN))
    filed = upload(cases, ketevan, case_id, content=in_base64(content))
    read = cases.ask(ketevan, "document", case_id=case_id, document_id=filed["document_id"])
    assert base64.b64decode(read["content"]) == content


def test_a_document_that_is_taken_out_leaves_a_line_and_no_content(cases: Cases, ketevan: Actor, case_id: str) -> None:
    one = {"case_id": case_id, "document_id": upload(cases, ketevan, case_id)["document_id"]}
    assert cases.ask(ketevan, "withdraw_document", **one, version=1)["version"] == 2
    (line,) = cases.ask(ketevan, "documents", case_id=case_id)["items"]
    assert (line["status"], line["withdrawn_by"], line["title"]) == (
        "withdrawn",
        "Ketevan Lomidze",
        "Bescheid vom Jobcenter",
    )
    with cases.database.reading() as tx:
        assert tx.execute(select(func.count()).select_from(document_contents)).scalar() == 0
    gone = refused(cases, ketevan, "document", **one)
    assert (type(gone), gone.code) == (Refused, "document_withdrawn")
    again = refused(cases, ketevan, "withdraw_document", **one, version=2)
    assert (type(again), again.code) == (Refused, "not_in_this_state")


def test_who_has_not_seen_the_last_state_takes_nothing_out(cases: Cases, ketevan: Actor, case_id: str) -> None:
    one = {"case_id": case_id, "document_id": upload(cases, ketevan, case_id)["document_id"]}
    assert isinstance(refused(cases, ketevan, "withdraw_document", **one, version=2), Conflict)


def test_nothing_is_filed_in_a_case_that_has_ended_but_what_is_there_can_be_taken_out(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    one = {"case_id": case_id, "document_id": upload(cases, ketevan, case_id)["document_id"]}
    version = cases.ask(ketevan, "case", case_id=case_id)["version"]
    cases.ask(ketevan, "close_case", case_id=case_id, version=version, reason="moved_away", outcome="unknown")
    assert refused(cases, ketevan, "upload_document", case_id=case_id, **BESCHEID).code == "not_in_this_state"
    assert cases.ask(ketevan, "documents", case_id=case_id)["may"] == ["withdraw"]
    cases.ask(ketevan, "withdraw_document", **one, version=1)


def test_documents_of_others_are_not_there(cases: Cases, ketevan: Actor, case_id: str) -> None:
    document_id = upload(cases, ketevan, case_id)["document_id"]
    elsewhere = cases.engage("mira", "kim")
    colleague = cases.engage("ben")
    own = cases.open(ketevan, name="Samir Haddad")
    asked: dict[str, dict[str, Any]] = {
        "documents": {},
        "document": {"document_id": document_id},
        "upload_document": BESCHEID,
        "withdraw_document": {"document_id": document_id, "version": 1},
    }
    for name, with_ in asked.items():
        foreign = refused(cases, elsewhere, name, case_id=case_id, **with_)
        missing = refused(cases, elsewhere, name, case_id=NOBODYS, **with_)
        assert (type(foreign), foreign.code) == (type(missing), missing.code) == (NotFound, "case_unknown")
        assert isinstance(refused(cases, colleague, name, case_id=case_id, **with_), NotAllowed)
        if "document_id" in with_:
            other = refused(cases, ketevan, name, case_id=own, **with_)
            assert (type(other), other.code) == (NotFound, "document_unknown")


def test_every_look_is_written_down(cases: Cases, ketevan: Actor, case_id: str) -> None:
    filed = upload(cases, ketevan, case_id)
    cases.ask(ketevan, "documents", case_id=case_id)
    cases.ask(ketevan, "document", case_id=case_id, document_id=filed["document_id"])
    with cases.database.reading() as tx:
        looks = tx.execute(select(access_log.c.what).where(access_log.c.subject == case_id)).scalars().all()
    assert list(looks) == ["documents", "document"]


def test_a_case_shows_what_came_last_and_the_list_goes_on_page_by_page(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    for number in range(12):
        upload(cases, ketevan, case_id, title=f"Blatt {number}")
    titles = [line["title"] for line in cases.ask(ketevan, "case", case_id=case_id)["documents"]]
    assert titles == [f"Blatt {number}" for number in range(11, 1, -1)]
    first = cases.ask(ketevan, "documents", case_id=case_id, limit=7)
    rest = cases.ask(ketevan, "documents", case_id=case_id, limit=7, cursor=first["next"])
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (7, 5, None)


def test_what_comes_in_by_mail_is_filed_without_anybody_at_a_desk(cases: Cases, ketevan: Actor, case_id: str) -> None:
    case = cases.store.cases.get(case_id)
    file_document(cases.store, cases.clock, case, "scan.pdf", PDF, SCAN, "other", "mail")
    (line,) = cases.ask(ketevan, "case", case_id=case_id)["documents"]
    assert (line["by"], line["kind"]) == (None, "other")
    with pytest.raises(Invalid):
        file_document(cases.store, cases.clock, case, "scan.png", "image/png", SCAN, "other", "mail")


def test_every_status_has_a_row_in_the_law() -> None:
    assert set(law.TRANSITIONS) == set(law.STATUSES)
    assert {to for row in law.TRANSITIONS.values() for to in row.values()} <= set(law.STATUSES)
