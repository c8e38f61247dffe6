"""What is said about releases: what a client allows, and no longer allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True)
class ReleaseGranted:
    """A client allows that some data go to somebody for one purpose until a day; all of it as codes."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "release.granted.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    release_id: str
    organisation: str
    recipient: str
    data: tuple[str, ...]
    purpose: str
    valid_until: date
    granted_at: datetime


@dataclass(frozen=True)
class ReleaseWithdrawn:
    """A client allows it no longer: whoever relied on it stops."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "release.withdrawn.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    release_id: str
    organisation: str
    withdrawn_at: datetime


ALL = (
    ReleaseGranted,
    ReleaseWithdrawn,
)
