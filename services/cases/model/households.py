"""What a household (Haushalt) is: people who live together, some with cases of their own; nothing is copied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.cases.model.people import KnownPerson

# What one person is to another, and what the other is then to them.
INVERSE = {
    "partner": "partner",
    "child": "parent",
    "parent": "child",
    "sibling": "sibling",
    "grandchild": "grandparent",
    "grandparent": "grandchild",
    "relative": "relative",
    "other": "other",
}
RELATIONS = tuple(INVERSE)


@dataclass(frozen=True)
class Member:
    """Somebody who lives with the person of a case. `relation` is what they are to that person, where it was said."""

    known: KnownPerson
    relation: str | None
    joined_at: datetime
