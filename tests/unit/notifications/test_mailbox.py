"""For development and demo: what would have left."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.chassis.errors import NotAllowed, NotFound
from services.chassis.identity import Actor
from services.chassis.testing import NOON
from services.notifications.carriers.files import FileCarrier, TextFiles, folder_of
from services.notifications.carriers.texts import TextMessage
from services.notifications.letters import Letters
from services.notifications.queries.mailbox import mailbox
from tests.builders import PROGRAMME, PUBLIC_URL

OPERATOR = Actor(frozenset({"operator"}), "kim", "1")


def test_what_was_written_into_files_can_be_read(tmp_path: Path) -> None:
    assert mailbox(OPERATOR, tmp_path / "mail", None) == {"mails": [], "texts": []}, "before the first one"
    letters = Letters(PROGRAMME, PUBLIC_URL, "")
    mail = letters.write("question_asked", "ar", "nino@example.org", "1", NOON, reference="K7M-4XQ-6")
    FileCarrier(tmp_path / "mail").send(mail)
    TextFiles(tmp_path / "sms").send(TextMessage("+493023125011", "Ihr Termin", "2"))
    found = mailbox(OPERATOR, tmp_path / "mail", tmp_path / "sms")
    (seen,), (text,) = found["mails"], found["texts"]
    assert (seen["to"], seen["language"]) == ("nino@example.org", "ar")
    assert "K7M-4XQ-6" in seen["text"]
    assert (text["to"], text["text"]) == ("+493023125011", "Ihr Termin")


def test_where_messages_really_leave_there_is_no_mailbox_and_for_nobody_else(tmp_path: Path) -> None:
    assert folder_of("smtp://mail.example.org") is folder_of("") is None
    with pytest.raises(NotFound):
        mailbox(OPERATOR, None, None)
    with pytest.raises(NotAllowed):
        mailbox(Actor(frozenset({"counsellor"}), "kim", "1"), tmp_path, None)
