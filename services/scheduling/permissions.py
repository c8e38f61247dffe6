"""Who may do what with hours, slots and appointments; each right with a sentence an administrator can read.

A right says who holds it (role) and towards what (relation): EVERYTHING, what belongs to the own ORGANISATION, or what
is the counsellor's OWN. No right crosses organisations: what belongs to another one does not exist.
"""

from __future__ import annotations

from typing import Protocol

from services.chassis.errors import NotAllowed
from services.chassis.identity import Actor
from services.scheduling.model import unknown

KEEP_HOURS = "Say when one can be met at which place, and see it: counsellors for themselves."
SEE_SLOTS = "See when the counsellors of the own organisation are free, and where."
SEE_APPOINTMENTS = "See the appointments of the own organisation: times, places and cases, but no person."
BOOK = "Book appointments for the open cases of the own organisation."
CHANGE = "Move and cancel appointments of the own organisation, and note whether they were kept."
FORGET_PAST = "Forget whose time was taken once that time is past: the service itself, by the clock."

OWN, ORGANISATION, EVERYTHING = REACHES = ("own", "organisation", "everything")
RELATIONS: dict[str, dict[str, str]] = {
    KEEP_HOURS: {"counsellor": OWN},
    SEE_SLOTS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION, "desk": ORGANISATION},
    SEE_APPOINTMENTS: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    BOOK: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    CHANGE: {"counsellor": ORGANISATION, "coordinator": ORGANISATION},
    FORGET_PAST: {"system": EVERYTHING},
}
ROLES: dict[str, frozenset[str]] = {right: frozenset(row) for right, row in RELATIONS.items()}


class Thing(Protocol):
    """What belongs to an organisation; `noun` names it in the answer that there is none."""

    @property
    def noun(self) -> str: ...

    @property
    def organisation(self) -> str: ...


def reach(who: Actor, right: str) -> frozenset[str]:
    """How far the right reaches for `who`: the relations of their roles, none if it is not theirs."""
    return frozenset(RELATIONS[right][role] for role in who.roles & ROLES[right])


def require(who: Actor, right: str, thing: Thing | None = None) -> None:
    """Raises NotAllowed unless `who` holds the right, towards this thing if one is given.

    A thing of another organisation raises the NotFound of a thing that is not there, whatever the role, so that
    nobody can find out which ids others have. Hours of somebody else raise NotAllowed("not_your_hours").
    """
    held = reach(who, right)
    if thing is not None and EVERYTHING not in held and thing.organisation != who.organisation:
        raise unknown(thing.noun)
    if not held:
        raise NotAllowed("not_allowed", f"Not allowed for {who.label}. {right}")
    if thing is not None and held == {OWN} and getattr(thing, "counsellor_id", None) != who.ref:
        raise NotAllowed(f"not_your_{thing.noun}", f"These {thing.noun} are somebody else's. {right}")


def may(who: Actor, right: str, thing: Thing) -> bool:
    """Whether `who` holds the right towards this thing of their own organisation."""
    try:
        require(who, right, thing)
    except NotAllowed:
        return False
    return True
