"""How a day, an hour and a language are written for a reader, in theirs and in the programme's time zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
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


def language_name(code: str, language: str) -> str:
    """What a language (BCP 47) is called, e.g. `Georgisch`; its code where it has no name."""
    name: str | None = Locale.parse(code, sep="-").get_language_name(language)
    return name or code
