"""Colleagues: to whom a case can be given, and what those are called who have decided something."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from gateway import names, who
from services.chassis.errors import LotseError

# As many as a field can offer; whoever has no room left stands at its end, and is missing first.
MANY = 100


def taking(without: str | None = None) -> list[Mapping[str, Any]]:
    """Who takes cases at present, at most 100, without the one named."""
    found = who.ask("cases", "counsellors", {"taking": True, "limit": MANY})["items"]
    return [each for each in found if each["counsellor_id"] != without]


def next_for(case: Mapping[str, Any], may: frozenset[str]) -> names.Options:
    """Who could take this case over, for whoever may assign it."""
    return names.counsellor_options(taking(without=case["counsellor_id"])) if "assign" in may else []


def deciders(likenesses: Sequence[Mapping[str, Any]], contradictions: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What those are called who have decided about likenesses, by account; nobody where that cannot be found out now:
    what was decided is shown all the same."""
    verdicts = [*likenesses, *(each for found in contradictions for each in (found["apart"], *found["chain"]))]
    return called({str(verdict["decided_by"]) for verdict in verdicts if verdict["decided_by"]})


def called(account_ids: Collection[str]) -> dict[str, str]:
    """What the accounts of the own organisation are called, the first hundred; nobody where that cannot be found out
    now: what they did is shown all the same."""
    by = sorted(account_ids)[:MANY]
    if not by:
        return {}
    try:
        found = who.ask("cases", "colleagues", {"account_ids": by})["items"]
    except LotseError:
        return {}
    return {each["account_id"]: each["name"] for each in found}
