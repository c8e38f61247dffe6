"""How sentences for staff are marked where they are written, and translated where they are said."""

from __future__ import annotations

from typing import Any

from flask_babel import Domain

_DOMAIN = Domain(domain="staff")


def N_(message: str) -> str:
    """Mark a message for translation where it is written down; it is translated where it is said."""
    return message


def gettext(message: str, **values: Any) -> str:
    """A sentence for staff in the reader's language, its gaps filled."""
    said: str = _DOMAIN.gettext(message, **values)
    return said


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """A counted sentence for staff in the reader's language; `%(num)s` is the number."""
    said: str = _DOMAIN.ngettext(one, many, num, **values)
    return said
