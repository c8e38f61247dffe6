"""What staff are told of: a line for each thing and day, however often it happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

ROLE = "role:"  # before a role: told to all of the organisation who have it

# By which of the ids a line is one thing, the nearest to a client first: by it the line is forgotten as well.
_THINGS = ("case_id", "request_id", "appointment_id", "interpreter_id", "message_id", "account_id")


@dataclass(frozen=True)
class StaffMessage:
    """One line to an account or a role of an organisation: ids and codes only. `unread` is how many of `count` whoever
    asks has not seen."""

    message_id: str
    organisation: str
    recipient: str
    kind: str
    about: str
    on: date
    codes: Mapping[str, str]
    count: int
    last_at: datetime
    unread: int = 0


def thing(codes: Mapping[str, str]) -> str:
    """The id a line is about; empty for what is about nothing in particular."""
    return next((codes[name] for name in _THINGS if codes.get(name)), "")


def recipients_of(account_id: str, roles: frozenset[str]) -> frozenset[str]:
    """As whom somebody is told: as themselves, and in each of their roles."""
    return frozenset({account_id, *(ROLE + role for role in roles)})
