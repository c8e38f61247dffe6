"""What differs between installations of the reporting."""

from __future__ import annotations

from dataclasses import dataclass

from services.chassis.installation import Installation


@dataclass(frozen=True, kw_only=True)
class ReportingSettings(Installation):
    """Read from `REPORTING_…`."""
