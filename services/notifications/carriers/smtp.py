"""Mail by SMTP."""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote

from services.notifications.carriers.outcomes import AddressRefused, Postponed, ProviderAway, Undeliverable

_TIMEOUT_SECONDS = 20.0
_PERMANENT = 500  # RFC 5321 section 4.2.1: 5yz is a permanent negative completion reply
# RFC 3463 section 3.8: 5.7.x is a matter of policy or of our standing there, whoever it was for.
_POLICY = re.compile(rb"^5\.7\.\d")


class SmtpCarrier:
    """Hands mail to a relay by SMTP (RFC 5321), with STARTTLS wherever the relay offers it (RFC 3207).

    The connection is kept from mail to mail until `rest`. `returns_to` is the address (MAIL FROM) that what cannot be
    delivered later comes back to; without one it comes back to the sender. Where the relay can (RFC 3461), it is told
    the message's id, so that what comes back names it.
    """

    def __init__(self, url: SplitResult, returns_to: str = ""):
        self._host = url.hostname or ""
        self._implicit_tls = url.scheme == "smtps"
        self._port = url.port or (465 if self._implicit_tls else 587)
        self._user, self._password = unquote(url.username or ""), unquote(url.password or "")
        self._returns_to = returns_to
        self._server: smtplib.SMTP | None = None

    def send(self, mail: EmailMessage) -> None:
        server = self._connected()
        try:
            server.send_message(mail, from_addr=self._returns_to or None, **_notifying(server, mail))
        except smtplib.SMTPRecipientsRefused as error:
            raise _about_the_recipient(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPSenderRefused as error:
            self.rest()
            raise ProviderAway(f"smtp_{error.smtp_code}") from error  # it is we whom they do not take mail from
        except smtplib.SMTPResponseException as error:
            raise _about_the_mail(error.smtp_code) from error
        except (smtplib.SMTPException, OSError) as error:
            # It broke in the middle of this mail: another one shows whether they are away altogether.
            self.rest()
            raise Postponed(type(error).__name__) from error

    def rest(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):  # whoever hangs up first: what was taken is taken
                server.quit()

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            try:
                self._server = self._connect()
            except smtplib.SMTPResponseException as error:
                raise ProviderAway(f"smtp_{error.smtp_code}") from error
            except (smtplib.SMTPException, OSError) as error:
                raise ProviderAway(type(error).__name__) from error
        return self._server

    def _connect(self) -> smtplib.SMTP:
        if self._implicit_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=_TIMEOUT_SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=_TIMEOUT_SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            if not self._implicit_tls and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo_or_helo_if_needed()
            if self._user:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server


def _notifying(server: smtplib.SMTP, mail: EmailMessage) -> dict[str, list[str]]:
    if not server.has_extn("dsn"):
        return {}
    message_id = mail["Message-ID"].strip("<>").partition("@")[0]
    return {"mail_options": ["RET=HDRS", f"ENVID={message_id}"], "rcpt_options": ["NOTIFY=FAILURE,DELAY"]}


def _about_the_recipient(code: int, words: bytes) -> Postponed | Undeliverable:
    reason = f"smtp_{code}"
    if code < _PERMANENT:
        return Postponed(reason)
    return Undeliverable(reason) if _POLICY.match(words) else AddressRefused(reason)


def _about_the_mail(code: int) -> Postponed | Undeliverable:
    return Undeliverable(f"smtp_{code}") if code >= _PERMANENT else Postponed(f"smtp_{code}")
