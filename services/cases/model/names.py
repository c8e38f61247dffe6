"""Which characters a name may have: as it is told, in any script; and in Latin letters, as German registers keep it."""

from __future__ import annotations

import unicodedata

from services.chassis.names import beyond_latin

# Letters, marks, letter-like signs and spaces of any script, and what joins or shortens the parts of a name.
_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Zs"})
_JOINING = frozenset("'’‘ʼ`´-‐‑–.·,׳״־\u200c\u200d")


def is_name(text: str) -> bool:
    """Whether this can be a name in some script: letters and what joins them, no digits and no signs."""
    return any(unicodedata.category(each)[0] == "L" for each in text) and all(
        each in _JOINING or unicodedata.category(each) in _CATEGORIES for each in text
    )


def is_latin(text: str) -> bool:
    """Whether a German register can keep this name (DIN SPEC 91379, datatype A)."""
    return is_name(text) and not beyond_latin(text)
