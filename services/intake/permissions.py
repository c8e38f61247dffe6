"""Who may do what with a request; each right with a sentence an administrator can read."""

from __future__ import annotations

from services.chassis.errors import NotAllowed
from services.chassis.identity import Actor

ASK = "Ask for help: anybody, without an account."
SEE_STATUS = "See where a request stands: whoever holds its reference and its status link."
WITHDRAW = "Withdraw a request: whoever holds its reference and its status link."
ERASE = "Erase the person behind a request that has ended: the retention rule, by the clock."

ROLES: dict[str, frozenset[str]] = {
    ASK: frozenset({"public", "desk", "coordinator"}),
    SEE_STATUS: frozenset({"public"}),
    WITHDRAW: frozenset({"public"}),
    ERASE: frozenset({"system"}),
}


def require(who: Actor, right: str) -> None:
    """Raises NotAllowed unless one of the roles of `who` carries the right."""
    if not who.roles & ROLES[right]:
        raise NotAllowed("not_allowed", f"Not allowed for {who.label}. {right}")
