"""What appointments, hours and free times are, and what may be done to them in which state."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import Conflict, FieldError, Invalid, NotFound


def unknown(noun: str) -> NotFound:
    """The answer to whoever asks for what is not there, or is another organisation's: the two are never told apart."""
    return NotFound(f"{noun}_unknown", f"There is no such {noun}.")


def changed(noun: str, version: int | None = None) -> Conflict:
    """The answer to whoever acts on what they saw, when it has become another since; `version` is the newest."""
    sentence = f"Somebody has changed this {noun} in the meantime."
    newest: dict[str, Any] = {} if version is None else {"version": version}
    return Conflict("changed_meanwhile", sentence, **newest)


def invalid(field: str, code: str, **params: int) -> Invalid:
    """The answer to whoever sent one field that could be read, and cannot be accepted now."""
    error = FieldError.of(field, code, **params)
    return Invalid("invalid", "Some of what was sent cannot be accepted.", errors=(error,))
