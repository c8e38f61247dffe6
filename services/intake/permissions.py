"""Who may do what with a request; each right with a sentence an administrator can read."""

from __future__ import annotations

from services.chassis.errors import NotAllowed, unknown
from services.chassis.identity import Actor

ASK = "Ask for help: anybody, without an account; for others: the region's desk, those who counsel, the liaison."
SEE_STATUS = "See where a request stands: whoever holds its reference and its status link."
WITHDRAW = "Withdraw a request: whoever holds its reference and its status link."
ERASE = "Erase the person behind a request that has ended: the retention rule, by the clock."
SEE_REQUESTS = "See the requests, who asked, and to whom they could be offered: the region's own desk."
TRIAGE = "Note what a request needs, by the five criteria: the region's own desk."
OFFER = "Offer a request to an organisation, and withdraw an offer: the region's own desk."
ANSWER = "Answer a request without a case: the region's own desk."
COMPARE = "See which requests may be of the same person, and decide whether they are: the region's own desk."
EXPORT = "See the requests that led to somebody's cases, under a warrant of the cases that says which."
SEE_SUBJECTS = "See by its reference who a request for information or erasure is about: the region's own organisation."
EXPORT_REQUESTS = "Hand out all that is kept about somebody who has asked: the region's data protection officer."
FORGET_PEOPLE = "Propose, confirm or reject that somebody who has asked and has no case is forgotten: two people do."
FORGET_APPOINTMENTS = "Forget appointments that have long been over: by the clock."
READ_MAILBOX = "Take in what people write to the mailbox, and forget which mails those were: by the clock."
READ_LETTERS = "Read what people have written about a request and what they sent along: the region's own desk."
LAPSE = "Close offers that nobody has answered in time: by the clock."
ESCALATE = "Say which requests nobody has looked at in time: by the clock."

_PUBLIC, _SYSTEM = frozenset({"public"}), frozenset({"system"})
_DESK = frozenset({"desk", "coordinator"})
_GUARDS = frozenset({"privacy_officer", "coordinator"})
ROLES: dict[str, frozenset[str]] = {
    ASK: _PUBLIC | _DESK | {"counsellor", "liaison", "system"},
    SEE_STATUS: _PUBLIC,
    WITHDRAW: _PUBLIC,
    ERASE: _SYSTEM,
    SEE_REQUESTS: _DESK,
    TRIAGE: _DESK,
    OFFER: _DESK,
    ANSWER: _DESK,
    COMPARE: _DESK,
    EXPORT: frozenset({"counsellor", "privacy_officer"}),
    SEE_SUBJECTS: _GUARDS,
    EXPORT_REQUESTS: frozenset({"privacy_officer"}),
    FORGET_PEOPLE: _GUARDS,
    FORGET_APPOINTMENTS: _SYSTEM,
    READ_MAILBOX: _SYSTEM,
    READ_LETTERS: _DESK,
    LAPSE: _SYSTEM,
    ESCALATE: _SYSTEM,
}

# Over which channels who may bring a request, their usual one first. The system is the mailbox that is read.
_AT_DESK = ("phone", "walk_in", "email", "authority", "provider")
CHANNELS_OF: dict[str, tuple[str, ...]] = {
    "public": ("web",),
    "desk": _AT_DESK,
    "coordinator": _AT_DESK,
    "counsellor": ("provider",),
    "liaison": ("authority",),
    "system": ("email",),
}
# Coordinators elsewhere than at the region's desk ask as the provider they are.
_ELSEWHERE = {"coordinator": ("provider",)}


def require(who: Actor, right: str, region: str | None = None) -> None:
    """Raises NotAllowed unless one of the roles of `who` carries the right.

    With `region`, the short name of the region's own organisation, staff must belong to it as well.
    """
    carrying = who.roles & ROLES[right]
    if not carrying or (region and carrying <= _DESK and who.organisation != region):
        raise NotAllowed("not_allowed", f"Not allowed for {who.label}. {right}")


def require_channel(who: Actor, channel: str | None, region: str) -> str:
    """The channel over which `who` brings a request: the one they say, or their usual one.

    Raises NotAllowed for whoever may not ask here at all, and for a channel that is somebody else's.
    """
    theirs = CHANNELS_OF if who.organisation in ("", region) else CHANNELS_OF | _ELSEWHERE | {"desk": ()}
    open_to_them = [one for role in CHANNELS_OF if role in who.roles for one in theirs[role]]
    if not open_to_them:
        raise NotAllowed("not_allowed", f"Not allowed for {who.label}. {ASK}")
    if channel is not None and channel not in open_to_them:
        raise NotAllowed("channel_of_others", f"Others bring requests over this channel, not {who.label}: {channel}.")
    return channel or open_to_them[0]


def require_of_request(who: Actor, right: str, region: str) -> None:
    """The same for one request: for staff of another organisation than the region's own, there is none (NotFound)."""
    require(who, right)
    if who.organisation != region:
        raise unknown("request")
