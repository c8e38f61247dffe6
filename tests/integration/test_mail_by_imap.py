"""Mails over IMAP, from a real server: taken once, marked after the commit, kept apart, and away."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from imap_tools import MailBoxUnencrypted

from services.chassis.database import Database
from services.chassis.identity import Actor
from services.chassis.mailboxes import Mailbox, Unreachable, mailbox_at
from services.chassis.testing import StoppedClock
from services.intake import commands
from tests.builders import Intake
from tests.builders.intake import READING
from tests.builders.mails import mail, with_scan
from tests.dovecot import PASSWORD, USER, Dovecot


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    # Not below pytest's own folders: nobody else may enter those.
    folder = Path(tempfile.mkdtemp(prefix="lotse-imap-"))
    server = Dovecot.create(folder / "dovecot")
    try:
        server.start()
        yield server
    finally:
        server.dispose()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def box(server: Dovecot) -> Mailbox:
    with admitted(server) as client:
        client.delete(client.uids())
    found = mailbox_at(server.url, PASSWORD, "INTAKE_MAILBOX_URL")
    assert found is not None
    return found


def admitted(server: Dovecot) -> MailBoxUnencrypted:
    return MailBoxUnencrypted("127.0.0.1", server.port).login(USER, PASSWORD)


def flags(server: Dovecot) -> list[tuple[str, ...]]:
    with admitted(server) as client:
        return [tuple(flag for flag in one.flags if flag != "\\Recent") for one in client.fetch(mark_seen=False)]


def test_mails_are_taken_once_and_marked_when_they_are_safe(
    server: Dovecot, box: Mailbox, new_database: Callable[[str], Database]
) -> None:
    intake = Intake(new_database("intake"), StoppedClock())
    taking = intake.store, Actor.system(), intake.clock, box
    with admitted(server) as client:
        client.append(with_scan().as_bytes())
        client.append(b"Subject: nobody\r\n\r\nNobody has written this.\r\n")
        client.append(mail(Message_ID="<auto@example.org>", Auto_Submitted="auto-replied").as_bytes())

    def crash(text: str) -> str:
        raise RuntimeError("the process dies in the middle")

    with pytest.raises(RuntimeError):
        commands.read_mailbox(*taking, replace(READING, guess=crash))
    assert flags(server) == [(), (), ()]
    assert intake.requests()["items"] == []

    assert commands.read_mailbox(*taking, READING) == ["request", "unreadable", "automatic"]
    assert flags(server) == [("\\Seen",), ("\\Flagged",), ("\\Seen",)]
    assert box.apart() == 1
    assert commands.read_mailbox(*taking, READING) == []
    (line,) = intake.requests()["items"]
    assert intake.request(line["request_id"])["attachments"][0]["name"] == "Mietvertrag.pdf"

    with admitted(server) as client:  # the crash was after the commit: it is there unmarked once more
        client.flag(client.uids()[:1], "\\Seen", False)
    assert commands.read_mailbox(*taking, READING) == ["taken_before"]
    assert flags(server)[0] == ("\\Seen",)


def test_a_wrong_password_and_a_server_that_is_away_are_said_without_the_secret(server: Dovecot) -> None:
    wrong = mailbox_at(server.url, "another", "INTAKE_MAILBOX_URL")
    away = mailbox_at("imap://hilfe@127.0.0.1:1/INBOX", PASSWORD, "INTAKE_MAILBOX_URL")
    for box in (wrong, away):
        assert box is not None
        with pytest.raises(Unreachable) as failure:
            box.apart()
        assert PASSWORD not in str(failure.value)
