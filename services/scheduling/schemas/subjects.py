"""What is known of somebody."""

from __future__ import annotations

from services.chassis.fields import (
    Asked,
    Text,
)
from services.chassis.warrants import WARRANT_MAX


class ExportSubject(Asked):
    """Whose appointments are wanted, as the cases have warranted it."""

    warrant = Text(max=WARRANT_MAX, required=True)
