"""Reading what a mail server says of a mail it could not deliver, or did (RFC 3464)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

_MESSAGE_ID = re.compile(r"<?([^<>@\s]{1,200})@[^<>\s]{1,200}>?")
_OURS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # the ids of our messages
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_ACTIONS = frozenset({"failed", "delayed", "delivered", "relayed", "expanded"})
_RETURNED = ("message/rfc822", "text/rfc822-headers")


@dataclass(frozen=True)
class ReturnedMail:
    """What became of a mail of ours: its message id, what was done (`action`, RFC 3464 section 2.3.3) and the status
    code (RFC 3463), such as 5.1.1."""

    message_id: str
    action: str
    status: str


def read(content: bytes) -> ReturnedMail | None:
    """What a report tells of a mail of ours; None for any other mail, and for a report that does not name one."""
    report = email.message_from_bytes(content, policy=email.policy.compat32)
    parts = {part.get_content_type(): part for part in report.walk()}
    status = parts.get("message/delivery-status")
    blocks = list(_blocks(status)) if status else []
    message_id = _envelope_id(blocks) or _original_id(parts)
    told = next((block for block in blocks if block.get("Action")), None)
    if message_id is None or told is None:
        return None
    action = str(told["Action"]).strip().casefold()
    code = _STATUS.match(str(told.get("Status", "")).strip())
    return ReturnedMail(message_id, action, code[0] if code else "") if action in _ACTIONS else None


def _blocks(part: Message) -> Iterator[Message]:
    blocks = part.get_payload()
    yield from (block for block in blocks if isinstance(block, Message)) if isinstance(blocks, list) else ()


def _envelope_id(blocks: list[Message]) -> str | None:
    """The id we gave the relay with the mail (RFC 3461 section 4.4)."""
    named = (str(block.get("Original-Envelope-Id", "")).strip() for block in blocks)
    return next((name for name in named if _OURS.fullmatch(name)), None)


def _original_id(parts: dict[str, Message]) -> str | None:
    for kind in _RETURNED:
        payload = parts[kind].get_payload() if kind in parts else None
        original = payload[0] if isinstance(payload, list) and payload else payload
        headers = original if isinstance(original, Message) else email.message_from_string(str(original or ""))
        found = _MESSAGE_ID.match(str(headers.get("Message-ID", "")).strip())
        if found and _OURS.fullmatch(found[1]):
            return found[1]
    return None
