"""The words of a message, in the reader's language, as a mail with a text and an HTML part.

Content is neutral: whoever looks over the reader's shoulder learns a reference, when and where, and whom to call,
never the topic. The words stand in `words/<language>.toml`; the placeholders are the same in every language. What
says something we have no fact for is left out; paragraphs in a list of their own stand or fall together.
"""

from __future__ import annotations

import html
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

from services.chassis.programme import Programme
from services.notifications.calendars import METHODS, calendar_file
from services.notifications.dates import day, hour
from services.notifications.model import Appointment

_WORDS = Path(__file__).parent / "words"
_STYLE = "font:1.1rem/1.5 sans-serif;max-width:38rem;margin:1.5rem auto;padding:0 1rem"
_AT_A_GLANCE = ' style="font-weight:bold"'  # several short lines: when and where
_RIGHT_TO_LEFT = frozenset({"ar"})
# First strong isolate … pop directional isolate (UAX 9): a reference or a number keeps its order inside Arabic text.
_ISOLATE, _POP = "\u2068", "\u2069"

Facts = Mapping[str, str | None]  # placeholder → what stands in its place; None where there is nothing to say


class Letters:
    """Writes the mails of one installation."""

    def __init__(self, programme: Programme, public_url: str, sender: str, answers_to: str = ""):
        self._programme = programme
        self._public_url = public_url.rstrip("/")
        self._sender = sender or programme.contact["email"]
        self._answers_to = answers_to
        self._zone = ZoneInfo(programme.time_zone)

    def language_for(self, wanted: str, read: str) -> str:
        """The language to write in: the one asked for, else the one the data notice was read in, else the default."""
        return next(
            (language for language in (wanted, read) if language in languages()), self._programme.default_language
        )

    def status_url(self, language: str, reference: str, token: str) -> str:
        """The link that opens a request's status page."""
        return f"{self._public_url}/{language}/status/{reference}/{token}"

    def knows_place(self, code: str | None) -> bool:
        """Whether we can say where this is; of nowhere in particular nothing need be said."""
        return code is None or code in self._programme.places

    def write(
        self,
        kind: str,
        language: str,
        to: str,
        message_id: str,
        at: datetime,
        appointment: Appointment | None = None,
        **facts: str | None,
    ) -> EmailMessage:
        """A mail of this kind. Raises KeyError for a kind without words or a placeholder without a fact."""
        words = _words(language)
        filled: Facts = {
            "office": self._programme.contact["office"][language],
            "phone": self._programme.contact["phone"],
            "notice_url": f"{self._public_url}/{language}/notice",
            **facts,
            **(self._facts_of(appointment, language) if appointment else {}),
        }
        letter = _Letter(
            language,
            words[kind]["subject"].format(**filled),
            [words["letterhead"]["greeting"]]
            + _body(words[kind]["paragraphs"], filled, language)
            + [words["letterhead"]["closing"], self._programme.name[language]],
            [words["letterhead"]["automatic"], words["letterhead"]["language_note"]],
            html.escape(filled["phone"] or ""),
        )
        mail = self._addressed(letter.subject, to, message_id, at)
        mail.set_content(letter.as_text())
        mail.add_alternative(letter.as_html(), subtype="html")
        if appointment:
            where = f"{filled['place']}, {filled['address']}" if filled["place"] else None
            summary = words["calendar"]["summary"]
            file = calendar_file(kind, appointment, sender=self._sender, to=to, summary=summary, location=where, at=at)
            _enclose(mail, file, METHODS[kind])
        mail["Content-Language"] = language  # last: setting the content takes all Content- headers away
        return mail

    def _facts_of(self, appointment: Appointment, language: str) -> Facts:
        place = self._programme.places[appointment.place] if appointment.place else None
        return {
            "date": day(appointment.starts_at, language, self._zone),
            "begins": hour(appointment.starts_at, self._zone),
            "ends": hour(appointment.ends_at, self._zone) if appointment.ends_at else None,
            "place": place.name[language] if place else None,
            "address": place.address if place else None,
            **self._whom_to_call(appointment.organisation),
        }

    def _whom_to_call(self, organisation: str) -> Facts:
        """A provider's appointments are known to the provider alone, so that it is no use to call the authority."""
        provider = self._programme.organisations.get(organisation)
        if provider is None or organisation == self._programme.organisation:
            return {}
        return {"office": provider.name, "phone": provider.phone}

    def _addressed(self, subject: str, to: str, message_id: str, at: datetime) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"] = self._sender
        mail["To"] = to
        if self._answers_to:
            mail["Reply-To"] = self._answers_to
        mail["Subject"] = subject
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = f"<{message_id}@{self._sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's out-of-office shall answer
        return mail


@dataclass(frozen=True)
class _Letter:
    """What is written, before it is put into a mail; `small` stands below the line."""

    language: str
    subject: str
    paragraphs: list[str]
    small: list[str]
    phone: str  # as it stands in HTML

    def as_text(self) -> str:
        return "\n\n".join([*self.paragraphs, "-- ", *self.small]) + "\n"

    def as_html(self) -> str:
        direction = "rtl" if self.language in _RIGHT_TO_LEFT else "ltr"
        body = "\n".join(_paragraph(paragraph, self.phone) for paragraph in self.paragraphs)
        foot = "\n".join(f"<p><small>{html.escape(paragraph)}</small></p>" for paragraph in self.small)
        return (
            f'<!doctype html>\n<html lang="{self.language}" dir="{direction}">\n<head><meta charset="utf-8">'
            f"<title>{html.escape(self.subject)}</title></head>\n"
            f'<body dir="{direction}" style="{_STYLE}">\n'
            f"{body}\n<hr>\n{foot}\n</body>\n</html>\n"
        )


@cache
def languages() -> frozenset[str]:
    """The languages there are words in."""
    return frozenset(path.stem for path in _WORDS.glob("*.toml"))


@cache
def _words(language: str) -> Mapping[str, Any]:
    return tomllib.loads((_WORDS / f"{language}.toml").read_text(encoding="utf-8"))


def _body(written: Sequence[str | list[str]], facts: Facts, language: str) -> list[str]:
    groups = [[paragraph] if isinstance(paragraph, str) else paragraph for paragraph in written]
    told = [group for group in groups if all(facts[name] is not None for name in _placeholders(group))]
    return [_fill(paragraph, facts, language) for group in told for paragraph in group]


def _placeholders(paragraphs: list[str]) -> set[str]:
    return {name for paragraph in paragraphs for _, name, _, _ in Formatter().parse(paragraph) if name}


def _fill(paragraph: str, facts: Facts, language: str) -> str:
    if language in _RIGHT_TO_LEFT:
        # Not around an address that stands alone: what makes it a link would take the isolate for part of it.
        facts = {key: value if key.endswith("_url") else f"{_ISOLATE}{value}{_POP}" for key, value in facts.items()}
    return paragraph.format(**facts)


def _enclose(mail: EmailMessage, file: bytes, method: str) -> None:
    """The calendar file twice: mail programs that know invitations read the one, all others save the other."""
    mail.add_alternative(file.decode(), subtype="calendar", params={"method": method}, cte="base64")
    # Not text/calendar again: some programs would offer the same appointment a second time.
    mail.add_attachment(file, maintype="application", subtype="ics", filename="invite.ics")


def _paragraph(paragraph: str, phone: str) -> str:
    text = html.escape(paragraph)
    if paragraph.startswith(("http://", "https://")):
        return f'<p><a dir="ltr" href="{text}">{text}</a></p>'
    if phone:
        # Never over the end of a line: in Arabic its second half would be read first.
        dialled = f'<a dir="ltr" href="tel:{phone.replace(" ", "")}" style="white-space:nowrap">{phone}</a>'
        text = text.replace(phone, dialled)
    glance = _AT_A_GLANCE if "\n" in text else ""
    return "<p{}>{}</p>".format(glance, text.replace("\n", "<br>\n"))
