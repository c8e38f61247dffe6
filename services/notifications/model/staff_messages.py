"""What staff are told of: a line for each thing and day, however often it happens."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

ROLE = "role:"  # before a role: told to all of the organisation who have it

# By which of the ids a line is forgotten, the nearest to a client first.
_THINGS = ("case_id", "request_id", "appointment_id", "interpreter_id", "message_id", "account_id")
# What has an end of its own, and so a line of its own: one of two offers or letters may be over before the other.
_MATTERS = ("offer_id", "letter_id")

_CASE_CLOSED = "case.closed.v1"

# What somebody need not be told of any more once something else has been said of the same matter; of a case, nothing
# once it is closed. What is erased is forgotten, with its lines.
ENDED_BY: Mapping[str, Collection[str]] = {
    "request_offered": (
        "offer.accepted.v1",
        "offer.declined.v1",
        "request.offer_confirmed.v1",
        "request.offer_withdrawn.v1",
        "request.offer_lapsed.v1",
    ),
    "request_overdue": (
        "request.triaged.v1",
        "request.offered.v1",
        "request.answered.v1",
        "request.withdrawn.v1",
    ),
    "case_assigned": ("case.assigned.v1", _CASE_CLOSED),
    "letter_arrived": ("letter.read.v1", _CASE_CLOSED),
    "document_expiring": (_CASE_CLOSED,),
    "client_chose": (_CASE_CLOSED,),
    "client_declined": (_CASE_CLOSED,),
    "client_moved": (_CASE_CLOSED,),
    "client_cancelled": (_CASE_CLOSED,),
    "interpreter_declined": (_CASE_CLOSED,),
    "bounced": (_CASE_CLOSED,),
    "no_way": (_CASE_CLOSED,),
}


@dataclass(frozen=True)
class StaffMessage:
    """One line to an account or a role of an organisation: ids and codes only. `unread` is how many of `count` whoever
    asks has not seen; `last_at` when it was last added to, `happened_at` when the newest of it happened."""

    message_id: str
    organisation: str
    recipient: str
    kind: str
    about: str
    matter: str
    on: date
    codes: Mapping[str, str]
    count: int
    last_at: datetime
    happened_at: datetime
    unread: int = 0


def thing(codes: Mapping[str, str]) -> str:
    """The id a line is about; empty for what is about nothing in particular."""
    return next((codes[name] for name in _THINGS if codes.get(name)), "")


def matter(codes: Mapping[str, str]) -> str:
    """The id of what can be over: the thing, or what of it has an end of its own."""
    return next((codes[name] for name in _MATTERS if codes.get(name)), thing(codes))


def ended_by(event: str) -> frozenset[str]:
    """The kinds of lines that are over when this has been said."""
    return frozenset(kind for kind, events in ENDED_BY.items() if event in events)


def recipients_of(account_id: str, roles: frozenset[str]) -> frozenset[str]:
    """As whom somebody is told: as themselves, and in each of their roles."""
    return frozenset({account_id, *(ROLE + role for role in roles)})
