"""What differs between installations of the intake."""

from __future__ import annotations

from dataclasses import dataclass

from services.chassis.environment import setting
from services.chassis.installation import Installation


@dataclass(frozen=True, kw_only=True)
class IntakeSettings(Installation):
    """Read from `INTAKE_…`."""

    requests_per_contact_a_day: int = setting(
        "requests accepted from one e-mail address or telephone number within 24 hours", 5
    )
