"""Small numbers: what is counted from too few persons is not shown, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass

INSIDE, PUBLIC = "inside", "public"
AUDIENCES = (INSIDE, PUBLIC)

# Whatever a programme says: one or two persons are never shown.
LOWEST = 3


@dataclass(frozen=True)
class Figure:
    """How many were counted, and how many different persons stand behind them."""

    count: int
    persons: int


NOBODY = Figure(0, 0)


def small_number(wished: int) -> int:
    """From how many persons on a figure is shown, if the programme says so many."""
    return max(wished, LOWEST)


def shown(figure: Figure, k: int) -> int | None:
    """The count, or None where fewer than `k` persons stand behind it; zero is a small number as well."""
    return figure.count if figure.persons >= k else None
