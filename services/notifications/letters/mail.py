"""A mail made of what is written: a text and an HTML part, and a calendar file with them."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime

from services.notifications.letters.words import RIGHT_TO_LEFT

_STYLE = "font:1.1rem/1.5 sans-serif;max-width:38rem;margin:1.5rem auto;padding:0 1rem"
_AT_A_GLANCE = ' style="font-weight:bold"'  # several short lines: when and where


class _Address(UnstructuredHeader, BaseHeader):
    """A web address in a header. Python folds one that is too long for a line into encoded words, which RFC 2047
    section 5 does not allow there, and no mail program shows its button then; RFC 5322 allows lines of 998 characters.
    """

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("List-Unsubscribe", _Address)
_POLICY = SMTP.clone(header_factory=_HEADERS)


@dataclass(frozen=True)
class Letter:
    """What is written, before it is put into a mail; `small` stands below the line."""

    language: str
    subject: str
    paragraphs: list[str]
    small: list[str]
    phone: str  # as it stands in HTML

    def as_text(self) -> str:
        return "\n\n".join([*self.paragraphs, "-- ", *self.small]) + "\n"

    def as_html(self) -> str:
        direction = "rtl" if self.language in RIGHT_TO_LEFT else "ltr"
        body = "\n".join(_paragraph(paragraph, self.phone) for paragraph in self.paragraphs)
        foot = "\n".join(f"<p><small>{_line(paragraph, '')}</small></p>" for paragraph in self.small)
        return (
            f'<!doctype html>\n<html lang="{self.language}" dir="{direction}">\n<head><meta charset="utf-8">'
            f"<title>{html.escape(self.subject)}</title></head>\n"
            f'<body dir="{direction}" style="{_STYLE}">\n'
            f"{body}\n<hr>\n{foot}\n</body>\n</html>\n"
        )


def mail_of(letter: Letter, *, sender: str, to: str, answers_to: str, message_id: str, at: datetime) -> EmailMessage:
    """The mail that carries a letter; `at` is when the letter was asked for."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = sender
    mail["To"] = to
    if answers_to:
        mail["Reply-To"] = answers_to
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's out-of-office shall answer
    mail.set_content(letter.as_text())
    mail.add_alternative(letter.as_html(), subtype="html")
    return mail


def enclose(mail: EmailMessage, file: bytes, method: str) -> None:
    """The calendar file twice: mail programs that know invitations read the one, all others save the other."""
    mail.add_alternative(file.decode(), subtype="calendar", params={"method": method}, cte="base64")
    # Not text/calendar again: some programs would offer the same appointment a second time.
    mail.add_attachment(file, maintype="application", subtype="ics", filename="invite.ics")


def _paragraph(paragraph: str, phone: str) -> str:
    glance = _AT_A_GLANCE if "\n" in paragraph else ""
    return f"<p{glance}>{_line(paragraph, phone)}</p>"


def _line(paragraph: str, phone: str) -> str:
    text = html.escape(paragraph)
    if paragraph.startswith(("http://", "https://")):
        return f'<a dir="ltr" href="{text}">{text}</a>'
    if phone:
        # Never over the end of a line: in Arabic its second half would be read first.
        dialled = f'<a dir="ltr" href="tel:{phone.replace(" ", "")}" style="white-space:nowrap">{phone}</a>'
        text = text.replace(phone, dialled)
    return text.replace("\n", "<br>\n")
