"""What appointments, hours and free times are, and what may be done to them in which state."""

from __future__ import annotations

from services.chassis.errors import FieldError, Invalid


def invalid(field: str, code: str, **params: int) -> Invalid:
    """The answer to whoever sent one field that could be read, and cannot be accepted now."""
    error = FieldError.of(field, code, **params)
    return Invalid("invalid", "Some of what was sent cannot be accepted.", errors=(error,))
