"""What seven.io calls us with afterwards: receipts, and text messages to us.

Webhooks: https://docs.seven.io/en/rest-api/webhooks; signatures: https://docs.seven.io/en/rest-api/signing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.chassis.errors import NotAllowed
from services.notifications.model.messages import BOUNCED, DELIVERED
from services.notifications.model.receipts import Receipt
from services.notifications.model.text_answers import TextAnswer

# They repeat a call for days, each time newly signed; what is older than this is somebody else's repetition.
_SIGNED_WITHIN = timedelta(minutes=5)

# Theirs are numbers; with who they are before it, it names a text to the other services.
_TEXT_ID_MAX = 58

# What their status means to us, and whether it is the number that takes nothing. What is on its way is no receipt.
_STATES: dict[str, tuple[str, bool]] = {
    "DELIVERED": (DELIVERED, False),
    "NOTDELIVERED": (BOUNCED, True),
    "REJECTED": (BOUNCED, True),
    "FAILED": (BOUNCED, False),
    "EXPIRED": (BOUNCED, False),  # a telephone that was off for days
}


@dataclass(frozen=True)
class Call:
    """One call of theirs: the three headers they sign with, where it went, and its body as it came."""

    signature: str
    timestamp: str
    nonce: str
    url: str
    body: bytes


def read(call: Call, key: str, now: datetime) -> Receipt | TextAnswer | None:
    """What they tell; None for what we do not need, or cannot read.

    Raises NotAllowed for a call that is not theirs, or is too old.
    """
    _check(call, key, now)
    try:
        told = json.loads(call.body)
    except ValueError:
        return None
    data = told.get("data") if isinstance(told, dict) else None
    if not isinstance(data, dict):
        return None
    read_as = {"dlr": _receipt, "sms_mo": _text}.get(str(told.get("webhook_event")))
    return read_as(data, now) if read_as else None


def signature(call: Call, key: str) -> str:
    """How they sign a call: HMAC-SHA256 over time, nonce, method, address and the MD5 of the body, as hex digits."""
    digest = hashlib.md5(call.body, usedforsecurity=False).hexdigest()
    signed = "\n".join((call.timestamp, call.nonce, "POST", call.url, digest))
    return hmac.new(key.encode(), signed.encode(), hashlib.sha256).hexdigest()


def _check(call: Call, key: str, now: datetime) -> None:
    is_theirs = bool(key) and hmac.compare_digest(signature(call, key).encode(), call.signature.encode())
    is_new = call.timestamp.isascii() and call.timestamp.isdigit() and len(call.timestamp) < 12
    if not is_theirs or not is_new or abs(now.timestamp() - int(call.timestamp)) > _SIGNED_WITHIN.total_seconds():
        raise NotAllowed("not_signed", "This call is not signed with the key that was agreed, or is too old.")


def _receipt(data: dict[str, Any], now: datetime) -> Receipt | None:
    status = str(data.get("status", ""))
    name = _name(data.get("msg_id"), 255)
    if status not in _STATES or name is None:
        return None
    state, is_for_good = _STATES[status]
    return Receipt(name, state, now, f"sms_{status.lower()}" if state == BOUNCED else None, is_for_good)


def _text(data: dict[str, Any], now: datetime) -> TextAnswer | None:
    name, sender, words = _name(data.get("id"), _TEXT_ID_MAX), data.get("sender"), data.get("text")
    if name is None or not isinstance(sender, str) or not isinstance(words, str) or not words.strip():
        return None
    number = sender.strip().lstrip("+")
    return TextAnswer(f"seven {name}", f"+{number}" if number.isdecimal() else number, words)


def _name(told: Any, most: int) -> str | None:
    """What they call a message; None for what is no name."""
    return str(told) if isinstance(told, str | int) and 0 < len(str(told)) <= most else None
