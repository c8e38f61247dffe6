"""The channel e-mail: each mail is taken once; what no person wrote is passed over; a reply lands where it belongs."""

from __future__ import annotations

import base64
import imaplib
import time
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis import mailboxes
from services.chassis.envelope import MAX_BYTES
from services.chassis.errors import Conflict, Invalid, NotFound
from services.chassis.identity import Actor
from services.chassis.testing import said, types_of
from services.intake import mails
from tests.builders import PROGRAMME, Intake
from tests.builders.files import SCAN
from tests.builders.mails import NINO_WRITES, Post, mail, with_scan
from tests.builders.reports import report
from tests.unit.intake.voices import accepted, received, sent

OF_ANOTHER = Actor(frozenset({"desk"}), "bruecke", "a9")


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post(tmp_path / "post")


def the_request(intake: Intake) -> dict[str, Any]:
    """The only request there is, as the desk sees it."""
    (line,) = intake.requests()["items"]
    return intake.request(line["request_id"])


def asked_by_mail(intake: Intake, post: Post, message: EmailMessage | None = None) -> str:
    post.deliver(message or mail())
    assert intake.read_mail(post.url) == ["request"]
    return str(the_request(intake)["request_id"])


def test_a_mail_becomes_a_request_in_its_language_and_a_receipt_is_on_its_way(intake: Intake, post: Post) -> None:
    asked_by_mail(intake, post)
    found = the_request(intake)
    assert (found["channel"], found["language"], found["language_guessed"]) == ("email", "ka", True)
    assert found["person"]["name"] == "Nino Beridze"
    assert (found["person"]["email"], found["person"]["message"]) == ("nino@example.org", NINO_WRITES)
    assert (found["municipality"], found["topics"], found["receipt"]) == ("unknown", [], "queued")
    assert (found["consent_way"], found["notice_language"]) == ("notice_sent", "ka")
    assert types_of(said(intake.database)) == ["contact.given.v1", "request.received.v1"]
    assert post.flags() == ["S"]


def test_a_mail_is_taken_once_even_if_a_crash_left_it_unmarked_or_it_was_delivered_twice(
    intake: Intake, post: Post
) -> None:
    asked_by_mail(intake, post)
    post.deliver(mail())
    assert intake.read_mail(post.url) == ["taken_before"]
    assert intake.read_mail(post.url) == []
    assert len(intake.requests()["items"]) == 1
    post.deliver(mail("Another thing altogether, with a borrowed id."))
    assert intake.read_mail(post.url) == ["request"]


@pytest.mark.parametrize(
    "message",
    [
        mail(Auto_Submitted="auto-replied"),
        mail(Precedence="bulk"),
        mail(List_Id="<news.example.org>"),
        mail(Return_Path="<>"),
        mail(X_Auto_Response_Suppress="All"),
        mail(sender="MAILER-DAEMON@mx.example.org"),
        mail(sender=f"Wir <{PROGRAMME.contact['email'].upper()}>"),
    ],
    ids=["RFC 3834", "bulk", "list", "bounce", "exchange", "daemon", "ourselves"],
)
def test_what_no_person_wrote_is_marked_as_read_and_nothing_else(
    intake: Intake, post: Post, message: EmailMessage
) -> None:
    post.deliver(message)
    assert intake.read_mail(post.url) == ["automatic"]
    assert (post.flags(), intake.requests()["items"], said(intake.database)) == (["S"], [], [])


def test_more_than_so_many_mails_of_one_sender_in_a_day_are_flagged_for_a_person(intake: Intake, post: Post) -> None:
    for number in range(3):
        post.deliver(mail(f"Nummer {number}", Message_ID=f"<{number}@example.org>"))
    assert sorted(intake.read_mail(post.url, per_sender_a_day=2)) == ["request", "request", "too_many"]
    assert post.flags() == ["F", "S", "S"]
    intake.clock.advance(timedelta(days=1, seconds=1))
    post.deliver(mail("Und noch eine", Message_ID="<4@example.org>"))
    assert intake.read_mail(post.url, per_sender_a_day=2) == ["request"]


def test_a_mail_that_cannot_be_read_is_flagged_and_shown_to_operators_without_its_words(
    intake: Intake, post: Post
) -> None:
    post.deliver(b"Subject: geheim\n\nNiemand hat das geschrieben.")
    assert intake.read_mail(post.url) == ["unreadable"]
    assert (post.flags(), intake.read_mail(post.url)) == (["F"], [])
    with intake.database.reading() as tx:
        (parked,) = tx.execute(text("SELECT body, reason FROM inbox WHERE state = 'parked'")).all()
    assert "flagged in the mailbox" in parked.reason
    assert "geheim" not in parked.body


def test_html_is_read_as_text_and_a_name_is_made_of_the_address_where_there_is_none(intake: Intake, post: Post) -> None:
    page = "<p>Hallo,<br>ich brauche <b>Hilfe</b>.</p><script>steal()</script>"
    asked_by_mail(intake, post, mail(sender="nino.b@example.org", subject="Hilfe", html=page))
    person = the_request(intake)["person"]
    assert person["name"] == "nino.b"
    assert "ich brauche Hilfe." in person["message"]
    assert "steal" not in person["message"]


def test_files_are_kept_sealed_and_handed_to_the_desk_of_the_region_alone(intake: Intake, post: Post) -> None:
    request_id = asked_by_mail(intake, post, with_scan())
    (file,) = the_request(intake)["attachments"]
    assert (file["name"], file["media_type"], file["size"]) == ("Mietvertrag.pdf", "application/pdf", len(SCAN))
    assert the_request(intake)["letters"][0]["left_out"] == 1
    opened = intake.attachment(request_id, file["attachment_id"])
    assert base64.b64decode(opened["content"]) == SCAN
    with pytest.raises(NotFound):
        intake.attachment(request_id, file["attachment_id"], OF_ANOTHER)
    with intake.database.reading() as tx:
        (row,) = tx.execute(text("SELECT a.name, c.content FROM attachments a, attachment_contents c")).all()
    assert b"Mietvertrag" not in bytes(row.name)
    assert SCAN[:8] not in bytes(row.content)


def test_a_mail_too_long_for_a_request_stays_whole_beside_it(intake: Intake, post: Post) -> None:
    asked_by_mail(intake, post, mail("Bitte helfen Sie uns. " * 400))
    found = the_request(intake)
    assert len(found["person"]["message"]) == 4000
    assert len(found["letters"][0]["text"]) > 8000


def test_triage_asks_for_what_a_mail_did_not_say_and_tells_it(intake: Intake, post: Post) -> None:
    request_id = asked_by_mail(intake, post)
    with pytest.raises(Invalid) as refusal:
        intake.triage(request_id)
    assert [error.field for error in refusal.value.errors] == ["topics", "municipality"]
    intake.triage(request_id, topics=["housing"], municipality="wuerselen", language="de")
    found = the_request(intake)
    assert (found["municipality"], found["language"], found["language_guessed"]) == ("wuerselen", "de", False)
    assert said(intake.database)[-1].data["municipality"] == "wuerselen"


def test_a_reply_lands_at_its_request_unread_without_what_it_quotes(intake: Intake, post: Post) -> None:
    request_id = asked_by_mail(intake, post)
    intake.hear(sent(request_id, "m1"))
    reply = "Ja, am Montag.\n\nAm 23.11.2026 um 13:00 schrieb KIM <kim@example.org>:\n> Ihr Anliegen\n> Guten Tag"
    post.deliver(mail(reply, In_Reply_To="<m1@example.org>", Message_ID="<two@example.org>"))
    assert intake.read_mail(post.url) == ["letter"]
    (letter,) = the_request(intake)["letters"]
    assert (letter["text"], letter["known_sender"], letter["read_at"]) == ("Ja, am Montag.", True, None)
    assert intake.requests()["items"][0]["unread"] == 1
    assert intake.read_letter(request_id)["version"] == 2
    assert intake.requests()["items"][0]["unread"] == 0
    with pytest.raises(NotFound):
        intake.read_letter(request_id, OF_ANOTHER)


@pytest.mark.parametrize("again", ["\n", "On ", "Am 1.2.2025 schrieb "])
def test_a_reply_that_was_made_to_take_for_ever_does_not(again: str) -> None:
    begun = time.monotonic()
    read = mails.read(mail(f"Ja.\n{again * 20_000}", In_Reply_To="<m1@example.org>").as_bytes(), (), 10)
    assert read.text.startswith("Ja.")
    assert time.monotonic() - begun < 20, "seconds, where it was minutes"


def test_the_reference_in_a_subject_finds_the_request_and_another_address_is_said(intake: Intake, post: Post) -> None:
    request_id = asked_by_mail(intake, post)
    subject = f"Re: Ihr Anliegen {the_request(intake)['reference'].lower()}"
    post.deliver(mail("Ich schreibe für sie.", sender="giorgi@example.org", subject=subject))
    assert intake.read_mail(post.url) == ["letter"]
    (letter,) = intake.request(request_id)["letters"]
    assert (letter["sender"], letter["known_sender"]) == ("giorgi@example.org", False)


def test_a_letter_is_read_in_the_version_that_was_seen(intake: Intake, post: Post) -> None:
    request_id = asked_by_mail(intake, post, with_scan())
    intake.read_letter(request_id)
    letter = the_request(intake)["letters"][0]
    from services.intake import commands
    from tests.builders import DESK

    with pytest.raises(Conflict):
        commands.mark_letter_read(intake.store, DESK, intake.clock, request_id, letter["letter_id"], 1)


def test_what_was_written_goes_sealed_to_the_helper_in_small_pieces_and_is_forgotten_here(
    intake: Intake, post: Post
) -> None:
    large = SCAN + bytes(1_000_000)
    request_id = asked_by_mail(intake, post, mail("lang " * 1000, files={"Bescheid.pdf": large}))
    intake.triage(request_id, topics=["housing"], municipality="wuerselen")
    offer = intake.offer(request_id)
    intake.hear(accepted(offer))
    told = [message for message in said(intake.database) if message.subject == request_id]
    assert types_of(told)[-5:] == [
        "request.handed_over.v1",
        "letter.received.v1",
        *["attachment.passed_on.v1"] * 3,
    ]
    assert all(len(message.to_json()) < MAX_BYTES for message in told)
    intake.hear(received(offer))
    post.deliver(mail("Danke!", subject=intake.request(request_id)["reference"], Message_ID="<3@example.org>"))
    assert intake.read_mail(post.url) == ["passed_on"]
    later = said(intake.database)[-1]
    assert (later.type, later.data["about"], later.data["to"]) == ("letter.received.v1", request_id, "bruecke")
    assert "Danke" not in later.to_json()
    with intake.database.reading() as tx:
        for table in ("letters", "attachments", "attachment_contents"):
            assert tx.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


def test_a_reply_to_what_is_over_begins_anew(intake: Intake, post: Post) -> None:
    request_id = asked_by_mail(intake, post)
    reference = the_request(intake)["reference"]
    intake.answer(request_id)
    post.deliver(mail("Noch eine Frage", subject=f"Re: {reference}"))
    assert intake.read_mail(post.url) == ["request"]


def test_an_answer_to_an_appointment_of_a_case_without_a_request_goes_to_that_case(intake: Intake, post: Post) -> None:
    intake.hear(sent("01a20846-fe00-7000-8000-0000000000c1", "m7", kind="appointment_invitation"))
    post.deliver(mail("Ich komme.", References="<x@example.org> <m7@example.org>"))
    assert intake.read_mail(post.url) == ["passed_on"]
    last = said(intake.database)[-1]
    assert (last.data["about"], last.data.get("to")) == ("01a20846-fe00-7000-8000-0000000000c1", None)


def test_a_mailbox_that_is_not_there_waits_for_the_next_minute(intake: Intake, tmp_path: Path) -> None:
    assert intake.read_mail(f"maildir:{tmp_path / 'nowhere'}") == []
    assert intake.read_mail("") == []


def test_a_server_that_hangs_up_in_between_is_away_and_what_it_said_is_not_told() -> None:
    class HangsUp:
        def flag(self, *_: object) -> None:
            raise imaplib.IMAP4.abort("bye, nino@example.org")

    with pytest.raises(mailboxes.Unreachable, match="^the mail server has hung up: abort$"):
        mailboxes._mark(HangsUp(), "1", "\\Seen")  # type: ignore[arg-type]


def test_what_a_mail_server_tells_of_a_mail_of_ours_is_said_once(intake: Intake, post: Post) -> None:
    ours = "01a20846-fe00-7000-8000-000000000b01"
    for _ in range(2):
        post.deliver(report(ours))
    post.deliver(report("somebody-elses"))
    assert sorted(intake.read_mail(post.url)) == ["automatic", "returned", "taken_before"]
    (told,) = said(intake.database)
    assert told.type == "mail.returned.v1"
    assert {name: told.data[name] for name in ("message_id", "action", "status")} == {
        "message_id": ours,
        "action": "failed",
        "status": "5.1.1",
    }
    assert post.flags() == ["S", "S", "S"]
