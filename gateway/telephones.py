"""Telephone numbers as people read them, and as a telephone dials them. They are kept in E.164."""

from __future__ import annotations

import phonenumbers
from phonenumbers import PhoneNumberFormat

# Whose numbers have no country code.
_AT_HOME = "DE"


def telephone(number: str) -> str:
    """The number with its country and its parts told apart: +49 30 23125417. One that somebody has divided already,
    as the programme does with its own, stays as they wrote it."""
    return number if " " in number else _written(number, PhoneNumberFormat.INTERNATIONAL)


def dialled(number: str) -> str:
    """The number as a link dials it (RFC 3966), whatever stands between its digits: +493023125417."""
    return _written(number, PhoneNumberFormat.E164).replace(" ", "")


def _written(number: str, how: int) -> str:
    try:
        return str(phonenumbers.format_number(phonenumbers.parse(number, _AT_HOME), how))
    except phonenumbers.NumberParseException:
        return number  # of whatever it is, nothing is lost
