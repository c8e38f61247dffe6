"""What somebody has beside their password: an app on their telephone that shows a code, and a few codes on paper."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from services.chassis.references import REFERENCE_ALPHABET

# What every authenticator app understands: RFC 6238 with its usual parameters, a secret of 160 bits (RFC 4226
# section 4, R6), and one step of tolerance to both sides for clocks that differ (RFC 6238 section 5.2).
DIGITS, STEP_SECONDS, TOLERATED_STEPS = 6, 30, 1
_SECRET_BYTES = 20
# From showing the key until it has to be confirmed by a code.
CONFIRM_WITHIN = timedelta(minutes=15)

RECOVERY_CODES = 8
_RECOVERY_CHARACTERS = 12  # of 5 bits each, kept under a keyed fingerprint only
RESET_CHARACTERS = 16
RESET_WITHIN = timedelta(hours=1)
# Between the password and the code.
CODE_WITHIN = timedelta(minutes=10)
CODE_MAX = 40  # characters of any code as it is typed, with dashes and blanks

# Whoever has to set up a second factor and has not yet may do that, and nothing else.
ENROLLING = "enrolling"


@dataclass(frozen=True)
class SecondFactor:
    """The app of one account. It counts once a code of it has confirmed it; `last_step` is that of the last code."""

    account_id: str
    secret: bytes = field(repr=False)
    begun_at: datetime
    confirmed_at: datetime | None = None
    last_step: int = 0

    def is_pending(self, now: datetime) -> bool:
        """Whether its key is still shown, and waits for a first code."""
        return self.confirmed_at is None and now < self.begun_at + CONFIRM_WITHIN

    def step_of(self, code: str, now: datetime) -> int | None:
        """The time step to which this code belongs, if the app shows it now and it has not been used; otherwise None.

        A code is good once, and none older than the last one (RFC 6238 section 5.2).
        """
        if len(code) != DIGITS or not code.isascii() or not code.isdigit():
            return None
        app, today = _app(self.secret), int(now.timestamp()) // STEP_SECONDS
        for step in range(max(today - TOLERATED_STEPS, self.last_step + 1), today + TOLERATED_STEPS + 1):
            try:
                app.verify(code.encode(), step * STEP_SECONDS)
            except InvalidToken:
                continue
            return step
        return None

    @property
    def key(self) -> str:
        """The secret as an app takes it when it is typed: base32 (RFC 4648 section 6)."""
        return base64.b32encode(self.secret).decode()

    def uri(self, user: str, issuer: str) -> str:
        """The secret as an app reads it from a picture (`otpauth://totp/…`)."""
        return _app(self.secret).get_provisioning_uri(user, issuer)


def new_secret() -> bytes:
    """A fresh secret for an app."""
    return secrets.token_bytes(_SECRET_BYTES)


def new_recovery_codes() -> tuple[str, ...]:
    """Fresh codes for the day on which the telephone is lost, as somebody copies them onto paper."""
    return tuple(
        _grouped([secrets.choice(REFERENCE_ALPHABET) for _ in range(_RECOVERY_CHARACTERS)])
        for _ in range(RECOVERY_CODES)
    )


def reset_code(token: str) -> str:
    """The one-time code that a secret of the vault stands for, as it can be said on the telephone: 80 bits."""
    number = int.from_bytes(base64.urlsafe_b64decode(token + "=="), "big")
    return _grouped([REFERENCE_ALPHABET[(number >> 5 * place) % 32] for place in range(RESET_CHARACTERS)])


def plain(code: str) -> str:
    """A code without what people put between its characters; capitals and small letters are the same."""
    return "".join(character for character in code.upper() if character.isalnum())


def _app(secret: bytes) -> TOTP:
    # SHA-1 is what apps know; HMAC does not rest on its resistance to collisions (RFC 6194 section 3.3).
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)


def _grouped(characters: list[str]) -> str:
    return "-".join("".join(characters[start : start + 4]) for start in range(0, len(characters), 4))
