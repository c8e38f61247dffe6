"""How a day and an hour are written for a reader, in their language and in the programme's time zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

# Babel's Arabic months are the Egyptian ones; our readers know the Levantine (كانون الثاني). And nobody here
# writes the month before the day.
_LOCALES = {"ar": "ar_SY", "en": "en_GB"}


def day(at: datetime, language: str, zone: ZoneInfo) -> str:
    """The day with its weekday, e.g. `Montag, 30. November 2026`."""
    written = format_date(at.astimezone(zone), "full", locale=_LOCALES.get(language, language))
    return written.replace("\u202f", "\u00a0")  # the narrow space of Russian dates is a box on old phones


def hour(at: datetime, zone: ZoneInfo) -> str:
    """The time of day as the clocks here show it, e.g. `14:30`: a Syrian `2:30` would be read as the night's."""
    return f"{at.astimezone(zone):%H:%M}"
