"""Reading a mail: who wrote what, in which language; and whether a person wrote it at all."""

from __future__ import annotations

import email
import email.policy
import re
import textwrap
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256

from marshmallow import ValidationError

from services.chassis.fields import EmailAddress, PhoneNumber
from services.chassis.file_types import type_of
from services.chassis.references import read_reference
from services.intake.model.mail import BY_TEXT, FILE_NAME_MAX, NAME_MAX, SUBJECT_MAX, TEXT_MAX, Enclosed, Mail

_MESSAGE_ID = re.compile(r"<([^<>@\s]{1,200})@[^<>\s]{1,200}>")
_LIKE_REFERENCE = re.compile(r"\b[0-9A-Za-z]{3}[- ]?[0-9A-Za-z]{3}[- ]?[0-9A-Za-z]\b")
# A thread may be as long as it likes; what it answers stands at its end.
_ANSWERS_MAX = 20
_FILES_MAX = 10
# Far more than is kept of a text; what is longer is no letter, and would only take its time.
_BODY_MAX = 1_000_000
_LINE_MAX = 300
_BLANKS, _EMPTY_LINES = re.compile(r"[^\S\n]+"), re.compile(r"(?: ?\n){3,}")
# How mails that no person wrote show it: RFC 3834 (Auto-Submitted), RFC 2919 and 2369 (lists), and what was usual
# before those, or is in Exchange.
_OF_LISTS = ("List-Id", "List-Post", "List-Unsubscribe")
_OF_MACHINES = ("X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond")
_IN_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
_NOBODY = frozenset({"mailer-daemon", "postmaster"})
_REPORTS = frozenset({"multipart/report", "message/delivery-status", "message/disposition-notification"})


def read(content: bytes, own: Collection[str], file_max_bytes: int) -> Mail:
    """The mail in these bytes (RFC 5322). `own` are our addresses: from them nobody asks for help.

    Raises ValueError for what is no mail, or has no sender to answer to.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    name, address = parseaddr(str(message.get("From", "")))
    sender = _accepted(EmailAddress(), address)
    answers = tuple(_answered(message))
    text = _words(message)
    enclosed, left_out = _enclosed(message, file_max_bytes)
    automatic = _is_automatic(message, sender, own)
    if sender is None and not automatic:
        raise ValueError("no address to answer to")
    return Mail(
        fingerprint=_fingerprint(message, text, enclosed),
        sender=sender or "",
        name=_clean(name, NAME_MAX) or _clean((sender or "").partition("@")[0], NAME_MAX),
        subject=_clean(str(message.get("Subject", "")), SUBJECT_MAX),
        text=_clean(_without_quotes(text) if answers else text, TEXT_MAX, lines=True),
        answers=answers,
        enclosed=enclosed,
        left_out=left_out,
        automatic=automatic,
    )


def of_text(text_id: str, sender: str, words: str, about: str | None) -> Mail:
    """The same of a text message (SMS): `text_id` tells it from every other one, `about` is what it answers."""
    phone = _accepted(PhoneNumber(), sender)
    return Mail(
        fingerprint=f"sms {text_id}",
        sender=phone or _clean(sender, NAME_MAX),
        name=phone or _clean(sender, NAME_MAX),
        subject="",
        text=_clean(words, TEXT_MAX, lines=True),
        answers=(),
        enclosed=(),
        left_out=0,
        automatic=False,
        channel=BY_TEXT,
        phone=phone,
        about=about,
    )


def references_in(subject: str) -> list[str]:
    """What in a subject is a reference of ours, as it is written on a letter."""
    found = (read_reference(candidate) for candidate in _LIKE_REFERENCE.findall(subject))
    return [reference for reference in found if reference]


def _is_automatic(message: EmailMessage, sender: str | None, own: Collection[str]) -> bool:
    local, kind = (sender or "").casefold().partition("@")[0], message.get_content_type()
    return (
        str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().casefold() != "no"
        or str(message.get("Precedence", "")).strip().casefold() in _IN_BULK
        or str(message.get("Return-Path", "?")).strip() in ("<>", "")
        or any(header in message for header in (*_OF_LISTS, *_OF_MACHINES))
        or local in _NOBODY
        or kind in _REPORTS
        or (sender or "").casefold() in own
    )


def _accepted(field: EmailAddress | PhoneNumber, text: str) -> str | None:
    """The address or number in this, as a form would have let it in; None for what is none."""
    try:
        found: str | None = field.deserialize(text)
    except ValidationError:
        return None
    return found


def _answered(message: EmailMessage) -> Iterator[str]:
    """What stands before the @ in the ids of the messages it answers, the nearest first."""
    headers = f"{message.get('References', '')} {message.get('In-Reply-To', '')}"
    found = list(dict.fromkeys(reversed(_MESSAGE_ID.findall(headers))))
    yield from found[:_ANSWERS_MAX]


def _words(message: EmailMessage) -> str:
    """The text; of a mail that has none but HTML, the text of that."""
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    assert isinstance(body, EmailMessage)
    text = _decoded(body)
    if body.get_content_type() != "text/html":
        return text
    # It brings lxml along, which only mails without a plain text need.
    from inscriptis import get_text

    return str(get_text(text)) if text.strip() else ""


def _decoded(part: EmailMessage) -> str:
    try:
        return str(part.get_content())[:_BODY_MAX]
    except (LookupError, UnicodeError):  # a character set that nobody knows, or that is not the one it says
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace")[:_BODY_MAX] if isinstance(payload, bytes) else ""


def _without_quotes(text: str) -> str:
    # Only replies need it, and its expressions take a while to build.
    from mailparser_reply import EmailReplyParser

    return EmailReplyParser(languages=["de", "en", "fr"]).parse_reply(_tamed(text)) or text


def _tamed(text: str) -> str:
    """The text in which quotes are looked for. The expressions for that take a time that grows with the square of a
    line and of empty ones, and a stranger writes what they are tried on."""
    text = _EMPTY_LINES.sub("\n\n", _BLANKS.sub(" ", text[:TEXT_MAX]))
    return "\n".join(part for line in text.split("\n") for part in textwrap.wrap(line, _LINE_MAX) or [""])


def _enclosed(message: EmailMessage, file_max_bytes: int) -> tuple[tuple[Enclosed, ...], int]:
    """The files that are taken, and how many are not."""
    taken: list[Enclosed] = []
    left_out = 0
    for part in message.iter_attachments():
        name, content = _clean(part.get_filename() or "", FILE_NAME_MAX), part.get_payload(decode=True)
        if not name and not isinstance(content, bytes):
            continue
        media_type = type_of(content, name) if isinstance(content, bytes) and len(content) <= file_max_bytes else None
        if media_type and isinstance(content, bytes) and len(taken) < _FILES_MAX:
            taken.append(Enclosed(name, media_type, content))
        else:
            left_out += 1
    return tuple(taken), left_out


def _fingerprint(message: EmailMessage, text: str, enclosed: Sequence[Enclosed]) -> str:
    # Not of all headers: one mail that came by two ways has two sets of them.
    digest = sha256(str(message.get("Message-ID", message.get("Date", ""))).encode())
    for part in (str(message.get("From", "")), text, *(one.name for one in enclosed)):
        digest.update(b"\0" + part.encode("utf-8", "replace"))
    for one in enclosed:
        digest.update(sha256(one.content).digest())
    return digest.hexdigest()


def _clean(text: str, most: int, *, lines: bool = False) -> str:
    """As a field of a form would have let it in: NFC, no control characters, no longer than this."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    kept = "".join(one if lines or one != "\n" else " " for one in text if one in _WRITTEN or not _is_unseen(one))
    return kept.strip()[:most].strip()


# What cannot be seen can make a text read as another one (Unicode TR 36); but Persian is written with joiners.
_WRITTEN = frozenset("\n\u200c\u200d")


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")
