"""Who may see which figures; each right with a sentence an administrator can read."""

from __future__ import annotations

from services.chassis.errors import NotAllowed
from services.chassis.identity import Actor
from services.reporting import model

SEE_INSIDE = "See the figures as they are shown inside the programme: steering group, coordination, data protection."
SEE_PUBLIC = "See the figures as they are shown in public, and which tables and periods there are."
PUBLISH = "Publish the figures of a period that has ended: by the clock."

_STAFF = frozenset({"steering", "coordinator", "privacy_officer"})
_SYSTEM = frozenset({"system"})
ROLES: dict[str, frozenset[str]] = {
    SEE_INSIDE: _STAFF,
    SEE_PUBLIC: _STAFF,
    PUBLISH: _SYSTEM,
}

SEEN_BY: dict[str, str] = {model.INSIDE: SEE_INSIDE, model.PUBLIC: SEE_PUBLIC}


def require(who: Actor, right: str, region: str | None = None) -> None:
    """Raises NotAllowed unless one of the roles of `who` carries the right.

    With `region`, the short name of the region's own organisation, staff must belong to it as well.
    """
    carrying = who.roles & ROLES[right]
    if not carrying or (region and carrying <= _STAFF and who.organisation != region):
        raise NotAllowed("not_allowed", f"Not allowed for {who.label}. {right}")
