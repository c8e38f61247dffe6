"""What differs between installations of the scheduling."""

from __future__ import annotations

from dataclasses import dataclass

from services.chassis.installation import Installation


@dataclass(frozen=True, kw_only=True)
class SchedulingSettings(Installation):
    """Read from `SCHEDULING_…`."""
