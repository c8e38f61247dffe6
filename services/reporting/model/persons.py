"""Who is one person, when all that is known is which two things are of the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def groups(members: Iterable[str], links: Collection[tuple[str, str]]) -> list[set[str]]:
    """The members as groups of the same person: whoever is linked, directly or through others, is in one group."""
    of: dict[str, set[str]] = {member: {member} for member in members}
    for one, other in links:
        if of[one] is not of[other]:
            of[one] |= of[other]
            of.update(dict.fromkeys(of[other], of[one]))
    return list({id(group): group for group in of.values()}.values())
