"""A case that an organisation had kept in a spreadsheet before it was taken in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

# Which notice they were shown when they agreed, nobody knows here: it was not one of ours.
NOTICE_ELSEWHERE = "elsewhere"
NEW, KNOWN, CHANGED, ERASED = "new", "known", "changed", "erased"


@dataclass(frozen=True)
class Imported:
    """Where a case came from: its number there, and a keyed fingerprint of every fact as it stood there.

    `case_id` is None once the case was erased: then there is nothing of it any more but that it was here, so that the
    same spreadsheet does not bring it back.
    """

    organisation: str
    number: str | None = field(repr=False)
    case_id: str | None
    facts: Mapping[str, str] = field(repr=False)
    imported_at: datetime


@dataclass(frozen=True)
class Comparison:
    """What a line of a spreadsheet is to us: new, known, changed there since (in which facts), or erased here."""

    state: str
    differs: tuple[str, ...] = ()


def compare(found: Imported | None, facts: Mapping[str, str]) -> Comparison:
    """What a line with these fingerprints is, beside what was taken in under its number."""
    if found is None:
        return Comparison(NEW)
    if found.case_id is None:
        return Comparison(ERASED)
    differs = tuple(name for name, fingerprint in facts.items() if found.facts.get(name) != fingerprint)
    return Comparison(CHANGED if differs else KNOWN, differs)
