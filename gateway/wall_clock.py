"""Times as the clock on the wall shows them in the region: read from a form, and written on a page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_skeleton, get_day_names

from gateway import languages
from gateway.installation import here
from services.chassis.errors import FieldError, Invalid

_DAY = timedelta(days=1)
# What fields for a day and a time send, and what is typed where a browser has no such fields: 30.11.2026, 9.30.
_DAY_TYPED = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)|(\d\d?)\.(\d\d?)\.(\d{4})", re.ASCII)
_TIME_TYPED = re.compile(r"(\d\d?)[:.](\d\d)(?::00)?", re.ASCII)


def zone() -> ZoneInfo:
    """Where the clock hangs."""
    return ZoneInfo(here().programme.time_zone)


def today() -> date:
    """Which day it is there."""
    return datetime.now(zone()).date()


def shown(at: str) -> datetime:
    """What the clock shows at a point in time, as a service writes one."""
    return datetime.fromisoformat(at).astimezone(zone())


def starts_at(day: str, clock: str) -> str:
    """The point in time (UTC) at which the clock shows this time on this day, both as somebody typed them.

    Of an hour that is shown twice, where clocks are put back, the first is meant. Raises Invalid, at `starts_at`, for
    what is missing, cannot be read, or is never shown because clocks are put forward.
    """
    if not day or not clock:
        raise wrong("day_and_time_missing")
    try:
        meant = datetime.combine(_day(day), _time(clock), zone())
    except ValueError:
        raise wrong("day_or_time_unreadable") from None
    at = meant.astimezone(UTC)
    if at.astimezone(zone()).replace(tzinfo=None) != meant.replace(tzinfo=None):
        raise wrong("time_skipped")
    return at.isoformat()


def hour(at: str) -> str:
    """The time of day: 14:30. Where the clock shows it twice that night, with what tells the two apart: 02:30 MEZ."""
    found = shown(at)
    twice = found.replace(fold=0).utcoffset() != found.replace(fold=1).utcoffset()
    return str(format_datetime(found, "HH:mm z" if twice else "HH:mm", tzinfo=zone(), locale=languages.locale()))


def full_day(on: str | date) -> str:
    """A day, or that of a point in time, with its weekday and year: Montag, 23. November 2026."""
    # The narrow space of Russian dates is a box on old phones.
    return str(format_date(_date_of(on), "full", locale=languages.locale())).replace("\u202f", "\u00a0")


def short_day(on: str | date) -> str:
    """A day with its weekday, or that of a point in time, as on a calendar: Mo., 23. Nov."""
    return str(format_skeleton("MMMEd", _date_of(on), locale=languages.locale()))


def time_away(starts_at: str, ends_at: str) -> str:
    """From when until when somebody is away; of whole days the first and the last: Mo., 23. Nov. – Fr., 27. Nov."""
    midnight = shown(starts_at).time() == shown(ends_at).time() == time()
    if not midnight:
        return f"{short_day(starts_at)}, {hour(starts_at)} – {short_day(ends_at)}, {hour(ends_at)}"
    first, last = shown(starts_at).date(), shown(ends_at).date() - timedelta(days=1)
    return short_day(first) if first == last else f"{short_day(first)} – {short_day(last)}"


def long_day(on: str | date) -> str:
    """The same written out: Montag, 23. November."""
    return str(format_skeleton("EEEEMMMMd", _date_of(on), locale=languages.locale()))


def weekdays() -> list[tuple[str, str]]:
    """The days of the week from Monday, 0, as a field of a form offers them."""
    return [(str(number), name) for number, name in sorted(get_day_names("wide", locale=languages.locale()).items())]


def week_of(named: str) -> list[date]:
    """The seven days of a week named as 2026-W48 (ISO 8601); those of this week where nobody can read the name."""
    year, _, number = named.partition("-W")
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
        return [monday + days * _DAY for days in range(7)]
    except (ValueError, OverflowError):
        monday = today() - today().weekday() * _DAY
        return [monday + days * _DAY for days in range(7)]


def name_of_week(monday: date) -> str:
    """The name of a week: 2026-W48."""
    year, number, _ = monday.isocalendar()
    return f"{year}-W{number:02}"


def wrong(code: str) -> Invalid:
    """The answer to whoever typed a time that cannot be used."""
    return Invalid("invalid", "The time cannot be used.", errors=(FieldError.of("starts_at", code),))


def _date_of(on: str | date) -> date:
    if isinstance(on, date):
        return on
    return date.fromisoformat(on) if len(on) == len("2026-11-23") else shown(on).date()


def _day(typed: str) -> date:
    found = _DAY_TYPED.fullmatch(typed)
    if not found:
        raise ValueError(typed)
    if found["year"]:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    return date(int(found[6]), int(found[5]), int(found[4]))


def _time(typed: str) -> time:
    found = _TIME_TYPED.fullmatch(typed)
    if not found:
        raise ValueError(typed)
    return time(int(found[1]), int(found[2]))
