"""The words of a message, in the reader's language, as a mail with a text and an HTML part.

Content is neutral: whoever looks over the reader's shoulder learns a reference and where to call, never the
topic. The words stand in `words/<language>.toml`; the placeholders are the same in every language.
"""

from __future__ import annotations

import html
import tomllib
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any

from services.chassis.programme import Programme

_WORDS = Path(__file__).parent / "words"
_STYLE = "font:1.1rem/1.5 sans-serif;max-width:38rem;margin:1.5rem auto;padding:0 1rem"
_RIGHT_TO_LEFT = frozenset({"ar"})
# First strong isolate … pop directional isolate (UAX 9): a reference or a number keeps its order inside Arabic text.
_ISOLATE, _POP = "\u2068", "\u2069"


class Letters:
    """Writes the mails of one installation."""

    def __init__(self, programme: Programme, public_url: str, sender: str):
        self._programme = programme
        self._public_url = public_url.rstrip("/")
        self._sender = sender or programme.contact["email"]

    def language_for(self, wanted: str, read: str) -> str:
        """The language to write in: the one asked for, else the one the data notice was read in, else the default."""
        return next(
            (language for language in (wanted, read) if language in languages()), self._programme.default_language
        )

    def status_url(self, language: str, reference: str, token: str) -> str:
        """The link that opens a request's status page."""
        return f"{self._public_url}/{language}/status/{reference}/{token}"

    def write(self, kind: str, language: str, to: str, message_id: str, at: datetime, **facts: str) -> EmailMessage:
        """A mail of this kind. Raises KeyError for a kind without words or a placeholder without a fact."""
        words = _words(language)
        filled = {
            "office": self._programme.contact["office"][language],
            "phone": self._programme.contact["phone"],
            **facts,
        }
        head = words["letterhead"]
        body = [_fill(paragraph, filled, language) for paragraph in words[kind]["paragraphs"]]
        paragraphs = [head["greeting"], *body, head["closing"], self._programme.name[language]]
        small = [head["automatic"], head["language_note"]]
        return self._mail(words[kind]["subject"].format(**filled), language, to, message_id, at, paragraphs, small)

    def _mail(
        self,
        subject: str,
        language: str,
        to: str,
        message_id: str,
        at: datetime,
        paragraphs: list[str],
        small: list[str],
    ) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"] = self._sender
        mail["To"] = to
        mail["Subject"] = subject
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = f"<{message_id}@{self._sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's out-of-office shall answer
        mail.set_content("\n\n".join([*paragraphs, "-- ", *small]) + "\n")
        mail.add_alternative(_as_html(subject, language, paragraphs, small), subtype="html")
        mail["Content-Language"] = language  # last: setting the content takes all Content- headers away
        return mail


@cache
def languages() -> frozenset[str]:
    """The languages there are words in."""
    return frozenset(path.stem for path in _WORDS.glob("*.toml"))


@cache
def _words(language: str) -> Mapping[str, Any]:
    return tomllib.loads((_WORDS / f"{language}.toml").read_text(encoding="utf-8"))


def _fill(paragraph: str, facts: Mapping[str, str], language: str) -> str:
    if language in _RIGHT_TO_LEFT:
        # Not around an address that stands alone: what makes it a link would take the isolate for part of it.
        facts = {key: value if key.endswith("_url") else f"{_ISOLATE}{value}{_POP}" for key, value in facts.items()}
    return paragraph.format(**facts)


def _as_html(subject: str, language: str, paragraphs: list[str], small: list[str]) -> str:
    direction = "rtl" if language in _RIGHT_TO_LEFT else "ltr"
    body = "\n".join(f"<p>{_linked(paragraph)}</p>" for paragraph in paragraphs)
    foot = "\n".join(f"<p><small>{html.escape(paragraph)}</small></p>" for paragraph in small)
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head><meta charset="utf-8">'
        f"<title>{html.escape(subject)}</title></head>\n"
        f'<body dir="{direction}" style="{_STYLE}">\n'
        f"{body}\n<hr>\n{foot}\n</body>\n</html>\n"
    )


def _linked(paragraph: str) -> str:
    text = html.escape(paragraph)
    return f'<a dir="ltr" href="{text}">{text}</a>' if paragraph.startswith(("http://", "https://")) else text
