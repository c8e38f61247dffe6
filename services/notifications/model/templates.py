"""The installation's own words for a kind of message, in place of the shipped ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# What an installation may say in its own words: the rest (`enclosed`) stays as shipped.
OWN_PARTS = ("subject", "paragraphs", "short")


@dataclass(frozen=True)
class OwnWords:
    """One step in what is said of a kind in a language: words of one's own, or (None) back to the shipped ones.

    Steps are numbered from 1 and never change, so that it can be shown later what a message said. `by` is the account
    of whoever took the step. The words have the shape of those in `words/<language>.toml`.
    """

    kind: str
    language: str
    number: int
    words: Mapping[str, Any] | None
    published_at: datetime
    by: str

    @property
    def name(self) -> str:
        """What a message notes that was written with these words."""
        return f"own-{self.number}"


def version_after(steps: Sequence[OwnWords]) -> int:
    """The version of what is said of a kind, after these steps (the newest first): the number of the next one."""
    return steps[0].number + 1 if steps else 1
