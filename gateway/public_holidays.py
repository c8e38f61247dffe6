"""The public holidays of the region, by name."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from gateway import languages
from gateway.installation import here

# Which of the library's languages a page is written in; it knows German and English only.
_GERMAN, _ENGLISH = "de", "en_US"


def name_of(day: date) -> str:
    """What the public holiday on this day is called; nothing where it is none."""
    language = _GERMAN if languages.current() == "de" else _ENGLISH
    return str(_of(here().programme.holidays, language).get(day) or "")


@lru_cache(maxsize=4)
def _of(region: str, language: str) -> Any:
    # Imported here: it costs memory at every start, and few pages need it.
    from holidays import country_holidays

    country, _, subdivision = region.partition("-")
    return country_holidays(country, subdiv=subdivision or None, language=language)
