"""Who may do what with a request; each right with a sentence an administrator can read."""

from __future__ import annotations

from services.chassis.errors import NotAllowed, unknown
from services.chassis.identity import Actor

ASK = "Ask for help: anybody, without an account."
SEE_STATUS = "See where a request stands: whoever holds its reference and its status link."
WITHDRAW = "Withdraw a request: whoever holds its reference and its status link."
ERASE = "Erase the person behind a request that has ended: the retention rule, by the clock."
SEE_REQUESTS = "See the requests, who asked, and to whom they could be offered: the region's own desk."
TRIAGE = "Note what a request needs, by the five criteria: the region's own desk."
OFFER = "Offer a request to an organisation, and withdraw an offer: the region's own desk."
ANSWER = "Answer a request without a case: the region's own desk."
FORGET_APPOINTMENTS = "Forget appointments that have long been over: by the clock."
LAPSE = "Close offers that nobody has answered in time: by the clock."

_PUBLIC, _SYSTEM = frozenset({"public"}), frozenset({"system"})
_DESK = frozenset({"desk", "coordinator"})
ROLES: dict[str, frozenset[str]] = {
    ASK: _PUBLIC | _DESK,
    SEE_STATUS: _PUBLIC,
    WITHDRAW: _PUBLIC,
    ERASE: _SYSTEM,
    SEE_REQUESTS: _DESK,
    TRIAGE: _DESK,
    OFFER: _DESK,
    ANSWER: _DESK,
    FORGET_APPOINTMENTS: _SYSTEM,
    LAPSE: _SYSTEM,
}


def require(who: Actor, right: str, region: str | None = None) -> None:
    """Raises NotAllowed unless one of the roles of `who` carries the right.

    With `region`, the short name of the region's own organisation, staff must belong to it as well.
    """
    carrying = who.roles & ROLES[right]
    if not carrying or (region and carrying <= _DESK and who.organisation != region):
        raise NotAllowed("not_allowed", f"Not allowed for {who.label}. {right}")


def require_of_request(who: Actor, right: str, region: str) -> None:
    """The same for one request: for staff of another organisation than the region's own, there is none (NotFound)."""
    require(who, right)
    if who.organisation != region:
        raise unknown("request")
