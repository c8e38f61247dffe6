"""Rights as a table: who holds each (role) and towards what (relation). No right crosses organisations.

A service writes its table in permissions.py, each right with a sentence an administrator can read; here is what the
table means. Beside the table stands the circle of a thing: who deputises for whose it is, with whom it is shared,
whom it is locked for, and who was let in for a while by breaking the glass.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from services.chassis.errors import NotAllowed, unknown
from services.chassis.identity import Actor

# What is somebody's own (or of somebody they deputise for), what is shared with them, what belongs to their
# organisation, or everything there is (the service itself).
OWN, TEAM, ORGANISATION, EVERYTHING = REACHES = ("own", "team", "organisation", "everything")


@dataclass(frozen=True)
class Circle:
    """Who stands close to a thing at this moment, beside the counsellor whose it is: account ids.

    Whom it is locked for does not know that it exists, whatever else they are; `let_in` are those behind the glass.
    """

    deputies: frozenset[str] = frozenset()
    team: frozenset[str] = frozenset()
    with_everybody: bool = False  # shared with the whole organisation
    locked_out: frozenset[str] = frozenset()
    let_in: frozenset[str] = frozenset()


NOBODY_ELSE = Circle()


class Thing(Protocol):
    """What belongs to an organisation; `noun` names it in the answer that there is none. What has a `counsellor_id`
    is the own of that counsellor; what has a `circle` (Circle) is close to others too."""

    @property
    def noun(self) -> str: ...

    @property
    def organisation(self) -> str: ...


def _is_own(who: Actor, thing: Thing, circle: Circle) -> bool:
    return getattr(thing, "counsellor_id", None) == who.ref or who.ref in circle.deputies


def _is_shared(who: Actor, thing: Thing, circle: Circle) -> bool:
    return circle.with_everybody or who.ref in circle.team or _is_own(who, thing, circle)


_WITHIN: Mapping[str, Callable[[Actor, Thing, Circle], bool]] = {
    OWN: _is_own,
    TEAM: _is_shared,
    ORGANISATION: lambda _who, _thing, _circle: True,
    EVERYTHING: lambda _who, _thing, _circle: True,
}


class Rights:
    """The rights of one service: right → role → relation.

    `through_glass` are the rights that somebody who has broken a thing's glass has towards it, whatever their roles.
    """

    def __init__(self, relations: Mapping[str, Mapping[str, str]], through_glass: Collection[str] = ()):
        self._relations = relations
        self._through_glass = frozenset(through_glass)
        self.roles = {right: frozenset(row) for right, row in relations.items()}

    def reach(self, who: Actor, right: str) -> frozenset[str]:
        """How far the right reaches for `who`: the relations of their roles, none if it is not theirs."""
        return frozenset(self._relations[right][role] for role in who.roles & self.roles[right])

    def require(self, who: Actor, right: str, thing: Thing | None = None) -> None:
        """Raises NotAllowed unless `who` holds the right, towards this thing if one is given.

        A thing of another organisation, or one that is locked for `who`, raises the NotFound of a thing that is not
        there, whatever the role, so that nobody can find out which ids others have. What is somebody else's raises
        NotAllowed("not_your_<noun>").
        """
        held = self.reach(who, right)
        circle: Circle = getattr(thing, "circle", NOBODY_ELSE)
        if thing is not None and EVERYTHING not in held and _is_hidden(who, thing, circle):
            raise unknown(thing.noun)
        if right in self._through_glass and who.ref in circle.let_in:
            return
        if not held:
            raise NotAllowed("not_allowed", f"Not allowed for {who.label}. {right}")
        if thing is not None and not any(_WITHIN[relation](who, thing, circle) for relation in held):
            raise NotAllowed(f"not_your_{thing.noun}", f"Somebody else has this, not you: {thing.noun}. {right}")

    def may(self, who: Actor, right: str, thing: Thing) -> bool:
        """Whether `who` holds the right towards this thing of their own organisation."""
        try:
            self.require(who, right, thing)
        except NotAllowed:
            return False
        return True


def _is_hidden(who: Actor, thing: Thing, circle: Circle) -> bool:
    return thing.organisation != who.organisation or who.ref in circle.locked_out
