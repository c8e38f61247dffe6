"""How passwords are kept: hashed with argon2id, in a real thread, and so that the time taken tells nothing.

Parameters: 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet), with RFC 9106's salt of 128 and tag of
256 bits (section 4). Of the choices that OWASP calls equal in strength this one lets ten people sign in at the same
moment within 200 MB.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError

from services.cases.model.accounts import normal

Aside = Callable[..., Any]

TODAYS = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)


class Passwords:
    """Hashes and verifies. `aside(function, *args)` runs a function where its computing holds up nobody else."""

    def __init__(self, aside: Aside, hasher: PasswordHasher = TODAYS):
        self._aside = aside
        self._hasher = hasher
        self._nobodys = _hash_of_nothing(hasher)

    def hash(self, password: str) -> str:
        """The password as it is kept: PHC string format, with its parameters and salt."""
        hashed: str = self._aside(self._hasher.hash, normal(password))
        return hashed

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether this is the password. None stands for a user there is not, and takes the same time."""
        try:
            self._aside(self._hasher.verify, password_hash or self._nobodys, normal(password))
        except VerifyMismatchError:
            return False
        return password_hash is not None

    def outdated(self, password_hash: str) -> bool:
        """Whether it was hashed with other parameters than today's, so that it is to be hashed anew."""
        return self._hasher.check_needs_rehash(password_hash)


def _hash_of_nothing(hasher: PasswordHasher) -> str:
    # A salt and a tag drawn at random: costs as much to verify as any other, and no password is known to fit.
    salt, tag = (
        base64.b64encode(secrets.token_bytes(size)).rstrip(b"=").decode() for size in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2id$v=19$m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}${salt}${tag}"
