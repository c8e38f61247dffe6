"""Whose way is asked about, or stopped."""

from __future__ import annotations

from services.chassis.fields import Asked, Text


class ByLink(Asked):
    """Whoever follows the link at the end of a mail."""

    token = Text(max=120, required=True)
