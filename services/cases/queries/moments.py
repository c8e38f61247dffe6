"""How days and moments are told: ISO 8601, or nothing."""

from __future__ import annotations

from datetime import date, datetime


def at(moment: datetime | None) -> str | None:
    """A moment, with its zone."""
    return moment.isoformat() if moment else None


def on(day: date | None) -> str | None:
    """A day."""
    return day.isoformat() if day else None
