"""Where the town's mail arrives: files in a folder (embedded), or a mail server of our own (real)."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.eventually import eventually
from tests.processes import free_ports

_OF_REPORTS = ("RET=", "ENVID=", "NOTIFY=", "ORCPT=")


class Mailbox:
    """All mail that has left the town; `letters` reads it anew each time."""

    def letters(self) -> list[EmailMessage]:
        raise NotImplementedError

    def to(self, address: str) -> list[EmailMessage]:
        """What has come for this address so far."""
        return [letter for letter in self.letters() if letter["To"] == address]

    def awaits(self, address: str, count: int = 1) -> list[EmailMessage]:
        """The letters for this address, once there are `count` of them."""

        def arrived() -> list[EmailMessage]:
            letters = self.to(address)
            assert len(letters) >= count, f"{len(letters)} of {count} letters came for {address}"
            return letters

        return eventually(arrived, within=20)


class Folder(Mailbox):
    """Mail as files, as the embedded world writes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def letters(self) -> list[EmailMessage]:
        found = sorted(self.folder.glob("*.eml")) if self.folder.is_dir() else []
        return [read(path.read_bytes()) for path in found]


class PostOffice(Mailbox):
    """A mail server (SMTP) that takes everything, but for what `refusals` says: address → answer (`550 unknown`).

    `refuses_sender` and `refuses_content` are answers to everybody; `knows_dsn` makes it one that can be told how to
    report (RFC 3461). What it was told of that stands in `options`.
    """

    def __init__(self) -> None:
        self.refusals: dict[str, str] = {}
        self.refuses_sender: str | None = None
        self.refuses_content: str | None = None
        self.knows_dsn = False
        self.greeted = 0
        self.senders: list[str] = []
        self.options: list[str] = []
        self.taken: list[bytes] = []  # as it came
        (self.port,) = free_ports(1)
        self._controller: Any = None

    def letters(self) -> list[EmailMessage]:
        return [read(body) for body in self.taken]

    def open(self) -> None:
        self._controller = _Office(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self) -> None:
        controller, self._controller = self._controller, None
        if controller:
            controller.stop()

    async def handle_EHLO(
        self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.greeted += 1
        return [*responses[:-1], *(["250-DSN"] if self.knows_dsn else []), responses[-1]]

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if self.refuses_sender:
            return self.refuses_sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        self.senders.append(address)
        return "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.refuses_content:
            return self.refuses_content
        self.taken.append(envelope.content)
        return "250 OK"


class _Office(Controller):
    """Controls a server that notes what it is told of reports."""

    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)


class _Server(SMTP):
    """A server of the library's, which refuses the parameters of RFC 3461: they are noted and taken off."""

    async def smtp_MAIL(self, arg: str | None) -> None:
        await super().smtp_MAIL(self._without(arg))

    async def smtp_RCPT(self, arg: str | None) -> None:
        await super().smtp_RCPT(self._without(arg))

    def _without(self, arg: str | None) -> str:
        address, *options = (arg or "").split(" ")
        self.event_handler.options += [option for option in options if option.startswith(_OF_REPORTS)]
        return " ".join([address, *(option for option in options if not option.startswith(_OF_REPORTS))])


def read(body: bytes) -> EmailMessage:
    parse: Callable[..., Any] = email.message_from_bytes
    letter: EmailMessage = parse(body, policy=email.policy.default)
    return letter


def part(letter: EmailMessage, kind: str) -> str:
    """The text of a letter's `plain` or `html` part."""
    found = letter.get_body((kind,))
    assert found is not None, f"the letter has no {kind} part"
    return str(found.get_content())


def link_in(letter: EmailMessage) -> str:
    """The address that stands alone on a line of the letter's text."""
    return next(line for line in part(letter, "plain").splitlines() if line.startswith("http"))
