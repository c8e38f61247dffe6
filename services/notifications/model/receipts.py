"""What whoever carried a message tells of it afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from services.notifications.model.messages import BOUNCED, DELIVERED


@dataclass(frozen=True)
class Receipt:
    """What became of a message on its way: `state` is delivered or bounced, `reason` a code such as `dsn_5.1.1`.

    `names` is how it names the message: by our id of it, or by the provider's. `is_for_good` says that it is the
    address that takes nothing, not only this message.
    """

    names: str
    state: str
    at: datetime
    reason: str | None = None
    is_for_good: bool = False


# RFC 3464 section 2.3.3: what a mail server did. What is delayed or went on is neither here nor there.
_STATES = {"failed": BOUNCED, "delivered": DELIVERED}
# RFC 3463 section 3: the address or its mailbox is not there. What is full, too large or against a policy, and what
# was tried until it was too late (4.x.x), may go another time.
_NOBODY_THERE = re.compile(r"5\.(1\.[0-46]|1\.10|2\.[01]|4\.4)")


def of_report(message_id: str, action: str, status: str, at: datetime) -> Receipt | None:
    """The receipt that a mail server's report is; None for one that says nothing for good."""
    if action not in _STATES:
        return None
    is_failed = _STATES[action] == BOUNCED
    reason = f"dsn_{status or 'unknown'}" if is_failed else None
    return Receipt(message_id, _STATES[action], at, reason, bool(is_failed and _NOBODY_THERE.fullmatch(status)))
