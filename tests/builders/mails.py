"""Mails as people write them, and a Maildir that they lie in."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.builders.files import SCAN

NINO_WRITES = "გამარჯობა, ბინას ვეძებ ვიურზელენში. დამეხმარეთ, გთხოვთ."


def mail(
    text: str = NINO_WRITES,
    *,
    sender: str = "Nino Beridze <nino@example.org>",
    subject: str = "ბინა",
    html: str | None = None,
    files: dict[str, bytes] | None = None,
    **headers: str,
) -> EmailMessage:
    """A mail from Nino; `headers` with _ for -, e.g. `In_Reply_To`."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "hilfe@example.org", subject
    message["Message-ID"] = headers.pop("Message_ID", "<one@example.org>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html is not None:
        message.clear_content()
        message.set_content(html, subtype="html")
    for name, content in (files or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def with_scan(**changes: Any) -> EmailMessage:
    """A mail that brings a PDF, and a programme that is not taken."""
    return mail(files={"Mietvertrag.pdf": SCAN, "start.exe": b"MZ\x90"}, **changes)


class Post:
    """A Maildir that mails are delivered to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._box = mailbox.Maildir(folder)

    @property
    def url(self) -> str:
        return f"maildir:{self.folder}"

    def deliver(self, message: EmailMessage | bytes) -> None:
        self._box.add(message if isinstance(message, bytes) else message.as_bytes())

    def flags(self) -> list[str]:
        """What stands on each mail: S was taken, F is kept apart, nothing waits."""
        return sorted(self._box.get_message(key).get_flags() for key in self._box.iterkeys())
