"""How a mail leaves: by SMTP, or as a file for development and demo. Both say what kind of failure it was."""

from __future__ import annotations

import os
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

_TIMEOUT_SECONDS = 20.0
_PERMANENT = 500  # RFC 5321 section 4.2.1: 5yz is a permanent negative completion reply


class Undeliverable(Exception):
    """The address does not take this mail and will not later; `reason` is a code, e.g. `smtp_550`."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class Postponed(Exception):
    """Not now: the server is away or asks to come again; `reason` is a code."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class Carrier(Protocol):
    """Anything that can take a mail away."""

    def send(self, mail: EmailMessage) -> None:
        """Hand the mail over. Raises Undeliverable or Postponed."""
        ...


def carrier(url: str) -> Carrier:
    """The carrier this address names: smtp://, smtps:// or file:. Raises ValueError for any other."""
    parts = urlsplit(url)
    if parts.scheme in ("smtp", "smtps") and parts.hostname:
        return SmtpCarrier(parts)
    if parts.scheme == "file" and parts.path:
        return FileCarrier(Path(unquote(parts.path)))
    raise ValueError("NOTIFICATIONS_MAIL_URL must be smtp://host:port, smtps://host:port or file:folder")


class FileCarrier:
    """Writes each mail as `<Message-ID>.eml` into a folder; the same mail twice is one file."""

    def __init__(self, folder: Path):
        self._folder = folder

    def send(self, mail: EmailMessage) -> None:
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        draft = self._folder / f".{name}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.touch(mode=0o600)
            draft.write_bytes(mail.as_bytes())
            os.replace(draft, self._folder / f"{name}.eml")
        except OSError as error:
            raise Postponed(f"file_{error.errno}") from error


class SmtpCarrier:
    """Hands mail to a relay by SMTP (RFC 5321), with STARTTLS wherever the relay offers it (RFC 3207).

    A connection per mail: mail is rare beside everything else, and a connection kept open dies unseen.
    """

    def __init__(self, url: SplitResult):
        self._host = url.hostname or ""
        self._implicit_tls = url.scheme == "smtps"
        self._port = url.port or (465 if self._implicit_tls else 587)
        self._user, self._password = unquote(url.username or ""), unquote(url.password or "")

    def send(self, mail: EmailMessage) -> None:
        try:
            with self._connect() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise self._failure(code) from error
        except smtplib.SMTPResponseException as error:
            raise self._failure(error.smtp_code) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Postponed(type(error).__name__) from error

    def _connect(self) -> smtplib.SMTP:
        if self._implicit_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=_TIMEOUT_SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=_TIMEOUT_SECONDS)
            server.ehlo_or_helo_if_needed()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
        if self._user:
            server.login(self._user, self._password)
        return server

    @staticmethod
    def _failure(code: int) -> Undeliverable | Postponed:
        return Undeliverable(f"smtp_{code}") if code >= _PERMANENT else Postponed(f"smtp_{code}")
