"""What differs between installations of the cases."""

from __future__ import annotations

from dataclasses import dataclass

from services.chassis.installation import Installation


@dataclass(frozen=True, kw_only=True)
class CasesSettings(Installation):
    """Read from `CASES_…`."""
