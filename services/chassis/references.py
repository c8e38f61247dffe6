"""The code by which a client names their request on the telephone."""

from __future__ import annotations

import secrets

from stdnum import luhn

# What can be said on the telephone without doubt: no 0 and O, no 1 and I.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_REFERENCE_DRAWN = 6


def new_reference() -> str:
    """A fresh code a client can say on the telephone, like `K7M-4XQ-6`: six drawn at random, one to check."""
    drawn = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(_REFERENCE_DRAWN))
    return f"{drawn[:3]}-{drawn[3:]}-{luhn.calc_check_digit(drawn, REFERENCE_ALPHABET)}"


def read_reference(text: str) -> str | None:
    """The reference somebody wrote or said: small letters, missing dashes and spaces are fine. None if it is none.

    The check character (Luhn modulo 32) finds every single wrong character and nearly every two swapped ones.
    """
    letters = "".join(character for character in text.upper() if character.isalnum())
    if len(letters) != _REFERENCE_DRAWN + 1 or not set(letters) <= set(REFERENCE_ALPHABET):
        return None
    if not luhn.is_valid(letters, REFERENCE_ALPHABET):
        return None
    return f"{letters[:3]}-{letters[3:6]}-{letters[6]}"
