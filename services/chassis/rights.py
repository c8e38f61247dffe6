"""Rights as a table: who holds each (role) and towards what (relation). No right crosses organisations.

A service writes its table in permissions.py, each right with a sentence an administrator can read; here is what the
table means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from services.chassis.errors import NotAllowed, unknown
from services.chassis.identity import Actor

# What is somebody's own, what belongs to their organisation, or everything there is (the service itself).
OWN, ORGANISATION, EVERYTHING = REACHES = ("own", "organisation", "everything")


class Thing(Protocol):
    """What belongs to an organisation; `noun` names it in the answer that there is none. What has a `counsellor_id`
    is the own of that counsellor."""

    @property
    def noun(self) -> str: ...

    @property
    def organisation(self) -> str: ...


class Rights:
    """The rights of one service: right → role → relation."""

    def __init__(self, relations: Mapping[str, Mapping[str, str]]):
        self._relations = relations
        self.roles = {right: frozenset(row) for right, row in relations.items()}

    def reach(self, who: Actor, right: str) -> frozenset[str]:
        """How far the right reaches for `who`: the relations of their roles, none if it is not theirs."""
        return frozenset(self._relations[right][role] for role in who.roles & self.roles[right])

    def require(self, who: Actor, right: str, thing: Thing | None = None) -> None:
        """Raises NotAllowed unless `who` holds the right, towards this thing if one is given.

        A thing of another organisation raises the NotFound of a thing that is not there, whatever the role, so that
        nobody can find out which ids others have. What is somebody else's raises NotAllowed("not_your_<noun>").
        """
        held = self.reach(who, right)
        if thing is not None and EVERYTHING not in held and thing.organisation != who.organisation:
            raise unknown(thing.noun)
        if not held:
            raise NotAllowed("not_allowed", f"Not allowed for {who.label}. {right}")
        if thing is not None and held == {OWN} and getattr(thing, "counsellor_id", None) != who.ref:
            raise NotAllowed(f"not_your_{thing.noun}", f"Somebody else has this, not you: {thing.noun}. {right}")

    def may(self, who: Actor, right: str, thing: Thing) -> bool:
        """Whether `who` holds the right towards this thing of their own organisation."""
        try:
            self.require(who, right, thing)
        except NotAllowed:
            return False
        return True
