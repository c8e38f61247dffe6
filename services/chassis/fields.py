"""Bounded marshmallow fields: what may come in from the wire, and a stable code for all that may not.

Messages are codes with parameters, not sentences, because the sentence is spoken in the reader's language
by whoever shows it.
"""

from __future__ import annotations

import base64
import re
import unicodedata
import uuid
from collections.abc import Container, Iterable
from datetime import UTC, date, datetime
from typing import Any

import phonenumbers
from marshmallow import RAISE, Schema, ValidationError, fields

from services.chassis.errors import FieldError, Invalid

# RFC 5321 section 4.5.3.1.3 bounds a path to 256 octets with its angle brackets.
EMAIL_MAX = 254
_EMAIL = re.compile(r"[^@\s<>(),;:\\\"\[\]]{1,64}@(?:[^@\s.<>(),;:\\\"\[\]]{1,63}\.)+[^@\s.\d<>(),;:\\\"\[\]]{2,63}")
# Bidi controls can make a name read as another one (Unicode TR 36); line and tab are allowed where lines are.
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Fault(str):
    """A code (`too_long`) that carries the numbers its sentence needs (`max=200`)."""

    params: dict[str, Any]

    def __new__(cls, code: str, **params: Any) -> Fault:
        fault = super().__new__(cls, code)
        fault.params = params
        return fault


def fault(code: str, **params: Any) -> ValidationError:
    """The error a field raises for itself."""
    return ValidationError([Fault(code, **params)])


def fault_at(field: str, code: str, **params: Any) -> ValidationError:
    """The error a whole-schema check raises for one of its fields."""
    return ValidationError({field: [Fault(code, **params)]})


class _Coded(fields.Field[Any]):
    default_error_messages = {
        "required": Fault("required"),
        "null": Fault("required"),
        "invalid": Fault("wrong_type"),
        "validator_failed": Fault("wrong_type"),
    }


class Text(_Coded):
    """Text a person wrote: trimmed, in Unicode NFC, bounded, free of control characters.

    `lines=True` allows line breaks. An empty text counts as absent (None), as an empty form field does.
    """

    def __init__(self, *, max: int, lines: bool = False, **options: Any):
        super().__init__(**options)
        self.max = max
        self.lines = lines
        self.metadata = {"maxLength": max, **self.metadata}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str | None:
        if not isinstance(value, str):
            raise fault("wrong_type")
        text = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
        if len(text) > self.max:
            raise fault("too_long", max=self.max)
        if any(self._is_control(character) for character in text):
            raise fault("control_characters")
        if not text and self.required:
            raise fault("required")
        return text or None

    def _is_control(self, character: str) -> bool:
        if character == "\n":
            return not self.lines
        return character in _BIDI_CONTROLS or unicodedata.category(character) in ("Cc", "Cs")


class Code(_Coded):
    """One of a table of codes; `noun` names it in the error (`unknown_topic`)."""

    def __init__(self, noun: str, *, among: Container[str] | None = None, **options: Any):
        super().__init__(**options)
        self.noun = noun
        self.among = among

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str | None:
        if not isinstance(value, str) or len(value) > 64:
            raise fault("wrong_type")
        if not value:
            if self.required:
                raise fault("required")
            return None
        if self.among is not None and value not in self.among:
            raise fault(f"unknown_{self.noun}")
        return value


class Codes(_Coded):
    """A list of different codes, at least one and at most `max`."""

    def __init__(self, noun: str, *, max: int, among: Container[str] | None = None, **options: Any):
        super().__init__(**options)
        self.one = Code(noun, among=among, required=True)
        self.max = max

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> list[str]:
        if not isinstance(value, list):
            raise fault("wrong_type")
        if not value and self.required:
            raise fault("required")
        if len(value) > self.max:
            raise fault("too_many", max=self.max)
        codes: list[str] = [self.one.deserialize(code) for code in value]  # type: ignore[misc]
        if len(set(codes)) != len(codes):
            raise fault("duplicate")
        return codes


class EmailAddress(Text):
    """An address a mail can be sent to; the domain in lower case (RFC 5321 section 2.4)."""

    def __init__(self, **options: Any):
        super().__init__(max=EMAIL_MAX, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str | None:
        text = super()._deserialize(value, attr, data, **options)
        if text is None:
            return None
        if not _EMAIL.fullmatch(text):
            raise fault("not_an_email")
        local, _, domain = text.rpartition("@")
        return f"{local}@{domain.lower()}"


class PhoneNumber(Text):
    """A telephone number as people write it in Germany, kept in E.164 (`+4924112345`)."""

    def __init__(self, **options: Any):
        super().__init__(max=40, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str | None:
        text = super()._deserialize(value, attr, data, **options)
        if text is None:
            return None
        try:
            number = phonenumbers.parse(text, "DE")
        except phonenumbers.NumberParseException:
            raise fault("not_a_phone") from None
        if not phonenumbers.is_valid_number(number):
            raise fault("not_a_phone")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class FileContent(_Coded):
    """The content of a file, in base64 (RFC 4648 section 4); not empty, at most `max` bytes."""

    def __init__(self, *, max: int, **options: Any):
        super().__init__(**options)
        self.max = max

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> bytes:
        if not isinstance(value, str):
            raise fault("wrong_type")
        if len(value) > 4 * (self.max // 3 + 1):
            raise fault("file_too_large", max=self.max // 2**20)
        try:
            content = base64.b64decode(value, validate=True)
        except ValueError:
            raise fault("wrong_type") from None
        if not content:
            raise fault("file_empty")
        if len(content) > self.max:
            raise fault("file_too_large", max=self.max // 2**20)
        return content


class Number(_Coded):
    """A whole number from `min` to `max`; the digits of an address (`?limit=20`) count as well."""

    def __init__(self, min: int, max: int, **options: Any):
        super().__init__(**options)
        self.min, self.max = min, max
        self.metadata = {"minimum": min, "maximum": max, **self.metadata}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise fault("wrong_type")
        if not self.min <= value <= self.max:
            raise fault("number_out_of_range", min=self.min, max=self.max)
        return value


class Flag(_Coded):
    """Yes or no: JSON's true and false, or the words `true` and `false` of an address."""

    _WORDS = {"true": True, "false": False}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> bool:
        found = self._WORDS.get(value) if isinstance(value, str) else value
        if not isinstance(found, bool):
            raise fault("wrong_type")
        return found


class Identifier(_Coded):
    """The id of one of our things, as `new_id` makes them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        try:
            return str(uuid.UUID(value))
        except (ValueError, TypeError, AttributeError):
            raise fault("not_an_id") from None


class Identifiers(Codes):
    """A list of different ids, at least one and at most `max`."""

    def __init__(self, *, max: int, **options: Any):
        super().__init__("id", max=max, **options)
        self.one = Identifier(required=True)  # type: ignore[assignment]


class Day(_Coded):
    """A date as in 2026-11-23 (ISO 8601), within a lifetime of today so that a slip of the finger is seen."""

    _EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> date | None:
        if value == "" and not self.required:
            return None
        try:
            day = date.fromisoformat(value)
        except (ValueError, TypeError):
            raise fault("not_a_date") from None
        if not self._EARLIEST <= day < self._LATEST:
            raise fault("not_a_date")
        return day


class Moment(_Coded):
    """A point in time with its zone, as in 2026-11-23T10:30:00Z (RFC 3339); kept in UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> datetime:
        try:
            at = datetime.fromisoformat(value)
            if at.tzinfo is None:
                raise ValueError("without its zone")
            return at.astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            raise fault("not_a_time") from None


class Nested(fields.Nested):
    """An object inside an object, with our codes."""

    default_error_messages = {"required": Fault("required"), "null": Fault("required"), "type": Fault("wrong_type")}


class Asked(Schema):
    """The base of what a service accepts as a call: unknown fields are refused, errors are codes."""

    class Meta:
        unknown = RAISE

    error_messages = {"unknown": Fault("unknown_field"), "type": Fault("wrong_type")}


def load(schema: Schema, data: Any) -> dict[str, Any]:
    """What was asked, checked. Raises Invalid with a FieldError for everything that is wrong."""
    try:
        loaded: dict[str, Any] = schema.load(data)
    except ValidationError as error:
        raise Invalid(
            "invalid", "Some of what was sent cannot be accepted.", errors=tuple(field_errors(error.messages))
        ) from error
    return loaded


def field_errors(messages: Any, path: str = "") -> Iterable[FieldError]:
    """marshmallow's nested messages as a flat list of field errors."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            step = "" if key == "_schema" else str(key)
            yield from field_errors(inner, f"{path}.{step}".strip("."))
    else:
        for message in messages if isinstance(messages, list) else [messages]:
            yield FieldError(path, str(message), getattr(message, "params", {}))
