"""How a mail leaves, as far as that can be tried without a network (SMTP is in tests/integration)."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from services.notifications.carriers import carrier
from services.notifications.carriers.files import FileCarrier
from services.notifications.carriers.outcomes import Postponed
from services.notifications.carriers.smtp import SmtpCarrier


def mail(number: int = 1) -> EmailMessage:
    written = EmailMessage()
    written["Message-ID"] = f"<letter-{number}@example.org>"
    written["To"] = "nino@example.org"
    written.set_content("გამარჯობა")
    return written


def test_each_mail_is_a_file_only_its_owner_can_read_and_the_same_mail_twice_is_one(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    for number in (1, 2, 2):
        FileCarrier(folder).send(mail(number))
    assert sorted(path.name for path in folder.iterdir()) == ["letter-1.eml", "letter-2.eml"]
    assert (folder / "letter-1.eml").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_written_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("in the way")
    with pytest.raises(Postponed) as reason:
        FileCarrier(tmp_path / "mail").send(mail())
    assert reason.value.reason.startswith("file_")


def test_the_address_names_the_carrier(tmp_path: Path) -> None:
    assert isinstance(carrier(f"file:{tmp_path}"), FileCarrier)
    assert isinstance(carrier("smtp://user:p%40ss@mail.example.org"), SmtpCarrier)
    assert isinstance(carrier("smtps://mail.example.org"), SmtpCarrier)


@pytest.mark.parametrize("url", ["", "mail.example.org", "http://mail.example.org", "smtp://", "file:"])
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        carrier(url)
