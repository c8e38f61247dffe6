"""A mailbox that is read: a folder on an IMAP server, or a Maildir.

A mail stays where it is. Once what it says is safe it is marked as read; one that a person has to look at is flagged
instead, and passed over from then on. Whatever happens in between, it is read again, which changes nothing.
"""

from __future__ import annotations

import mailbox
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

_TIMEOUT_SECONDS = 30.0
# Larger than any mail server lets a mail be; it would only fill the memory.
_LARGEST_MAIL = 50 * 2**20
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Unreachable(Exception):
    """The mailbox does not answer, or does not let us in; the message says which, and nothing secret."""


@dataclass(frozen=True, repr=False)
class Found:
    """A mail that nobody has read yet. `content` is None for one that is too large to be a letter."""

    content: bytes | None
    take: Callable[[], None]
    keep_apart: Callable[[], None]


class Mailbox(Protocol):
    """Anything that mails can be read from."""

    def unread(self, limit: int) -> Iterator[Found]:
        """Mails that nobody has taken or kept apart, the oldest first. Raises Unreachable."""
        ...

    def apart(self) -> int:
        """How many mails are flagged, for a person to look at. Raises Unreachable."""
        ...


def mailbox_at(url: str, password: str, setting: str) -> Mailbox | None:
    """The mailbox this address names: imaps://, imap:// or maildir:; None for no address.

    Raises ValueError, which names the `setting` it stands in and not the address.
    """
    parts = urlsplit(url)
    if not url:
        return None
    if parts.scheme == "maildir" and parts.path:
        return MaildirMailbox(Path(unquote(parts.path)))
    if parts.scheme in ("imap", "imaps") and parts.hostname and parts.username:
        return ImapMailbox(parts, password)
    raise ValueError(f"{setting} must be imaps://user@host/INBOX, imap://user@host/INBOX or maildir:/folder")


class MaildirMailbox:
    """A folder with a file for each mail, as mail servers on the same machine deliver them."""

    def __init__(self, folder: Path):
        self._folder = folder

    def unread(self, limit: int) -> Iterator[Found]:
        box = self._open()
        waiting = sorted(key for key, flags in self._flags() if not flags & {"S", "F"})
        for key in waiting[:limit]:
            content = box.get_bytes(key)
            fits = len(content) <= _LARGEST_MAIL
            yield Found(content if fits else None, self._marking(box, key, "S"), self._marking(box, key, "F"))

    def apart(self) -> int:
        self._open()
        return sum("F" in flags for _, flags in self._flags())

    def _flags(self) -> list[tuple[str, set[str]]]:
        """Every mail by its key, with its flags, as both stand in the name of its file: no mail is opened for that."""
        files = [path.name for part in ("new", "cur") for path in (self._folder / part).iterdir()]
        return [(key, set(flags)) for key, _, flags in (name.partition(":2,") for name in files)]

    def _open(self) -> mailbox.Maildir:
        try:
            return mailbox.Maildir(self._folder, create=False)
        except (OSError, mailbox.Error) as error:
            raise Unreachable(f"there is no Maildir in {self._folder.name}/: {type(error).__name__}") from error

    @staticmethod
    def _marking(box: mailbox.Maildir, key: str, flag: str) -> Callable[[], None]:
        def mark() -> None:
            message = box.get_message(key)
            message.add_flag(flag)
            message.set_subdir("cur")
            box[key] = message

        return mark


class ImapMailbox:
    """A folder on an IMAP server, by TLS from the first byte (imaps) or by STARTTLS (imap). On this very machine it may
    do without."""

    def __init__(self, url: SplitResult, password: str):
        self._secure = url.scheme == "imaps"
        self._host = url.hostname or ""
        self._port = url.port or (993 if self._secure else 143)
        self._user, self._password = unquote(url.username or ""), password or unquote(url.password or "")
        self._folder = unquote(url.path.strip("/")) or "INBOX"

    def unread(self, limit: int) -> Iterator[Found]:
        with self._session() as box:
            with _reaching():
                waiting = box.uids("UNSEEN UNFLAGGED")[:limit]
            for uid in waiting:
                yield Found(self._content(box, uid), self._marking(box, uid, "\\Seen"), self._apart(box, uid))

    def apart(self) -> int:
        with self._session() as box, _reaching():
            return len(box.uids("FLAGGED"))

    @staticmethod
    def _content(box: BaseMailBox, uid: str) -> bytes | None:
        with _reaching():
            size = _SIZE.search(b" ".join(_bytes_in(box.client.uid("fetch", uid, "(RFC822.SIZE)")[1])))
            if size is None or int(size[1]) > _LARGEST_MAIL:
                return None
            answered = box.client.uid("fetch", uid, "(BODY.PEEK[])")[1]
        return next((part[1] for part in answered if isinstance(part, tuple)), None)

    @staticmethod
    def _marking(box: BaseMailBox, uid: str, flag: str) -> Callable[[], None]:
        return lambda: _mark(box, uid, flag)

    def _apart(self, box: BaseMailBox, uid: str) -> Callable[[], None]:
        return self._marking(box, uid, "\\Flagged")

    def _session(self) -> _Session:
        return _Session(self._connected, self._user, self._password, self._folder)

    def _connected(self) -> BaseMailBox:
        # Only an installation that reads a mailbox needs it.
        from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted

        if self._secure:
            return MailBox(self._host, self._port, timeout=_TIMEOUT_SECONDS)
        if self._host in _HERE:
            return MailBoxUnencrypted(self._host, self._port, timeout=_TIMEOUT_SECONDS)
        return MailBoxStartTls(self._host, self._port, timeout=_TIMEOUT_SECONDS)


class _Session:
    """One visit to the mailbox."""

    def __init__(self, connect: Callable[[], BaseMailBox], user: str, password: str, folder: str):
        self._connect, self._user, self._password, self._folder = connect, user, password, folder

    def __enter__(self) -> BaseMailBox:
        with _reaching("the mail server does not let us in"):
            self._box = self._connect()
            return self._box.login(self._user, self._password, self._folder)

    def __exit__(self, *_: object) -> None:
        with suppress(Unreachable), _reaching():
            self._box.logout()  # whoever hangs up first: what was marked is marked


@contextmanager
def _reaching(otherwise: str = "the mail server has hung up") -> Iterator[None]:
    """What goes wrong on the way to the mail server is Unreachable, in these words and without what it said."""
    from imaplib import IMAP4

    from imap_tools import ImapToolsError

    try:
        yield
    except (OSError, ImapToolsError, IMAP4.error) as error:
        raise Unreachable(f"{otherwise}: {type(error).__name__}") from None


def _mark(box: BaseMailBox, uid: str, flag: str) -> None:
    with _reaching():
        box.flag(uid, flag, True)


def _bytes_in(answered: list[object]) -> list[bytes]:
    return [part[0] if isinstance(part, tuple) else part for part in answered if isinstance(part, tuple | bytes)]
