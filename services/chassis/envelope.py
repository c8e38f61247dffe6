"""The header of every message: CloudEvents 1.0 in structured JSON, and how an event becomes one.

An event is a frozen dataclass of plain Python (see any service's events.py) with three class variables:
`exchange` (`intake.events`), `type` (`request.received.v1`) and `subject` (the name of the field that says
whom or what it is about). Only plain JSON types, so that a partner in another language can read it.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Protocol

CONTENT_TYPE = "application/cloudevents+json"
MAX_BYTES = 1_000_000  # events are thin; whatever is larger is not one of ours

_SPEC_VERSION = "1.0"


class Event(Protocol):
    """What a service says has happened."""

    exchange: ClassVar[str]
    type: ClassVar[str]
    subject: ClassVar[str]


class Unreadable(Exception):
    """A message that is not in our envelope; the reason says what is missing or malformed."""


@dataclass(frozen=True)
class Envelope:
    """One message. `sequence` counts per source and subject; `source` is `<service>@<organisation>`."""

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    sequence: int
    data: dict[str, Any]
    correlationid: str
    causationid: str | None
    actor: str
    traceparent: str

    def to_json(self) -> str:
        """The message as it stands in the outbox and travels."""
        header = {key: value for key, value in vars(self).items() if value is not None}
        return _dump(
            {
                "specversion": _SPEC_VERSION,
                **header,
                "time": _plain(self.time),
                "dataschema": f"urn:lotse:{self.type}",
                "datacontenttype": "application/json",
                "data": self.data,
            }
        )

    @classmethod
    def from_json(cls, body: bytes | str) -> Envelope:
        """The message in this body. Raises Unreadable with the reason."""
        if len(body) > MAX_BYTES:
            raise Unreadable(f"the body has {len(body)} bytes, more than {MAX_BYTES}")
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise Unreadable("the body is not JSON") from error
        if not isinstance(raw, dict) or raw.get("specversion") != _SPEC_VERSION:
            raise Unreadable(f"the body is no CloudEvent of version {_SPEC_VERSION}")
        try:
            return cls(
                id=_text(raw, "id"),
                source=_text(raw, "source"),
                type=_text(raw, "type"),
                subject=_text(raw, "subject"),
                time=_moment(raw, "time"),
                sequence=_number(raw, "sequence"),
                data=_object(raw, "data"),
                correlationid=_text(raw, "correlationid"),
                causationid=raw.get("causationid"),
                actor=str(raw.get("actor", "unknown")),
                traceparent=str(raw.get("traceparent", "")),
            )
        except ValueError as error:
            raise Unreadable(str(error)) from error


def data_of(event: Event) -> dict[str, Any]:
    """The event's fields as plain JSON types; times are RFC 3339 in UTC, dates ISO, absent fields left out."""
    fields = ((field.name, getattr(event, field.name)) for field in dataclasses.fields(event))  # type: ignore[arg-type]
    return {name: _plain(value) for name, value in fields if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(raw: dict[str, Any], key: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise ValueError(f"{key} is missing or no text of at most 200 characters")
    if "\0" in value:
        raise ValueError(f"{key} contains a NUL, which no database stores")
    return value


def _moment(raw: dict[str, Any], key: str) -> datetime:
    try:
        return datetime.fromisoformat(_text(raw, key))
    except ValueError:  # whose own words would quote what was sent
        raise ValueError(f"{key} is missing or no point in time") from None


def _number(raw: dict[str, Any], key: str) -> int:
    value = raw.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 62:
        raise ValueError(f"{key} is missing or no whole number")
    return value


def _object(raw: dict[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key)
    if not isinstance(value, dict):
        raise ValueError(f"{key} is missing or no object")
    return value
