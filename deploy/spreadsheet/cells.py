"""How what stands in a cell is read, as spreadsheet programs and people write it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import phonenumbers

from deploy.spreadsheet.words import Codes

# What a spreadsheet counts days from (Excel's 1900 system, ECMA-376 part 1, 18.17.4.1), and which counts are days of a
# lifetime: 1927 to 2119. A smaller number is a slip.
_FIRST_DAY = date(1899, 12, 30)
_DAYS = range(10_000, 80_000)
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_CENTURY = 100
_SEVERAL = re.compile(r"[,;/|\n]")
_TWO_PEOPLE = re.compile(r"[/&+;|\n]|\s(?:und|and|u\.)\s", re.IGNORECASE)
_GERMANY = "49"


class Unreadable(Exception):
    """A cell cannot be read; `code` says why, `params` are the words of its sentence."""

    def __init__(self, code: str, **params: Any):
        super().__init__(code)
        self.code = code
        self.params = params


def text(value: Any) -> str:
    """What stands in a cell, as it reads there; numbers without a useless `.0`."""
    if isinstance(value, datetime | date):
        raise Unreadable("is_a_date")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\xa0", " ").strip()


def one_line(value: Any) -> str:
    """The same in one line, with single blanks."""
    return " ".join(text(value).split())


def name(value: Any) -> str:
    """The name of one person. `Family name, given name` is turned round, as it is said."""
    written = text(value)
    if _TWO_PEOPLE.search(written):
        raise Unreadable("two_people")
    parts = [" ".join(part.split()) for part in written.split(",")]
    if len(parts) > 2 or (len(parts) == 2 and all(len(part.split()) > 1 for part in parts)):
        raise Unreadable("two_people")
    return " ".join(reversed(parts)).strip()


def day(value: Any) -> str:
    """A day, in ISO form: of a date, of 1.2.2025, 01.02.25 or 2025-02-01, or of the number a program keeps it as."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    written = one_line(value)
    if found := _GERMAN_DAY.fullmatch(written):
        of_month, month, year = map(int, found.groups())
        return _day(year + _century(year), month, of_month)
    if found := _ISO_DAY.fullmatch(written):
        return _day(*map(int, found.groups()))
    if written.isascii() and written.isdigit() and int(written) in _DAYS:
        return (_FIRST_DAY + timedelta(days=int(written))).isoformat()
    raise Unreadable("not_a_day")


def birth_year(value: Any) -> int:
    """The year of birth; of a date of birth the year alone."""
    written = "" if isinstance(value, datetime | date) else one_line(value)
    return int(written) if re.fullmatch(r"[12]\d{3}", written) else int(day(value)[:4])


def phone(value: Any) -> str:
    """A telephone number; where a program has made a number of it, the zeros or the plus at its beginning are back."""
    if not isinstance(value, int | float):
        return one_line(value)
    digits = text(value)
    for written in (f"+{digits}", f"0{digits}") if digits.startswith(_GERMANY) else (f"0{digits}", f"+{digits}"):
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(written, "DE")):
                return written
        except phonenumbers.NumberParseException:
            continue
    raise Unreadable("not_a_phone")


def email(value: Any) -> str:
    """An address, without what a link puts before it."""
    return one_line(value).removeprefix("mailto:")


def code(value: Any, codes: Codes) -> str:
    """The code that a word stands for."""
    word = one_line(value)
    found = codes.of(word)
    if found is None:
        raise Unreadable("unknown_word", word=word, near=codes.near(word))
    return found


def several(value: Any, codes: Codes) -> list[str]:
    """The codes that several words stand for, in their order, each once."""
    words = [word for word in _SEVERAL.split(text(value)) if word.strip()]
    return list(dict.fromkeys(code(word, codes) for word in words))


def _century(year: int) -> int:
    if year >= _CENTURY:
        return 0
    this_year = datetime.now(UTC).year
    return this_year - this_year % _CENTURY - (_CENTURY if year > this_year % _CENTURY else 0)


def _day(year: int, month: int, of_month: int) -> str:
    try:
        return date(year, month, of_month).isoformat()
    except ValueError:
        raise Unreadable("not_a_day") from None
