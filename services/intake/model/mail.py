"""What a mail is to the intake: what somebody wrote, what it answers, and what it is not to be taken for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.chassis.stop_words import begins_with_stop, is_stop

# What became of a mail that was taken; only these are counted.
REQUEST, LETTER, PASSED_ON, STOPPED = "request", "letter", "passed_on", "stopped"
AUTOMATIC, RETURNED, TOO_MANY = "automatic", "returned", "too_many"
TAKEN_BEFORE, UNREADABLE = "taken_before", "unreadable"
# A person has to look at these in the mailbox itself: they are flagged there.
KEPT_APART = frozenset({TOO_MANY, UNREADABLE})

# Who writes a mail does not say where they live: until the desk has found out, it is this.
UNKNOWN_MUNICIPALITY = "unknown"

# By which channel it came.
BY_MAIL, BY_TEXT = "email", "sms"

# How somebody came to know the data notice: they read and accepted it, or it was sent to them with the first answer.
AGREED, NOTICE_SENT = "agreed", "notice_sent"

# What is said of a request in a form fits in here; a longer mail stays whole as a letter beside it.
MESSAGE_MAX, TEXT_MAX, SUBJECT_MAX, NAME_MAX, FILE_NAME_MAX = 4000, 20_000, 200, 200, 255


# Without a repr: what stands in here must not get into a log with some error.
@dataclass(frozen=True, repr=False)
class Enclosed:
    """A file that came with a mail, of a type and size that is taken."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, repr=False)
class Mail:
    """One mail as it was read. `text` is what is new in it, without what it quotes.

    `answers` are the message ids it refers to, the nearest first; `fingerprint` tells it from every other mail, also
    from one that borrows its Message-ID. `left_out` counts the enclosed files that are not taken. An `automatic` one
    was not written by a person (RFC 3834), or came from ourselves.

    A text message (SMS) is read as one: its sender is a telephone number (`phone`, None where nobody can be called or
    written to there), and what it answers, whoever carries our messages has told (`about`).
    """

    fingerprint: str
    sender: str
    name: str
    subject: str
    text: str
    answers: tuple[str, ...]
    enclosed: tuple[Enclosed, ...]
    left_out: int
    automatic: bool
    channel: str = BY_MAIL
    phone: str | None = None
    about: str | None = None

    @property
    def email(self) -> str | None:
        """The address to answer to; none is known of who sends a text message."""
        return self.sender if self.channel == BY_MAIL else None

    @property
    def says_stop(self) -> bool:
        """Whether its sender wants no more mails from us."""
        return begins_with_stop(self.text or self.subject)

    @property
    def says_more(self) -> bool:
        """Whether somebody has to read it, because there is more in it than a word for stop."""
        return bool(self.enclosed or self.left_out) or not is_stop(self.text or self.subject)

    @property
    def message(self) -> str:
        """What a request says of it: the subject where there are no words, and no more than a form would take."""
        text = self.text or self.subject
        return text if len(text) <= MESSAGE_MAX else f"{text[: MESSAGE_MAX - 1]}…"

    @property
    def is_long(self) -> bool:
        """Whether a request cannot hold all of it."""
        return len(self.text) > MESSAGE_MAX


@dataclass(frozen=True, repr=False)
class Letter:
    """What somebody wrote about a request that is known, as the desk reads it.

    `known_sender` tells whether it came from the address, or the number, that the request gave. Unread letters have no
    `read_at`.
    """

    letter_id: str
    request_id: str
    received_at: datetime
    sender: str
    subject: str
    text: str
    known_sender: bool
    left_out: int = 0
    read_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, repr=False)
class KeptFile:
    """A file that came with a mail; its content is kept apart. `size` is in bytes."""

    attachment_id: str
    request_id: str
    name: str
    media_type: str
    size: int
    received_at: datetime
