"""Mail by SMTP."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote

from services.notifications.carriers.outcomes import Postponed, Undeliverable

_TIMEOUT_SECONDS = 20.0
_PERMANENT = 500  # RFC 5321 section 4.2.1: 5yz is a permanent negative completion reply
# A server that does not let us in says nothing of the reader's address, whatever its number.
_ABOUT_US = (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError, smtplib.SMTPHeloError)


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
        except _ABOUT_US as error:
            raise Postponed(f"smtp_{error.smtp_code}") from error
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
